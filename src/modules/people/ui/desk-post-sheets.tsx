// The forms of a post: end it with a reason, or be away for a time with somebody standing in.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { isoDay, startOfDay } from '#look/dates.ts';
import { Button, DaySpan, ErrorSummary, type FormError, Select, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';

const oneDay = 86_400_000;

export function EndSheet(props: { name: string; onClose: () => void; onSend: (reason: string) => void }): JSX.Element {
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const send = (): void => {
    const found = reason.trim() === '' ? [{ field: 'end-reason', text: t('people.end.need') }] : [];
    setErrors(found);
    if (found.length === 0) props.onSend(reason.trim());
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('people.end.title', { name: props.name })}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" onClick={send}>
            {t('people.end.act')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <TextArea
        id="end-reason"
        label={t('people.end.reason')}
        hint={t('people.end.hint')}
        rows={2}
        maxLength={200}
        value={reason}
        onInput={setReason}
        error={errors[0]?.text}
      />
    </Sheet>
  );
}

type Away = { from: number; to: number | null; deputy: string | null };
type Other = { person: string; name: string };

export function AwaySheet(props: {
  name: string;
  others: readonly Other[];
  onClose: () => void;
  onSend: (input: Away) => void;
}): JSX.Element {
  const [from, setFrom] = useState(isoDay(nowMs.value));
  const [to, setTo] = useState('');
  const [deputy, setDeputy] = useState('-');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const send = (): void => {
    const late = to !== '' && to < from;
    const found = from === '' || late ? [{ field: 'away-to', text: t('people.assign.termNeed') }] : [];
    setErrors(found);
    if (found.length > 0) return;
    // The last day counts whole.
    props.onSend({
      from: startOfDay(from),
      to: to === '' ? null : startOfDay(to) + oneDay,
      deputy: deputy === '-' ? null : deputy,
    });
  };
  const people = [...new Map(props.others.map((one) => [one.person, one.name]))].map(([value, label]) => ({
    value,
    label,
  }));
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('people.leave.title', { name: props.name })}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" onClick={send}>
            {t('people.leave.act')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <DaySpan
        id="away"
        optional="to"
        labels={{ from: t('people.leave.from'), to: t('people.leave.to') }}
        from={from}
        to={to}
        onChange={(days) => {
          setFrom(days.from ?? from);
          setTo(days.to ?? to);
        }}
        error={errors[0]?.text}
      />
      <Select
        label={t('people.leave.deputy')}
        value={deputy}
        answers={[{ value: '-', label: t('people.leave.nobody') }, ...people]}
        onChange={setDeputy}
      />
    </Sheet>
  );
}
