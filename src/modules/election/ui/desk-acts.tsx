// The acts of an election that ask something first: candidates, proxies, a day, the lot, signatures, and declaring it void.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { Button, Choice, Field, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type ElectionPage, voidReasons } from '../model.ts';
import { dayAfter, figureOf, roundOf, seatsLeft } from '../rules-roll.ts';
import { type Picked, PickMembers } from './pick-members.tsx';
import { dayWord, kindWord, nameOf, postWord } from './said.ts';
import { Board, Fill } from './desk-fill.tsx';
import { type ActProps, type AskedAct, Frame } from './desk-frame.tsx';

interface Word {
  readonly title: string;
  readonly text: string;
  readonly set: (change: Partial<Pick<Word, 'title' | 'text'>>) => void;
  /** Nothing goes out while one of the two is empty. */
  readonly notice: object | null;
}

/** What goes out as a notice with the act: written before, to be changed or emptied. */
function useWord(title: string, text: string): Word {
  const [said, setSaid] = useState({ title: title.slice(0, 60), text });
  const [notice] = useState(newId);
  const whole = said.title.trim() !== '' && said.text.trim() !== '';
  return { ...said, set: (change) => setSaid({ ...said, ...change }), notice: whole ? { notice, ...said } : null };
}

const Word = ({ word }: { word: Word }): JSX.Element => (
  <>
    <Field
      label={t('election.notice.label')}
      id="notice-title"
      maxLength={60}
      value={word.title}
      onInput={(title) => word.set({ title })}
    />
    <TextArea
      label={t('election.notice.words')}
      id="notice-text"
      rows={4}
      maxLength={2000}
      value={word.text}
      onInput={(text) => word.set({ text })}
    />
  </>
);

function Publish(props: ActProps & { office: string }): JSX.Element {
  const { page } = props;
  const facts = {
    place: page.place,
    kind: kindWord(page.election),
    day: dayWord(roundOf(page.election).day),
    days: figureOf(page.election, 'objectionDays'),
  };
  const word = useWord(t('election.notice.title', facts), t('election.notice.text', facts));
  return (
    <Frame {...props} act="publish" input={{ office: props.office, notice: word.notice }}>
      <Word word={word} />
    </Frame>
  );
}

const pickedIn = (page: ElectionPage, members: readonly string[]): Picked[] =>
  members.map((member) => ({ member, name: nameOf(page, member), door: page.doors[member] ?? '', home: '', on: true }));

function Nominate(props: ActProps & { office: string }): JSX.Element {
  const { page } = props;
  const { election } = page;
  const round = roundOf(election);
  const [named, setNamed] = useState<Readonly<Record<string, readonly Picked[]>>>(
    Object.fromEntries(election.contests.map(({ id }) => [id, pickedIn(page, round.candidates[id] ?? [])])),
  );
  const word = useWord(
    t('election.notice.dayTitle', { place: page.place, kind: kindWord(election) }),
    t('election.notice.dayText', {
      place: page.place,
      kind: kindWord(election),
      day: dayWord(round.day),
      places: election.places.join(t('look.and')),
    }),
  );
  const candidates = election.contests.map(({ id }) => ({
    contest: id,
    members: (named[id] ?? []).map((one) => one.member),
  }));
  return (
    <Frame {...props} act="nominate" input={{ candidates, office: props.office, notice: word.notice }}>
      {election.contests.map((one) => (
        <PickMembers
          key={one.id}
          id={`stands-${one.title}`}
          label={t('election.nominate.for', { post: postWord(one) })}
          hint={t('election.seats', { post: postWord(one), n: one.seats })}
          of={{ election: election.id }}
          only="on"
          picked={named[one.id] ?? []}
          onChange={(picked) => setNamed({ ...named, [one.id]: picked })}
        />
      ))}
      <Word word={word} />
    </Frame>
  );
}

