// The library of policy cards at a desk: what waits for a second person, what everybody sees, what is put away.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import { Button, Card, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { starters } from '../kinds/starters.ts';
import type { PolicyRow } from '../model.ts';
import { cardLang } from './card-view.tsx';
import { opening, PolicyList } from './policy-list.tsx';

type Hrefs = (id: string) => string;

function Starters(props: { taken: readonly string[]; hrefOf: Hrefs }): JSX.Element | null {
  const left = starters.filter(({ code }) => !props.taken.includes(code));
  if (left.length === 0) return null;
  return (
    <Section title={t('policy.desk.start')} right={left.length}>
      <p class="zd-two">{t('policy.desk.startText')}</p>
      <Card list>
        {left.map((starter) => (
          <ListRow
            key={starter.code}
            plain
            icon="file-text"
            href={props.hrefOf(`start-${starter.code}`)}
            title={starter[cardLang()].title}
          />
        ))}
      </Card>
    </Section>
  );
}

/** The pinyin is made where cards leave the desks; here a title is found by its signs. */
const findable = (rows: readonly PolicyRow[]): (PolicyRow & { pinyin: string })[] =>
  rows.map((row) => ({ ...row, pinyin: '' }));

export function PoliciesScreen(props: { hrefOf: Hrefs; writes: boolean }): JSX.Element {
  const { hrefOf, writes } = props;
  const rows = useAsk<PolicyRow[]>('policy.list', {}, ['policy']).data;
  const [typed, setTyped] = useState('');
  const noteOf = ({ areaName, state, waits }: PolicyRow): string =>
    t('policy.desk.row', { area: areaName, state: t(waits ? 'policy.desk.draft' : `policy.state.${state}`) });
  const waits = (rows ?? []).filter((row) => row.waits);
  const hidden = (rows ?? []).filter((row) => !row.waits && row.state !== 'shown');
  const part = (title: string, list: readonly PolicyRow[]): JSX.Element | null =>
    list.length === 0 ? null : (
      <Section title={title} right={list.length}>
        <Card list>
          {list.map((row) => (
            <ListRow
              key={row.id}
              icon="file-text"
              tone="wait"
              href={hrefOf(row.id)}
              title={row.card[cardLang()].title}
              text={noteOf(row)}
            />
          ))}
        </Card>
      </Section>
    );
  return (
    <>
      <header>
        <h1>{t('policy.title')}</h1>
        <p class="zd-two">{t('policy.desk.text')}</p>
      </header>
      {writes ? (
        <div class="zd-button-row zd-button-row-left">
          <Button kind="filled" icon="pencil" href={hrefOf('new')}>
            {t('policy.desk.new')}
          </Button>
        </div>
      ) : null}
      <div class={`grid gap-6 items-start ${hidden.length > 0 || writes ? 'xl:grid-cols-2' : ''}`}>
        <div class="flex flex-col gap-6">
          {writes ? part(t('policy.desk.waits'), waits) : null}
          {rows === undefined ? null : (
            <Section title={t('policy.desk.shown')}>
              <PolicyList
                policies={findable(rows.filter((row) => row.state === 'shown'))}
                typed={typed}
                onType={setTyped}
                hrefOf={({ id }) => hrefOf(id)}
                noteOf={({ areaName, card }) => t('policy.desk.row', { area: areaName, state: opening(card) })}
              />
            </Section>
          )}
        </div>
        <div class="flex flex-col gap-6">
          {part(t('policy.desk.hidden'), hidden)}
          {writes && rows !== undefined ? <Starters taken={rows.map((row) => row.code)} hrefOf={hrefOf} /> : null}
        </div>
      </div>
    </>
  );
}
