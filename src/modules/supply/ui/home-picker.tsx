// Chooses homes by groups and grids or one by one at their doors, and says how many are chosen and where they hang now.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Field } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { codesIn, type SupplyPage } from '../model.ts';

type PageHome = SupplyPage['homes'][number];
export interface PickerProps {
  readonly page: SupplyPage;
  readonly network: string;
  readonly chosen: ReadonlySet<string>;
  readonly nowhere: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

interface Part {
  readonly id: string;
  readonly label: string;
  readonly homes: readonly PageHome[];
}

/** Groups with their grids; a group of one grid is only the group. */
function partsOf({ grids, homes }: SupplyPage): { group: Part; grids: readonly Part[] }[] {
  const groups = [...new Set(grids.map((grid) => grid.group))];
  return groups.map((name) => {
    const own = grids.filter((grid) => grid.group === name);
    const parts = own.map((grid) => ({
      id: grid.id,
      label: grid.name.startsWith(name) ? grid.name.slice(name.length) : grid.name,
      homes: homes.filter((home) => home.grid === grid.id),
    }));
    const group = { id: `group ${name}`, label: name, homes: parts.flatMap((part) => part.homes) };
    return { group, grids: parts.length > 1 ? parts : [] };
  });
}

function Tick(props: {
  part: Part;
  chosen: ReadonlySet<string>;
  strong?: boolean;
  onTurn: (on: boolean) => void;
}): JSX.Element {
  const { part, chosen } = props;
  const n = part.homes.filter((home) => chosen.has(home.id)).length;
  const all = n > 0 && n === part.homes.length;
  return (
    <label class={`zd-tick ${n > 0 ? 'zd-tick-on' : ''}`}>
      <input
        type="checkbox"
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = n > 0 && !all;
        }}
        onChange={() => props.onTurn(!all)}
      />
      <span class="zd-grow">{props.strong === true ? <b>{part.label}</b> : part.label}</span>
      <span class="zd-two zd-num">
        {n > 0 && !all ? `${n} / ` : ''}
        {t('supply.desk.homes', { n: part.homes.length })}
      </span>
    </label>
  );
}

const mostShown = 60;

function Doors(
  props: PickerProps & { homes: readonly PageHome[]; onTurn: (homes: readonly PageHome[], on: boolean) => void },
): JSX.Element {
  return (
    <div class="zd-ticks">
      {props.homes.slice(0, mostShown).map((home) => (
        <label key={home.id} class={`zd-tick ${props.chosen.has(home.id) ? 'zd-tick-on' : ''}`}>
          <input
            type="checkbox"
            checked={props.chosen.has(home.id)}
            onChange={() => props.onTurn([home], !props.chosen.has(home.id))}
          />
          <span class="zd-grow">{home.door}</span>
          <span class="zd-two">
            {props.nowhere.has(home.id)
              ? t('supply.desk.nowhereShort')
              : codesIn(home.points, props.network).join(t('look.and'))}
          </span>
        </label>
      ))}
      {props.homes.length > mostShown ? (
        <p class="zd-two">{t('supply.desk.more', { n: props.homes.length - mostShown })}</p>
      ) : null}
    </div>
  );
}

export function HomePicker(props: PickerProps): JSX.Element {
  const [text, setText] = useState('');
  const [gaps, setGaps] = useState(false);
  const turn = (homes: readonly PageHome[], on: boolean): void => {
    const next = new Set(props.chosen);
    for (const { id } of homes) {
      if (on) next.add(id);
      else next.delete(id);
    }
    props.onChange(next);
  };
  const plain = (word: string): string => word.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
  const found = props.page.homes.filter(
    (home) =>
      (!gaps || props.nowhere.has(home.id)) &&
      (text.trim() === '' ||
        plain(home.door).includes(plain(text)) ||
        codesIn(home.points, props.network).some((code) => plain(code).includes(plain(text)))),
  );
  return (
    <fieldset class="zd-choice">
      <legend class="zd-label">{t('supply.desk.which')}</legend>
      <p role="status" class="zd-two">
        {t('supply.desk.chosen', { n: props.chosen.size })}
      </p>
      <div class="zd-ticks">
        {partsOf(props.page).map(({ group, grids }) => (
          <div key={group.id} class="zd-tick-group">
            <Tick part={group} chosen={props.chosen} strong onTurn={(on) => turn(group.homes, on)} />
            {grids.length === 0 ? null : (
              <div class="zd-tick-under">
                {grids.map((part) => (
                  <Tick key={part.id} part={part} chosen={props.chosen} onTurn={(on) => turn(part.homes, on)} />
                ))}
              </div>
            )}
          </div>
        ))}
      </div>
      <div class="flex flex-wrap items-end gap-3 mt-3">
        <div class="zd-grow min-w-48">
          <Field label={t('supply.desk.search')} icon="search" type="search" value={text} onInput={setText} />
        </div>
        {props.nowhere.size === 0 ? null : (
          <Button pressed={gaps} icon="home-question" onClick={() => setGaps(!gaps)}>
            {t('supply.desk.onlyNowhere', { n: props.nowhere.size })}
          </Button>
        )}
      </div>
      {text.trim() === '' && !gaps ? null : <Doors {...props} homes={found} onTurn={turn} />}
    </fieldset>
  );
}
