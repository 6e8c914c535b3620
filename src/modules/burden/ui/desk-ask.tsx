// The form by which an office asks something of the grids: what, of whom, how long it takes each time, until when.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { Button, Choice, Fault, Field, NumberField, Select, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { asked } from '../kinds/held.ts';
import type { Unit } from '../model.ts';
import type { Reader } from './desk-burden.tsx';

const oneDay = 86_400_000;

export interface Asking {
  readonly request: string;
  readonly office: string;
  readonly township: string;
  readonly title: string;
  readonly text: string;
  readonly asks: readonly string[];
  readonly minutes: number;
  readonly per: Unit;
  readonly until: number;
}

export function AskSheet(props: {
  reader: Reader;
  failed: string;
  onClose: () => void;
  onSend: (input: Asking) => void;
}): JSX.Element {
  const { reader } = props;
  const [office, setOffice] = useState(reader.asks[0]?.value ?? '');
  const [township, setTownship] = useState(reader.townships[0]?.value ?? '');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [asks, setAsks] = useState<readonly string[]>([]);
  const [minutes, setMinutes] = useState<number | undefined>(5);
  const [per, setPer] = useState<Unit>('home');
  const [day, setDay] = useState(isoDay(nowMs.value + 30 * oneDay));
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    const until = Date.parse(`${day}T23:59:59+08:00`);
    const whole =
      title.trim() !== '' && asks.length > 0 && minutes !== undefined && minutes >= 1 && !Number.isNaN(until);
    setMissing(!whole);
    if (whole)
      props.onSend({
        request: newId(),
        office,
        township,
        title: title.trim(),
        text: text.trim(),
        asks,
        minutes,
        per,
        until,
      });
  };
  const wrong = missing ? t('burden.need') : props.failed;
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('burden.ask')}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="send" onClick={send}>
            {t('burden.send')}
          </Button>
        </>
      }
    >
      <Fault text={wrong} />
      {reader.asks.length < 2 ? null : (
        <Choice label={t('burden.office')} columns={1} answers={reader.asks} value={office} onChange={setOffice} />
      )}
      <Select label={t('burden.township')} answers={reader.townships} value={township} onChange={setTownship} />
      <Field label={t('burden.name')} maxLength={60} value={title} onInput={setTitle} />
      <TextArea label={t('burden.what')} optional rows={3} maxLength={2000} value={text} onInput={setText} />
      <Choice
        many
        columns={2}
        label={t('burden.asks')}
        hint={t('burden.asksText')}
        answers={asked.map(({ key, at }) => ({
          value: key,
          label: t(`burden.key.${key}`),
          ...(at === null ? {} : { icon: 'lock' as const, note: t(`burden.at.${at}`) }),
        }))}
        value={asks}
        onChange={setAsks}
      />
      <div class="grid gap-4 sm:grid-cols-2">
        <NumberField label={t('burden.minutes')} min={1} max={480} value={minutes} onInput={setMinutes} />
        <Field label={t('burden.until')} type="date" value={day} onInput={setDay} />
      </div>
      <Choice
        label={t('burden.per')}
        answers={[
          { value: 'home', label: t('burden.per.home') },
          { value: 'grid', label: t('burden.per.grid') },
        ]}
        value={per}
        onChange={setPer}
      />
    </Sheet>
  );
}
