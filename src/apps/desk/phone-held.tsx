// What one phone was handed, by door, to be read and printed when it is lost; and how many homes it may hold.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, NumberField, Note, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneHeldRow } from '#modules/people/model.ts';
import { post } from './door.ts';
import './speak-rooms.ts';

export interface HeldPhone {
  readonly id: string;
  readonly name: string;
  readonly enrolledAt: string;
  readonly revokedAt: string | null;
  readonly mostHomes: number | null;
  /** Told once it was revoked. */
  readonly leaseUntil: string | null;
}

function Most(props: { phone: HeldPhone; fail: (error: unknown) => void }): JSX.Element {
  const [most, setMost] = useState<number | undefined>(props.phone.mostHomes ?? 300);
  const save = (): void =>
    void post('/session/phone-homes', { device: props.phone.id, most: most ?? null }).then(
      () => offerUndo(t('desk.held.mostDone')),
      props.fail,
    );
  return (
    <Card label={t('desk.held.most')}>
      <NumberField
        label={t('desk.held.most')}
        hint={t('desk.held.mostText')}
        value={most}
        onInput={setMost}
        min={1}
        max={5000}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="check" onClick={save}>
          {t('desk.setup.save')}
        </Button>
      </div>
    </Card>
  );
}

function Home({ row }: { row: PhoneHeldRow }): JSX.Element {
  const kinds = row.kinds.map((kind) => t(`desk.held.kind.${kind}`)).join(t('look.and'));
  const now = nowMs.value;
  // Many villages name a grid with its group: once is enough.
  const place = row.place !== null && !row.grid.startsWith(row.place) ? row.place : '';
  return (
    <li class="flex flex-wrap items-center gap-3 py-2 border-t border-base-300">
      <b class="min-w-40">{[place, row.grid, row.door].filter(Boolean).join(' ')}</b>
      <span class="zd-grow min-w-60">{kinds}</span>
      <span class="zd-two">
        {t('desk.held.since', { day: formatDay(row.since, now) })}
        {row.takenBack ? ` · ${t('desk.held.takenBack')}` : ''}
        {row.goneAt === null ? '' : ` · ${t('desk.held.gone', { day: formatDay(row.goneAt, now) })}`}
      </span>
    </li>
  );
}

export function PhoneHeld(props: {
  phone: HeldPhone;
  onBack: () => void;
  fail: (error: unknown) => void;
}): JSX.Element {
  const { phone } = props;
  const rows = useAsk<PhoneHeldRow[]>('people.phone-held', { device: phone.id }, []).data;
  return (
    <>
      <header>
        <h1>{t('desk.held.title', { name: phone.name })}</h1>
        {rows === undefined ? null : (
          <p class="zd-two">
            {t('desk.held.count', { day: formatDay(phone.enrolledAt, nowMs.value), n: rows.length })}
          </p>
        )}
      </header>
      {phone.leaseUntil === null ? null : (
        <Note tone="calm" icon="lock" title={t('desk.held.until', { day: formatDay(phone.leaseUntil, nowMs.value) })}>
          {t('desk.held.untilText')}
        </Note>
      )}
      <div class="zd-button-row zd-button-row-left zd-no-print">
        <Button icon="arrow-back-up" onClick={props.onBack}>
          {t('desk.held.back')}
        </Button>
        <Button icon="printer" onClick={() => print()}>
          {t('desk.held.print')}
        </Button>
      </div>
      <Card label={t('desk.held.title', { name: phone.name })}>
        {rows?.length === 0 ? <p class="zd-two">{t('desk.held.none')}</p> : null}
        <ul>
          {(rows ?? []).map((row) => (
            <Home key={row.household} row={row} />
          ))}
        </ul>
      </Card>
      {phone.revokedAt === null ? <Most phone={phone} fail={props.fail} /> : null}
    </>
  );
}
