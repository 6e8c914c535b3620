// Polls of the village at the desk: those that run, those to come, those that are over; and the form that makes one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatMoment, isoDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Button, Card, Choice, Empty, Fault, Field, ListRow, Refused, Section, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { isStatutory } from '../kinds/statutory.ts';
import { type PollKind, pollKinds, type PollRow, type VoterUnit, voterUnits } from '../model.ts';
import { fewestChoices, mostChoices } from '../rules.ts';

const oneDay = 86_400_000;

export interface Runner {
  readonly office: string;
  readonly ground: string;
}

interface Draft {
  readonly kind: PollKind | 'statutory' | undefined;
  readonly unit: VoterUnit;
  readonly area: string;
  readonly title: string;
  readonly text: string;
  readonly choices: string;
  readonly until: string;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const closesAtOf = (day: string): number => Date.parse(`${day}T20:00:00+08:00`);

/** What is missing or wrong, as the key of its sentence; undefined when it can be made. */
function faultOf(draft: Draft): string | undefined {
  const choices = linesOf(draft.choices);
  if (draft.kind === undefined) return 'poll.need.kind';
  if (draft.kind === 'statutory' || isStatutory([draft.title, draft.text, ...choices])) return 'problem.poll-statutory';
  if (draft.title.trim() === '') return 'poll.need.title';
  if (choices.length < fewestChoices || choices.length > mostChoices) return 'poll.need.choices';
  if (choices.some((choice) => choice.length > 60)) return 'poll.need.short';
  if (new Set(choices).size < choices.length) return 'problem.poll-choices';
  return Number.isNaN(closesAtOf(draft.until)) ? 'poll.need.until' : undefined;
}

interface MakeProps {
  readonly runner: Runner;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
  readonly problem: (code: string) => string;
}

function MakeSheet({ runner, onClose, onMade, problem }: MakeProps): JSX.Element {
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const { failed, say } = useSay();
  const areas = tree.filter(
    ({ ground, kind }) =>
      (ground === runner.ground || ground.startsWith(`${runner.ground}.`)) &&
      (kind === 'village' || kind === 'level-1'),
  );
  const [draft, setDraft] = useState<Draft>({
    kind: undefined,
    unit: 'household',
    area: '',
    title: '',
    text: '',
    choices: '',
    until: isoDay(nowMs.value + 7 * oneDay),
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const fault = tried || draft.kind === 'statutory' ? faultOf(draft) : undefined;
  const send = (): void => {
    setTried(true);
    if (faultOf(draft) !== undefined) return;
    const poll = newId();
    const { kind, unit, title, text } = draft;
    const area = draft.area === '' ? areas[0]?.id : draft.area;
    const closesAt = closesAtOf(draft.until);
    const input = {
      poll,
      office: runner.office,
      area,
      kind,
      unit,
      title,
      text,
      choices: linesOf(draft.choices),
      closesAt,
    };
    say('poll.make', input, { text: t('poll.made'), after: () => onMade(poll) });
  };
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={t('poll.make')}
      foot={
        <>
          <Button kind="text" onClick={onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="check" onClick={send}>
            {t('poll.makeIt')}
          </Button>
        </>
      }
    >
      <Refused failed={failed} problem={problem} />
      <Fault text={fault && t(fault)} />
      <Choice<PollKind | 'statutory'>
        label={t('poll.about')}
        answers={[...pollKinds, 'statutory' as const].map((value) => ({
          value,
          label: t(`poll.kind.${value}`),
          note: t(`poll.kindText.${value}`),
        }))}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      <Field label={t('poll.question')} maxLength={60} value={draft.title} onInput={(title) => set({ title })} />
      <TextArea label={t('poll.text')} optional maxLength={2000} value={draft.text} onInput={(text) => set({ text })} />
      <TextArea
        label={t('poll.choices')}
        hint={t('poll.choicesHint')}
        rows={4}
        value={draft.choices}
        onInput={(choices) => set({ choices })}
      />
      <Choice
        label={t('poll.unit')}
        answers={voterUnits.map((value) => ({ value, label: t(`poll.unit.${value}`) }))}
        value={draft.unit}
        onChange={(unit) => set({ unit })}
      />
      {areas.length < 2 ? null : (
        <Choice
          label={t('poll.where')}
          columns={3}
          answers={areas.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.area === '' ? areas[0]?.id : draft.area}
          onChange={(area) => set({ area })}
        />
      )}
      <Field
        label={t('poll.until')}
        hint={t('poll.untilHint')}
        type="date"
        value={draft.until}
        onInput={(until) => set({ until })}
      />
    </Sheet>
  );
}

/** One line: its state in words first, then how many ballots are out. */
export function stateWord(row: Pick<PollRow, 'state' | 'closesAt' | 'closedAt'>): string {
  const now = nowMs.value;
  if (row.state === 'open' && now < row.closesAt)
    return t('poll.state.open', { until: formatMoment(row.closesAt, now) });
  if (row.state === 'open') return t('poll.state.closed');
  return t(`poll.state.${row.state}`, { day: formatDay(row.closedAt ?? now, now) });
}

export function PollList(props: {
  runner: Runner | undefined;
  hrefOf: (id: string) => string;
  go: (id: string) => void;
  problem: (code: string) => string;
}): JSX.Element {
  const asked = useAsk<PollRow[]>('poll.list', {}, ['poll', 'ballot-right']);
  const [making, setMaking] = useState(false);
  const rows = asked.data ?? [];
  const over = (row: PollRow): boolean => row.state === 'counted' || row.state === 'cancelled';
  const part = (title: string, some: readonly PollRow[]): JSX.Element | null =>
    some.length === 0 ? null : (
      <Section title={title} right={some.length}>
        <Card list>
          {some.map((row) => (
            <ListRow
              key={row.id}
              icon={over(row) ? 'circle-check' : 'clock'}
              tone={over(row) ? 'ok' : 'act'}
              href={props.hrefOf(row.id)}
              title={row.title}
              beside={row.areaName}
              text={[stateWord(row), t(`poll.unit.${row.unit}`), t('poll.givenOut', { n: row.given })].join(' · ')}
            />
          ))}
        </Card>
      </Section>
    );
  return (
    <>
      <header class="flex flex-wrap items-center gap-3">
        <div class="zd-grow min-w-60">
          <h1>{t('poll.title')}</h1>
          <p class="zd-two">{t('poll.intro')}</p>
        </div>
        {props.runner === undefined ? null : (
          <Button kind="filled" icon="pencil" onClick={() => setMaking(true)}>
            {t('poll.make')}
          </Button>
        )}
      </header>
      <Refused failed={asked.problem} problem={props.problem} />
      {asked.data?.length === 0 ? (
        <Empty icon="circle-check" tone="calm" title={t('poll.none')} text={t('poll.noneText')} />
      ) : null}
      {part(
        t('poll.group.now'),
        rows.filter((row) => !over(row)),
      )}
      {part(t('poll.group.over'), rows.filter(over))}
      {making && props.runner !== undefined ? (
        <MakeSheet runner={props.runner} onClose={() => setMaking(false)} onMade={props.go} problem={props.problem} />
      ) : null}
    </>
  );
}