function Proxies(props: ActProps): JSX.Element {
  const { page } = props;
  const { election } = page;
  const [pairs, setPairs] = useState(
    election.proxies.map(({ voter, proxy }) => ({
      voter,
      proxy,
      text: t('election.proxy.row', { voter: nameOf(page, voter), proxy: nameOf(page, proxy) }),
    })),
  );
  const [voter, setVoter] = useState<readonly Picked[]>([]);
  const [proxy, setProxy] = useState<readonly Picked[]>([]);
  const add = (): void => {
    const [absent, other] = [voter[0], proxy[0]];
    if (!absent || !other) return;
    const text = t('election.proxy.row', { voter: absent.name, proxy: other.name });
    setPairs([...pairs, { voter: absent.member, proxy: other.member, text }]);
    setVoter([]);
    setProxy([]);
  };
  return (
    <Frame {...props} act="proxies" input={{ proxies: pairs.map((one) => ({ voter: one.voter, proxy: one.proxy })) }}>
      <p class="zd-two">{t('election.proxy.rule', { n: figureOf(election, 'proxies') })}</p>
      <PickMembers
        id="proxy-voter"
        label={t('election.proxy.voter')}
        of={{ election: election.id }}
        only="on"
        most={1}
        picked={voter}
        onChange={setVoter}
      />
      <PickMembers
        id="proxy-proxy"
        label={t('election.proxy.proxy')}
        of={{ election: election.id }}
        only="on"
        most={1}
        picked={proxy}
        onChange={setProxy}
      />
      <Button icon="plus" onClick={add}>
        {t('election.proxy.add')}
      </Button>
      <div class="flex flex-wrap gap-2">
        {pairs.map((one) => (
          <Button
            key={one.voter}
            icon="x"
            label={t('election.pick.drop', { name: one.text })}
            onClick={() => setPairs(pairs.filter((other) => other !== one))}
          >
            {one.text}
          </Button>
        ))}
      </div>
    </Frame>
  );
}

function Again(props: ActProps): JSX.Element {
  const today = dayOf(nowMs.value);
  const [day, setDay] = useState(today);
  return (
    <Frame {...props} act="again" input={day === '' ? undefined : { day }}>
      <Field
        label={t('election.again.day')}
        id="again-day"
        type="date"
        min={today}
        max={dayAfter(today, 60)}
        value={day}
        onInput={setDay}
      />
    </Frame>
  );
}

function Lot(props: ActProps): JSX.Element {
  const { page } = props;
  const tied = roundOf(page.election).results.find((one) => one.tied.length > 0);
  const [drawn, setDrawn] = useState<readonly string[]>([]);
  const whole = tied !== undefined && drawn.length === tied.left;
  return (
    <Frame {...props} act="lot" input={whole ? { contest: tied.contest, drawn } : undefined}>
      <Choice
        many
        label={t('election.lot.who')}
        id="lot-who"
        value={drawn}
        answers={(tied?.tied ?? []).map((value) => ({ value, label: nameOf(page, value) }))}
        onChange={setDrawn}
      />
    </Frame>
  );
}

function Sign(props: ActProps): JSX.Element {
  const { page } = props;
  const [signers, setSigners] = useState<readonly string[]>([]);
  const leaveFree = seatsLeft(page.election) > 0;
  return (
    <Frame {...props} act="sign" input={{ signers, leaveFree }}>
      <Choice
        many
        label={t('election.sign.who')}
        id="sign-who"
        value={signers}
        answers={page.election.committee.map((value) => ({ value, label: nameOf(page, value) }))}
        onChange={setSigners}
      />
    </Frame>
  );
}

function Void(props: ActProps): JSX.Element {
  const [reason, setReason] = useState<(typeof voidReasons)[number]>();
  return (
    <Frame {...props} act="void" input={reason === undefined ? undefined : { reason }}>
      <Choice
        label={t('election.void.why')}
        columns={1}
        value={reason}
        answers={voidReasons.map((value) => ({ value, label: t(`election.void.${value}`) }))}
        onChange={setReason}
      />
    </Frame>
  );
}

export function ActSheet({ act, ...props }: ActProps & { act: AskedAct; office: string }): JSX.Element {
  if (act === 'publish') return <Publish {...props} />;
  if (act === 'nominate') return <Nominate {...props} />;
  const { office, ...rest } = props;
  const sheets = {
    proxies: Proxies,
    again: Again,
    lot: Lot,
    sign: Sign,
    board: Board,
    fill: Fill,
    void: Void,
  };
  const One = sheets[act];
  return <One {...rest} />;
}
