// Who has a ballot: find a home and give it a slip or a paper ballot; slips are made here, and their codes leave this screen on paper only.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { useAsk, useDoor, useSay } from '#look/door.ts';
import { Button, Card, Field, ListRow, Note, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { QrCode } from '#modules/people/ui/desk-qr.tsx';
import type { PollPage, RollRow } from '../model.ts';

const voterOf = (row: RollRow): string => row.member ?? row.household;
const grouped = (code: string): string => code.replace(/(....)(?=.)/g, '$1-');

interface Slip {
  readonly row: RollRow;
  readonly code: string;
}

/** Sixteen signs are 80 random bits; the county is told their hash. */
async function makeSlips(rows: readonly RollRow[]): Promise<{ slips: Slip[]; input: object[] }> {
  const slips = rows.map((row) => ({ row, code: randomCode(16) }));
  const input = await Promise.all(
    slips.map(async ({ row, code }) => ({
      right: newId(),
      household: row.household,
      member: row.member,
      codeHash: await sha256Hex(code),
    })),
  );
  return { slips, input };
}

/** What goes on paper: folded, handed over, and in force until a newer one. */
function Slips({ page, slips }: { page: PollPage; slips: readonly Slip[] }): JSX.Element {
  // Nobody types an address as long as this one: a camera reads it, and the door's own page leads there too.
  const address = `${location.origin}/poll/${page.poll.id}/slip`;
  return (
    <section aria-label={t('poll.slips')} class="zd-slips">
      {slips.map(({ row, code }) => (
        <div key={voterOf(row)} class="zd-card zd-card-pad zd-slip">
          <p>
            <b>{page.poll.title}</b>
          </p>
          <p>
            {row.door} {row.name}
          </p>
          <p class="zd-big tabular-nums">{grouped(code)}</p>
          <div class="zd-slip-way">
            <QrCode small text={address} label={t('poll.slipScan')} />
            <p class="zd-two">{t('poll.slipText', { until: formatMoment(page.poll.closesAt, nowMs.value) })}</p>
          </div>
        </div>
      ))}
    </section>
  );
}

const wordOf = (row: RollRow): string => {
  if (row.way === null) return t('poll.roll.none');
  return row.takenOn === null ? t('poll.roll.slipOut') : t(`poll.roll.${row.way}`, { day: row.takenOn });
};

export function Roll(props: {
  page: PollPage;
  again: () => void;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const { page } = props;
  const { poll } = page;
  const { door } = useDoor();
  const { failed, fail, say } = useSay();
  const [text, setText] = useState('');
  const [slips, setSlips] = useState<readonly Slip[]>([]);
  const asked = useAsk<RollRow[]>(text.trim() === '' ? undefined : 'poll.roll', { poll: poll.id, text: text.trim() }, [
    'ballot-right',
  ]);
  const after = (): void => {
    asked.again();
    props.again();
  };
  const giveSlips = async (rows: readonly RollRow[]): Promise<void> => {
    if (rows.length === 0) return;
    const made = await makeSlips(rows);
    say(
      'poll.give-slips',
      { poll: poll.id, slips: made.input },
      {
        text: t('poll.did.slips', { n: rows.length }),
        after: () => {
          setSlips(made.slips);
          after();
        },
      },
    );
  };
  const giveRest = (): void => {
    door.ask<RollRow[]>('poll.roll', { poll: poll.id, without: true, limit: 100 }).then(giveSlips).catch(fail);
  };
  const givePaper = (row: RollRow): void =>
    say(
      'poll.give-paper',
      { poll: poll.id, right: newId(), household: row.household, member: row.member },
      {
        text: t('poll.did.paper'),
        after,
      },
    );
  const rest = page.voters - page.given.page - page.given.slip - page.given.paper - page.slipsOut;
  return (
    <Section title={t('poll.roll')} right={t('poll.slipsOut', { n: page.slipsOut })}>
      <Card>
        <p class="zd-two">{t('poll.rollText')}</p>
        <Field label={t('poll.find')} type="search" icon="search" value={text} onInput={setText} />
        <Refused failed={failed} problem={props.problem} />
        {rest > 0 ? (
          <div class="zd-button-row zd-button-row-left">
            <Button icon="printer" onClick={giveRest}>
              {t('poll.slipsForRest', { n: Math.min(100, rest) })}
            </Button>
          </div>
        ) : null}
      </Card>
      {asked.data === undefined || text.trim() === '' ? null : (
        <Card list>
          {asked.data.length === 0 ? <ListRow plain icon="search" title={t('poll.roll.nobody')} /> : null}
          {asked.data.map((row) => (
            <ListRow
              key={voterOf(row)}
              plain
              icon="home"
              title={`${row.door} ${row.name}`}
              beside={row.place}
              text={wordOf(row)}
              right={
                row.takenOn === null ? (
                  <span class="flex flex-col gap-2 sm:flex-row">
                    <Button onClick={() => void giveSlips([row])}>{t('poll.giveSlip')}</Button>
                    <Button onClick={() => givePaper(row)}>{t('poll.givePaper')}</Button>
                  </span>
                ) : undefined
              }
            />
          ))}
        </Card>
      )}
      {slips.length === 0 ? null : (
        <>
          <Note
            tone="wait"
            icon="printer"
            title={t('poll.slipsReady', { n: slips.length })}
            action={
              <Button kind="filled" icon="printer" onClick={() => print()}>
                {t('poll.print')}
              </Button>
            }
          >
            {t('poll.slipsOnce')}
          </Note>
          <Slips page={page} slips={slips} />
        </>
      )}
    </Section>
  );
}
