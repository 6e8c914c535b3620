// The roll at the desk: those whose age is not certain first, putting on and taking off with a reason, objections and their answers.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Button, Card, Chip, Choice, Field, ListRow, Refused, Section, Select, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import {
  type ElectionPage,
  type Objection,
  objections,
  putReasons,
  type RollReason,
  type RollRow,
  takeReasons,
} from '../model.ts';
import { answerUntil } from '../rules-roll.ts';
import { type Picked, PickMembers } from './pick-members.tsx';
import { dayWord, nameOf, type Speak } from './said.ts';

interface Props {
  readonly page: ElectionPage;
  readonly again: () => void;
  readonly problem: Speak;
}

const Reasons = (props: {
  on: boolean;
  value: RollReason | '';
  onChange: (reason: RollReason) => void;
}): JSX.Element => (
  <Select
    id="roll-reason"
    label={t('election.roll.why')}
    value={props.value}
    answers={(props.on ? putReasons : takeReasons).map((value) => ({ value, label: t(`election.reason.${value}`) }))}
    onChange={(value) => props.onChange(value as RollReason)}
  />
);

export function RollSheet(props: Props & { onClose: () => void }): JSX.Element {
  const { election } = props.page;
  const { failed, say } = useSay();
  const [text, setText] = useState('');
  const [row, setRow] = useState<{ row: RollRow; on: boolean }>();
  const [reason, setReason] = useState<RollReason | ''>('');
  const asked = useAsk<RollRow[]>('election.roll', { election: election.id, text: text.trim() }, ['election']);
  const rows = asked.data ?? [];
  const ordered = [...rows.filter((one) => one.unsure), ...rows.filter((one) => !one.unsure)];
  const pick = (one: RollRow, on: boolean): void => {
    setRow({ row: one, on });
    setReason('');
  };
  const send = (): void => {
    if (!row || reason === '') return;
    const changes = [{ member: row.row.member, on: row.on, reason }];
    const after = (): void => {
      setRow(undefined);
      asked.again();
      props.again();
    };
    say('election.change-roll', { election: election.id, changes }, { text: t('election.did'), after });
  };
  return (
    <Sheet open wide onClose={props.onClose} title={t('election.roll.title')}>
      <p class="zd-two">{t('election.roll.noted')}</p>
      <Refused failed={failed} problem={props.problem} />
      <Field id="roll-find" label={t('election.roll.find')} icon="search" value={text} onInput={setText} />
      {row === undefined ? null : (
        <Card label={row.row.name}>
          <h3>{`${row.row.name} ${row.row.door}`}</h3>
          <Reasons on={row.on} value={reason} onChange={setReason} />
          <Button kind="filled" icon="check" onClick={send}>
            {t(row.on ? 'election.roll.put' : 'election.roll.take')}
          </Button>
        </Card>
      )}
      <ul class="flex flex-col">
        {ordered.slice(0, 400).map((one) => (
          <li key={one.member} class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-12 border-t border-base-300">
            <span class="zd-grow">
              <b>{one.name}</b> <span class="zd-two">{one.door}</span>
            </span>
            <Chip bare tone={one.unsure ? 'wait' : one.on ? 'ok' : 'calm'} icon={one.on ? 'check' : 'circle-minus'}>
              {t(one.unsure ? 'election.roll.unsure' : one.on ? 'election.roll.on' : 'election.roll.off')}
            </Chip>
            {one.on ? null : (
              <Button kind="text" onClick={() => pick(one, true)}>
                {t('election.roll.put')}
              </Button>
            )}
            {one.on || one.unsure ? (
              <Button kind="text" onClick={() => pick(one, false)}>
                {t('election.roll.take')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function AnswerSheet(props: Props & { objection: Objection; onClose: () => void }): JSX.Element {
  const { objection, page } = props;
  const { failed, say } = useSay();
  const [reason, setReason] = useState<RollReason | ''>('');
  const needsReason = objection.what !== 'particulars';
  const send = (agreed: boolean): void => {
    const { id, member } = objection;
    const input = {
      election: page.election.id,
      objection: id,
      member,
      agreed,
      reason: agreed && reason !== '' ? reason : null,
    };
    const after = (): void => {
      props.onClose();
      props.again();
    };
    say('election.settle', input, { text: t('election.did'), after });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t(`election.objection.${objection.what}`, { name: nameOf(page, objection.member) })}
      foot={
        <>
          <Button onClick={() => send(false)}>{t('election.objection.refuse')}</Button>
          <Button kind="filled" icon="check" onClick={() => send(true)}>
            {t('election.objection.agree')}
          </Button>
        </>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      {needsReason ? <Reasons on={objection.what === 'missing'} value={reason} onChange={setReason} /> : null}
    </Sheet>
  );
}

function AddSheet(props: Props & { onClose: () => void }): JSX.Element {
  const { election } = props.page;
  const { failed, say } = useSay();
  const [who, setWho] = useState<readonly Picked[]>([]);
  const [what, setWhat] = useState<Objection['what']>('missing');
  const send = (): void => {
    const input = { election: election.id, objection: newId(), member: who[0]?.member, what };
    const after = (): void => {
      props.onClose();
      props.again();
    };
    if (who[0]) say('election.object', input, { text: t('election.did'), after });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('election.objection.add')}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('election.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <PickMembers
        id="objection-who"
        label={t('election.objection.who')}
        of={{ election: election.id }}
        most={1}
        picked={who}
        onChange={setWho}
      />
      <Choice
        label={t('election.objection.what')}
        columns={1}
        value={what}
        answers={objections.map((value) => ({ value, label: t(`election.objection.what.${value}`) }))}
        onChange={setWhat}
      />
    </Sheet>
  );
}

export function Objections(props: Props): JSX.Element | null {
  const { election } = props.page;
  const [open, setOpen] = useState<Objection>();
  const [adds, setAdds] = useState(false);
  if (election.publishedAt === null) return null;
  const textOf = (one: Objection): string =>
    one.answer === null
      ? t('election.objection.until', { day: dayWord(answerUntil(election, one.at)) })
      : t(one.answer.agreed ? 'election.objection.agreed' : 'election.objection.refused');
  return (
    <Section title={t('election.objections')} right={election.objections.length}>
      <Card list>
        {election.objections.map((one) => (
          <ListRow
            key={one.id}
            icon={one.answer === null ? 'help' : 'check'}
            tone={one.answer === null ? 'wait' : 'calm'}
            title={t(`election.objection.${one.what}`, { name: nameOf(props.page, one.member) })}
            text={textOf(one)}
            onClick={one.answer === null ? () => setOpen(one) : undefined}
          />
        ))}
      </Card>
      <div class="flex flex-wrap gap-2">
        <Button icon="plus" onClick={() => setAdds(true)}>
          {t('election.objection.add')}
        </Button>
      </div>
      {open ? <AnswerSheet {...props} objection={open} onClose={() => setOpen(undefined)} /> : null}
      {adds ? <AddSheet {...props} onClose={() => setAdds(false)} /> : null}
    </Section>
  );
}
