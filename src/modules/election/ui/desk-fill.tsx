// The last acts of an election: the picture of the tally board, and the posts it gives with their terms.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { useAsk, useDoor } from '#look/door.ts';
import { Choice, Field, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import { DeskAttach, sendHeldFiles } from '#modules/attachment/ui/desk-attach.tsx';
import { dayAfter, electedIn, figureOf, roundOf, yearsAfter } from '../rules-roll.ts';
import { contestOf, nameOf, postWord } from './said.ts';
import { type ActProps, Frame } from './desk-frame.tsx';

export function Board(props: ActProps): JSX.Element {
  const { door } = useDoor();
  const [named, setNamed] = useState<readonly Named[]>([]);
  return (
    <Frame
      {...props}
      act="board"
      input={named.length === 0 ? undefined : { attachments: named }}
      after={() => void sendHeldFiles(door, named).then(props.again)}
    >
      <DeskAttach named={named} onChange={setNamed} problem={props.problem} />
    </Frame>
  );
}

interface Known {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

function SignIn(props: { name: string; value: string; onChange: (person: string) => void }): JSX.Element {
  const found = useAsk<Known[]>('people.find', { text: props.name.slice(0, 40) || '—' }).data ?? [];
  return (
    <Select
      label={t('election.fill.who', { name: props.name })}
      value={props.value}
      answers={[
        { value: 'new', label: t('election.fill.new') },
        ...found.map((one) => ({ value: one.id, label: `${one.name} ${one.phone}` })),
      ]}
      onChange={props.onChange}
    />
  );
}

export function Fill(props: ActProps): JSX.Element {
  const { page } = props;
  const { election } = page;
  const today = dayOf(nowMs.value);
  const falls = roundOf(election).results[0]?.why === 'recalled';
  const elected = election.recall
    ? []
    : election.contests.flatMap(({ id }) => electedIn(election, id).map((member) => ({ contest: id, member })));
  const [until, setUntil] = useState(dayAfter(yearsAfter(today, figureOf(election, 'termYears')), -1));
  const [ends, setEnds] = useState<readonly string[]>(
    election.recall ? (falls ? [election.recall.post] : []) : page.posts.map((one) => one.id),
  );
  const [who, setWho] = useState<Readonly<Record<string, string>>>({});
  const [ids] = useState(
    () => new Map(elected.map((one) => [`${one.contest} ${one.member}`, { post: newId(), person: newId() }])),
  );
  const posts = elected.map((one) => {
    const fresh = ids.get(`${one.contest} ${one.member}`);
    const chosen = who[one.member] ?? 'new';
    return { ...one, post: fresh?.post, person: chosen === 'new' ? fresh?.person : chosen, known: chosen !== 'new' };
  });
  return (
    <Frame {...props} act="fill" input={{ posts, ends, until }}>
      {election.recall ? (
        <p>{t(falls ? 'election.rule.fillRecall' : 'election.rule.fillKept')}</p>
      ) : (
        <>
          <Field label={t('election.fill.until')} id="fill-until" type="date" value={until} onInput={setUntil} />
          {elected.map((one) => (
            <SignIn
              key={`${one.contest} ${one.member}`}
              name={nameOf(page, one.member)}
              value={who[one.member] ?? 'new'}
              onChange={(person) => setWho({ ...who, [one.member]: person })}
            />
          ))}
          {page.posts.length === 0 ? null : (
            <Choice
              many
              label={t('election.fill.ends')}
              value={ends}
              answers={page.posts.map((one) => ({
                value: one.id,
                label: one.name,
                note: postWord(contestOf(page, election.contests[0]?.id ?? '')),
              }))}
              onChange={setEnds}
            />
          )}
        </>
      )}
    </Frame>
  );
}
