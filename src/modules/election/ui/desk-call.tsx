// Calling an election: which kind, for which post, on which day, who runs it; or a recall with who asked for it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import {
  Button,
  Card,
  Choice,
  ErrorSummary,
  Field,
  type FormError,
  NumberField,
  Refused,
  Select,
  TextArea,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeRow } from '#modules/people/model.ts';
import { electionKinds, laws, type ElectionKind, type Title } from '../kinds/laws.ts';
import { earliestDay } from '../rules-roll.ts';
import { Entries } from './desk-entries.tsx';
import { type Picked, PickMembers } from './pick-members.tsx';
import type { Speak } from './said.ts';

interface Seat {
  readonly id: string;
  readonly title: Title;
  readonly seats: number;
}

interface Draft {
  readonly kind: ElectionKind;
  readonly office: string;
  readonly seats: readonly Seat[];
  readonly day: string;
  readonly vote: 'secret' | 'slip' | 'show';
  readonly places: string;
  readonly twice: boolean;
  readonly committee: readonly Picked[];
  readonly recall: boolean;
  readonly post: string;
  readonly by: 'voters' | 'representatives';
  readonly signed: number | undefined;
  readonly of: number | undefined;
}

const seatFor = (title: Title): Seat => ({ id: newId(), title, seats: 1 });
const freshFor = (
  kind: ElectionKind,
  today: string,
): Pick<Draft, 'kind' | 'seats' | 'vote' | 'day' | 'office' | 'committee' | 'post'> => {
  const law = laws[kind];
  const [title = 'worker'] = law.titles;
  const day = earliestDay({ kind, stricter: {} }, today);
  return { kind, seats: [seatFor(title)], vote: law.votes[0] ?? 'secret', day, office: '', committee: [], post: '' };
};

const needs = (draft: Draft): FormError[] => {
  const found: FormError[] = [];
  if (draft.office === '') found.push({ field: 'call-office', text: t('election.need.office') });
  if (draft.day === '') found.push({ field: 'call-day', text: t('election.need.day') });
  if (draft.places.trim() === '') found.push({ field: 'call-places', text: t('election.need.places') });
  if (draft.committee.length < laws[draft.kind].signers)
    found.push({ field: 'call-committee', text: t('problem.election-committee', { least: laws[draft.kind].signers }) });
  return found;
};

function Seats({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }): JSX.Element {
  const law = laws[draft.kind];
  const change = (seat: Seat, to: Partial<Seat>): void =>
    set({ seats: draft.seats.map((one) => (one === seat ? { ...one, ...to } : one)) });
  const free = law.titles.filter((title) => !draft.seats.some((one) => one.title === title));
  return (
    <>
      {draft.seats.map((seat, at) => (
        <div key={seat.id} class="grid gap-3 md:grid-cols-2">
          {law.titles.length < 2 ? null : (
            <Choice
              label={t('election.call.post')}
              id={at === 0 ? 'call-title' : `call-title-${at}`}
              columns={3}
              value={seat.title}
              answers={law.titles.map((title) => ({ value: title, label: t(`election.post.${title}`) }))}
              onChange={(title) => change(seat, { title })}
            />
          )}
          <NumberField
            label={t('election.call.seats')}
            id={`call-seats-${at}`}
            value={seat.seats}
            min={1}
            max={9}
            steps
            onInput={(seats) => change(seat, { seats: seats ?? 1 })}
          />
        </div>
      ))}
      {free[0] === undefined ? null : (
        <Button icon="plus" onClick={() => set({ seats: [...draft.seats, seatFor(free[0] ?? 'member')] })}>
          {t('election.call.more')}
        </Button>
      )}
    </>
  );
}

function Recalled({
  draft,
  set,
  office,
}: {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  office: OfficeRow | undefined;
}): JSX.Element {
  return (
    <>
      <Select
        label={t('election.call.whom')}
        id="call-whom"
        value={draft.post}
        answers={(office?.people ?? []).map((one) => ({ value: one.post, label: one.name }))}
        onChange={(post) => set({ post })}
      />
      <Choice
        label={t('election.call.by')}
        value={draft.by}
        answers={(['voters', 'representatives'] as const).map((value) => ({
          value,
          label: t(`election.call.by.${value}`),
        }))}
        onChange={(by) => set({ by })}
      />
      <NumberField
        label={t('election.call.signed')}
        id="call-signed"
        value={draft.signed}
        onInput={(signed) => set({ signed })}
      />
      {draft.by === 'voters' ? null : (
        <NumberField label={t('election.call.of')} id="call-of" value={draft.of} onInput={(of) => set({ of })} />
      )}
    </>
  );
}

interface Parts {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
}

