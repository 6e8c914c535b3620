// The yearly appraisals at the desk: every year's figures in the order of offices, and the form that a meeting's sheet is entered with.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { Button, Card, Field, Note, NumberField, Refused, Section, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeRow } from '#modules/people/model.ts';
import type { AppraisalRow } from '../model-appraisal.ts';
import type { Speak } from './said.ts';

const marks = ['good', 'fit', 'unfit', 'none'] as const;
type Marks = Partial<Record<(typeof marks)[number], number | undefined>>;

function Year({ row }: { row: AppraisalRow }): JSX.Element {
  return (
    <Card>
      <h3>{t('appraisal.row', { year: row.year, place: row.place, entitled: row.entitled, came: row.came })}</h3>
      <table class="zd-table">
        <thead>
          <tr>
            <th>{t('appraisal.office')}</th>
            <th>{t('appraisal.whom')}</th>
            {marks.map((mark) => (
              <th key={mark} class="zd-num">
                {t(`appraisal.${mark}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row.rows.map((one) => (
            <tr key={one.post}>
              <td>{one.office}</td>
              <td>{one.name}</td>
              {marks.map((mark) => (
                <td key={mark} class="zd-num">
                  {one[mark]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {row.rows
        .filter((one) => one.unfitTwice)
        .map((one) => (
          <Note key={one.post} tone="wait" icon="alert-triangle" title={one.name}>
            {t(one.ofCommittee ? 'appraisal.twice' : 'appraisal.twiceElse')}
          </Note>
        ))}
    </Card>
  );
}

interface Seat {
  readonly post: string;
  readonly name: string;
  readonly office: string;
}

/** Who sits in the village's own offices and groups, in the order of offices. */
const seatsIn = (offices: readonly OfficeRow[]): Seat[] =>
  offices
    .filter((one) => ['village', 'level-1', 'level-2'].includes(one.kind))
    .flatMap((one) => one.people.map(({ post, name }) => ({ post, name, office: one.name })))
    .slice(0, 60);

function Enter(props: { onClose: () => void; again: () => void; problem: Speak }): JSX.Element {
  const { failed, say } = useSay();
  const offices = useAsk<OfficeRow[]>('people.offices', {}, ['office', 'post']).data ?? [];
  const village = offices.find((one) => one.kind === 'village');
  const seats = seatsIn(offices.filter((one) => village !== undefined && one.ground.startsWith(village.ground)));
  const [day, setDay] = useState(isoDay(nowMs.value));
  const [sum, setSum] = useState<{ entitled?: number | undefined; came?: number | undefined }>({});
  const [given, setGiven] = useState<Readonly<Record<string, Marks>>>({});
  const rows = seats.filter((one) => given[one.post] !== undefined);
  const send = (): void => {
    const judged = rows.map(({ post }) => ({
      post,
      ...Object.fromEntries(marks.map((mark) => [mark, given[post]?.[mark] ?? 0])),
    }));
    const input = {
      appraisal: newId(),
      area: village?.area,
      day,
      entitled: sum.entitled ?? 0,
      came: sum.came ?? 0,
      rows: judged,
    };
    const after = (): void => {
      props.onClose();
      props.again();
    };
    say('appraisal.enter', input, { text: t('election.did'), after });
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('appraisal.new')}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('election.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={props.problem} />
      <div class="grid gap-3 sm:grid-cols-3">
        <Field label={t('appraisal.day')} type="date" value={day} onInput={setDay} />
        <NumberField
          label={t('appraisal.entitled')}
          value={sum.entitled}
          onInput={(entitled) => setSum({ ...sum, entitled })}
        />
        <NumberField label={t('appraisal.came')} value={sum.came} onInput={(came) => setSum({ ...sum, came })} />
      </div>
      {seats.map((seat) => (
        <fieldset key={seat.post} class="grid grid-cols-2 gap-2 sm:grid-cols-4 mt-3">
          <legend class="zd-label">{`${seat.office} ${seat.name}`}</legend>
          {marks.map((mark) => (
            <NumberField
              key={mark}
              label={t(`appraisal.${mark}`)}
              value={given[seat.post]?.[mark]}
              onInput={(n) => setGiven((old) => ({ ...old, [seat.post]: { ...old[seat.post], [mark]: n } }))}
            />
          ))}
        </fieldset>
      ))}
    </Sheet>
  );
}

export function Appraisals({ problem }: { problem: Speak }): JSX.Element {
  const { data, again } = useAsk<AppraisalRow[]>('appraisal.list', {}, ['appraisal']);
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('appraisal.title')}>
      <p class="zd-two">{t('appraisal.text')}</p>
      {(data ?? []).map((row) => (
        <Year key={row.id} row={row} />
      ))}
      <div class="flex flex-wrap gap-2">
        <Button icon="plus" onClick={() => setOpen(true)}>
          {t('appraisal.new')}
        </Button>
      </div>
      {open ? <Enter onClose={() => setOpen(false)} again={again} problem={problem} /> : null}
    </Section>
  );
}
