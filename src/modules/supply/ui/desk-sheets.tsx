// The other sheets of the editor: which homes a node feeds, taking a node out, homes that hang nowhere, and the networks themselves.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '#kit/problem.ts';
import { Button, Choice, Field, Note, Refused, Select, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { families } from '../kinds/networks.ts';
import type { SupplyPage } from '../model.ts';
import { codesBelow } from '../rules.ts';
import { type DrawnNode, homesBelow, type Net } from '../rules-drawing.ts';
import { HomePicker } from './home-picker.tsx';
import { nodeLabel } from './node-form.tsx';

export interface SheetProps {
  readonly page: SupplyPage;
  readonly net: Net;
  readonly nowhere: ReadonlySet<string>;
  readonly failed: Problem | undefined;
  readonly problem: (code: string, facts?: Record<string, string | number>) => string;
  readonly onClose: () => void;
}

/** What is ticked is fed by the node; what was and is no longer ticked hangs nowhere afterwards. */
export function HomesSheet(
  props: SheetProps & { node: DrawnNode; onSave: (more: string[], less: string[]) => void },
): JSX.Element {
  const { net, node } = props;
  const [before] = useState(() => new Set(homesBelow(net, node.code).map(({ id }) => id)));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(before);
  const more = [...chosen].filter((id) => !before.has(id));
  const less = [...before].filter((id) => !chosen.has(id));
  const said = [
    more.length === 0 ? '' : t('supply.desk.attachN', { n: more.length }),
    less.length === 0 ? '' : t('supply.desk.detachN', { n: less.length }),
  ].filter(Boolean);
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('supply.desk.homesOf', { node: nodeLabel(node) })}
      foot={
        <Button kind="filled" icon="check" disabled={said.length === 0} onClick={() => props.onSave(more, less)}>
          {said.length === 0 ? t('supply.desk.save') : said.join(t('look.and'))}
        </Button>
      }
    >
      <Refused failed={props.failed} problem={props.problem} />
      <p class="zd-two">{t('supply.desk.homesHint')}</p>
      <HomePicker
        page={props.page}
        network={net.network}
        chosen={chosen}
        nowhere={props.nowhere}
        onChange={setChosen}
      />
    </Sheet>
  );
}

const nothing = '-';

/** SUPPLY-6 */
export function RemoveSheet(props: SheetProps & { node: DrawnNode; onSave: (to: string | null) => void }): JSX.Element {
  const { net, node } = props;
  const fed = net.nodes.filter((one) => one.parent === node.code || one.also.includes(node.code));
  const homes = homesBelow(net, node.code).length;
  const [to, setTo] = useState(node.parent ?? nothing);
  const below = codesBelow(net.nodes, node.code);
  const others = net.nodes.filter((one) => !below.has(one.code));
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('supply.desk.removeOf', { node: nodeLabel(node) })}
      foot={
        <Button kind="filled" icon="trash" danger onClick={() => props.onSave(to === nothing ? null : to)}>
          {t('supply.desk.remove')}
        </Button>
      }
    >
      <Refused failed={props.failed} problem={props.problem} />
      {fed.length === 0 && homes === 0 ? (
        <p>{t('supply.desk.removeFree')}</p>
      ) : (
        <>
          <Note tone="wait" icon="alert-circle">
            {t('supply.desk.removeBelow', { nodes: fed.length, homes })}
          </Note>
          <Select
            label={t('supply.desk.removeTo')}
            value={to}
            onChange={setTo}
            answers={[
              ...others.map((one) => ({ value: one.code, label: nodeLabel(one) })),
              { value: nothing, label: t('supply.desk.removeToNothing') },
            ]}
          />
        </>
      )}
    </Sheet>
  );
}

/** SUPPLY-7 */
export function NowhereSheet(props: SheetProps): JSX.Element {
  const { page, nowhere } = props;
  return (
    <Sheet open wide onClose={props.onClose} title={t('supply.desk.nowhere', { n: nowhere.size })}>
      <p class="zd-two">{t('supply.desk.nowhereText')}</p>
      <dl class="zd-net-doors">
        {page.grids.map((grid) => {
          const doors = page.homes
            .filter((home) => home.grid === grid.id && nowhere.has(home.id))
            .map(({ door }) => door);
          return doors.length === 0 ? null : (
            <div key={grid.id}>
              <dt>
                {grid.name.startsWith(grid.group) ? '' : grid.group}
                {grid.name} <span class="zd-two">{t('supply.desk.homes', { n: doors.length })}</span>
              </dt>
              <dd>{doors.join(t('look.and'))}</dd>
            </div>
          );
        })}
      </dl>
    </Sheet>
  );
}

export type Named = SupplyPage['networks'][number];
export interface NetworkDraft {
  readonly code: string;
  readonly name: string;
  readonly looped: boolean;
}

/** The bare letter first, then with the smallest number that is free. */
export function nextNetwork(known: readonly { readonly code: string }[], family: string): string {
  const taken = new Set(known.map(({ code }) => code));
  if (!taken.has(family)) return family;
  for (let n = 2; ; n++) if (!taken.has(`${family}${n}`)) return `${family}${n}`;
}

export const networkName = ({ code, name }: Pick<Named, 'code' | 'name'>): string =>
  name === '' ? `${t(`supply.family.${code.slice(0, 1)}`)}${code.slice(1)}` : name;

export function NetworkSheet(
  props: Omit<SheetProps, 'net' | 'nowhere'> & {
    /** Undefined: a new one. */
    known: Named | undefined;
    empty: boolean;
    onSave: (draft: NetworkDraft) => void;
    onTakeDown: () => void;
  },
): JSX.Element {
  const { page, known } = props;
  const [family, setFamily] = useState(known?.code.slice(0, 1) ?? 'W');
  const [name, setName] = useState(known ? networkName(known) : '');
  const [looped, setLooped] = useState(known?.looped ?? false);
  const [tried, setTried] = useState(false);
  const save = (): void => {
    setTried(true);
    if (name.trim() !== '')
      props.onSave({ code: known?.code ?? nextNetwork(page.networks, family), name: name.trim(), looped });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t(known ? 'supply.desk.network' : 'supply.desk.newNetwork')}
      foot={
        <>
          {known && props.empty && known.id !== null ? (
            <Button icon="trash" danger onClick={props.onTakeDown}>
              {t('supply.desk.dropNetwork')}
            </Button>
          ) : null}
          <Button kind="filled" icon="check" onClick={save}>
            {t('supply.desk.save')}
          </Button>
        </>
      }
    >
      <Refused failed={props.failed} problem={props.problem} />
      {known ? null : (
        <Choice
          label={t('supply.desk.family')}
          value={family}
          answers={families.map(({ code }) => ({ value: code, label: t(`supply.family.${code}`) }))}
          onChange={setFamily}
        />
      )}
      <Field
        label={t('supply.desk.networkName')}
        hint={t('supply.desk.networkHint')}
        value={name}
        maxLength={40}
        onInput={setName}
        error={tried && name.trim() === '' ? t('supply.desk.need.name') : undefined}
      />
      <Choice
        label={t('supply.desk.shape')}
        value={looped ? 'looped' : 'tree'}
        columns={1}
        answers={[
          { value: 'tree', label: t('supply.desk.tree'), note: t('supply.desk.treeNote') },
          { value: 'looped', label: t('supply.desk.looped'), note: t('supply.desk.loopedNote') },
        ]}
        onChange={(value) => setLooped(value === 'looped')}
      />
    </Sheet>
  );
}