/** Which offices of the right kind there are; their place is where it is voted. */
function WhichPost({ draft, set, offices }: Parts & { offices: readonly OfficeRow[] }): JSX.Element {
  const today = isoDay(nowMs.value);
  const fitting = offices.filter((one) => one.kind === laws[draft.kind].office);
  return (
    <>
      <Choice
        label={t('election.call.recall')}
        value={draft.recall ? 'yes' : 'no'}
        answers={[
          { value: 'no', label: t('election.call.elect') },
          { value: 'yes', label: t('election.call.recalls') },
        ]}
        onChange={(value) => set({ recall: value === 'yes' })}
      />
      <Choice
        label={t('election.call.kind')}
        id="call-kind"
        columns={3}
        value={draft.kind}
        answers={electionKinds.map((kind) => ({ value: kind, label: t(`election.kind.${kind}`) }))}
        onChange={(kind) => set(freshFor(kind, today))}
      />
      <Select
        label={t('election.call.office')}
        id="call-office"
        value={draft.office}
        answers={fitting.map((one) => ({ value: one.id, label: one.name }))}
        onChange={(id) => set({ office: id, committee: [], post: '' })}
      />
    </>
  );
}

function WhenAndWhere({ draft, set, area }: Parts & { area: string | undefined }): JSX.Element {
  const law = laws[draft.kind];
  return (
    <>
      <Field
        label={t('election.call.day')}
        id="call-day"
        type="date"
        min={earliestDay({ kind: draft.kind, stricter: {} }, isoDay(nowMs.value))}
        value={draft.day}
        onInput={(day) => set({ day })}
      />
      <Choice
        label={t('election.call.how')}
        columns={3}
        value={draft.vote}
        answers={law.votes.map((vote) => ({ value: vote, label: t(`election.vote.${vote}`) }))}
        onChange={(vote) => set({ vote })}
      />
      <Entries kind={draft.kind} twice={draft.twice} onChange={(twice) => set({ twice })} />
      <TextArea
        label={t('election.call.places')}
        id="call-places"
        rows={2}
        value={draft.places}
        onInput={(places) => set({ places })}
      />
      {area === undefined ? null : (
        <PickMembers
          id="call-committee"
          label={t('election.call.committee')}
          hint={t('election.call.committeeHint', { n: law.signers })}
          of={{ area }}
          picked={draft.committee}
          most={15}
          onChange={(committee) => set({ committee })}
        />
      )}
    </>
  );
}

function inputOf(draft: Draft, area: string, election: string): object {
  const { kind, vote, day, office, seats, places, committee, recall, post, by, signed, of, twice } = draft;
  return {
    election,
    area,
    kind,
    vote,
    day,
    stricter: twice ? { entries: 2 } : {},
    contests: (recall ? seats.slice(0, 1) : seats).map((one) => ({ ...one, office })),
    places: places
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    committee: committee.map((one) => one.member),
    recall: recall ? { post, by, signed: signed ?? 0, of: of ?? 0 } : null,
  };
}

export function CallScreen(props: { problem: Speak; onCalled: (id: string) => void; listHref: string }): JSX.Element {
  const { failed, say } = useSay();
  const offices = useAsk<OfficeRow[]>('people.offices', {}, ['office']).data ?? [];
  const [draft, setDraft] = useState<Draft>({
    ...freshFor('grid-worker', isoDay(nowMs.value)),
    places: t('election.call.place'),
    twice: false,
    recall: false,
    by: 'voters',
    signed: undefined,
    of: undefined,
  });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>): void => setDraft((old) => ({ ...old, ...change }));
  const office = offices.find((one) => one.id === draft.office);
  const faults = needs(draft);
  const send = (): void => {
    setTried(true);
    if (faults.length > 0 || office === undefined) return;
    const election = newId();
    say('election.call', inputOf(draft, office.area, election), {
      text: t('election.did'),
      after: () => props.onCalled(election),
    });
  };
  return (
    <div class="flex flex-col gap-5 max-w-2xl">
      <header>
        <h1>{t('election.new')}</h1>
        <p class="zd-two">{t('election.online')}</p>
      </header>
      <ErrorSummary errors={tried ? faults : []} />
      <Refused failed={failed} problem={props.problem} />
      <Card>
        <div class="flex flex-col gap-4">
          <WhichPost draft={draft} set={set} offices={offices} />
          {draft.recall ? <Recalled draft={draft} set={set} office={office} /> : <Seats draft={draft} set={set} />}
          <WhenAndWhere draft={draft} set={set} area={office?.area} />
        </div>
      </Card>
      <div class="zd-button-row">
        <Button href={props.listHref}>{t('election.cancel')}</Button>
        <Button kind="filled" tall icon="check" onClick={send}>
          {t('election.call.send')}
        </Button>
      </div>
    </div>
  );
}
