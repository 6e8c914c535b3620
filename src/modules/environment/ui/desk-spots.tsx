// The village's surroundings at the desk: every place with its last state, and the pictures from before and after side by side.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatMoment } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Button, Card, Empty, ListRow, Refused, Section, Sheet, Timeline } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { findSpotKind } from '../kinds/spots.ts';
import type { SpotPage, SpotRow } from '../model.ts';
import { BeforeAfter } from './desk-before-after.tsx';
import { emptyLook, isWhole, isWrong, LookForm, lookInput } from './look-form.tsx';
import { kindName, wrongWords } from './spot-words.ts';
import { isNamed, type SpotDraft, SpotForm } from './spot-form.tsx';
import { SpotChip } from './spot-chip.tsx';

type Speak = (code: string, facts?: Record<string, string | number>) => string;
interface Props {
  readonly hrefOf: (id: string) => string;
  readonly caseHref: (id: string) => string;
  readonly problem: Speak;
}

function AddSheet(props: { onClose: () => void; again: () => void; problem: Speak }): JSX.Element {
  const { failed, say } = useSay();
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const name = (id: string | null): string => tree.find((one) => one.id === id)?.name ?? '';
  const areas = tree
    .filter((area) => area.kind === 'level-1' || area.kind === 'level-2')
    .map((area) => ({ id: area.id, name: area.kind === 'level-1' ? area.name : `${name(area.parent)}${area.name}` }));
  const [draft, setDraft] = useState<SpotDraft>({ kind: '', name: '', area: '' });
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (!isNamed(draft)) return;
    const after = (): void => {
      props.onClose();
      props.again();
    };
    say('spot.open', { spot: newId(), ...draft }, { text: t('spot.opened'), after });
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('spot.open')}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('spot.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <SpotForm draft={draft} areas={areas} tried={tried} onChange={setDraft} />
    </Sheet>
  );
}

const stateText = (row: SpotRow, now: number): string =>
  row.lookedAt === null
    ? t('spot.never')
    : [
        t('spot.lastLook', { day: formatDay(row.lookedAt, now) }),
        wrongWords(row.kind, row.wrong),
        row.praise === '' ? '' : t('spot.praised', { text: row.praise }),
      ]
        .filter(Boolean)
        .join(' · ');

function Rows({ rows, hrefOf }: { rows: readonly SpotRow[]; hrefOf: Props['hrefOf'] }): JSX.Element {
  const now = nowMs.value;
  const places = [...new Set(rows.map((row) => row.place))];
  return (
    <>
      {places.map((place) => (
        <Section key={place} title={place}>
          <Card list>
            {rows
              .filter((row) => row.place === place)
              .map((row) => (
                <ListRow
                  key={row.id}
                  href={hrefOf(row.id)}
                  icon="map-pin"
                  tone="calm"
                  title={row.name}
                  beside={kindName(findSpotKind(row.kind))}
                  text={stateText(row, now)}
                  right={<SpotChip row={row} />}
                />
              ))}
          </Card>
        </Section>
      ))}
    </>
  );
}

export function SpotList(props: Props): JSX.Element {
  const asked = useAsk<SpotRow[]>('spot.list', {}, ['spot', 'case', 'attachment']);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <header class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>{t('spot.title')}</h1>
          <p class="zd-two">{t('spot.desk.text')}</p>
        </div>
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('spot.open')}
        </Button>
      </header>
      <Refused failed={asked.problem} problem={props.problem} />
      {asked.data?.length === 0 ? (
        <Empty icon="map-pin" tone="calm" title={t('spot.none')} text={t('spot.noneText')} />
      ) : null}
      <Rows rows={asked.data ?? []} hrefOf={props.hrefOf} />
      {adding ? <AddSheet onClose={() => setAdding(false)} again={asked.again} problem={props.problem} /> : null}
    </>
  );
}

function LookSheet(props: { page: SpotPage; onClose: () => void; again: () => void; problem: Speak }): JSX.Element {
  const { failed, say } = useSay();
  const { spot } = props.page;
  const [draft, setDraft] = useState(emptyLook);
  const [tried, setTried] = useState(false);
  const open = spot.matter !== null && spot.matter.state !== 'closed';
  const send = (): void => {
    setTried(true);
    if (!isWhole(spot.kind, draft)) return;
    const more = { spot: spot.id, look: newId(), case: isWrong(draft) && !open ? newId() : null };
    const after = (): void => {
      props.onClose();
      props.again();
    };
    say('spot.look', { ...more, ...lookInput(draft, false) }, { text: t('spot.saved'), after });
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={spot.name}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('spot.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <LookForm
        kind={spot.kind}
        draft={draft}
        onChange={setDraft}
        tried={tried}
        showsAfter={false}
        becomes={t(open ? 'spot.goesTo' : 'spot.becomes')}
      />
    </Sheet>
  );
}

export function SpotScreen(props: Props & { id: string; listHref: string }): JSX.Element | null {
  const { failed, fail, say } = useSay();
  const asked = useAsk<SpotPage>('spot.page', { spot: props.id }, ['spot', 'case', 'attachment']);
  const [looking, setLooking] = useState(false);
  const page = asked.data;
  const now = nowMs.value;
  if (page === undefined)
    return asked.problem ? <Empty icon="lock" tone="calm" title={props.problem(asked.problem.code)} /> : null;
  const { spot } = page;
  const close = (): void => {
    const after = (): void => {
      location.hash = props.listHref;
    };
    say('spot.close', { spot: spot.id }, { text: t('spot.closed'), after });
  };
  return (
    <>
      <div class="-ml-3">
        <Button kind="text" icon="chevron-left" href={props.listHref}>
          {t('spot.title')}
        </Button>
      </div>
      <header class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>{spot.name}</h1>
          <p class="zd-two">{[kindName(findSpotKind(spot.kind)), spot.place].join(' · ')}</p>
        </div>
        <SpotChip row={spot} />
      </header>
      <Refused failed={failed} problem={props.problem} />
      <p>{stateText(spot, now)}</p>
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled" icon="check" onClick={() => setLooking(true)}>
          {t('spot.look')}
        </Button>
        {page.mayClose ? (
          <Button icon="x" onClick={close}>
            {t('spot.close')}
          </Button>
        ) : null}
      </div>
      <BeforeAfter spot={spot} caseHref={props.caseHref} onFail={fail} />
      {page.looks.length === 0 ? null : (
        <Section title={t('spot.looks')}>
          <Card>
            <Timeline
              label={t('spot.looks')}
              items={page.looks.map((one) => ({
                key: one.id,
                icon: one.wrong.length > 0 ? ('alert-circle' as const) : ('circle-check' as const),
                title: [one.officeName, wrongWords(spot.kind, one.wrong) || t('spot.fine')].join(' · '),
                when: formatMoment(one.claimedAt, now),
                text: [one.note, one.praise === '' ? '' : t('spot.praised', { text: one.praise })]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          </Card>
        </Section>
      )}
      {looking ? (
        <LookSheet page={page} onClose={() => setLooking(false)} again={asked.again} problem={props.problem} />
      ) : null}
    </>
  );
}
