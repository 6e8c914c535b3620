// An election on the phone of whoever explains it at a door: at which step it stands, its day and places, and whom to ask.
import type { JSX } from 'preact';
import { formatDay, isoDay, startOfDay } from '#look/dates.ts';
import { Button, Card, FactList, ListRow, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ElectionAtDoor } from '../model.ts';

const headOf = ({ place, kind, recall }: ElectionAtDoor): string =>
  t('election.phone.head', { place, kind: t(`election.phone.kind.${recall ? 'recall' : kind}`) });

/** The day itself comes without a word from the county. */
const nextOf = ({ next, day }: ElectionAtDoor, now: number): string =>
  next === 'wait-day' && day <= isoDay(now) ? 'enter' : next;

const stepWord = (election: ElectionAtDoor, now: number): string =>
  t(`election.phone.next.${election.state === 'void' ? 'void' : nextOf(election, now)}`);

const dayWord = (day: string, now: number): string => formatDay(startOfDay(day), now);

export function ElectionRows(props: {
  elections: readonly ElectionAtDoor[];
  now: number;
  hrefOf: (id: string) => string;
}): JSX.Element {
  return (
    <Card list>
      {props.elections.map((one) => (
        <ListRow
          key={one.id}
          href={props.hrefOf(one.id)}
          icon="users"
          tone="act"
          title={headOf(one)}
          text={t('election.phone.row', { day: dayWord(one.day, props.now), step: stepWord(one, props.now) })}
        />
      ))}
    </Card>
  );
}

export interface Asked {
  readonly name: string;
  readonly phone: string;
}

export function ElectionView(props: {
  election: ElectionAtDoor;
  now: number;
  office: string;
  ask: Asked | undefined;
}): JSX.Element {
  const { election, now, ask } = props;
  const seats = election.seats.map(({ title, seats: n }) =>
    t('election.phone.seats', { post: t(`election.phone.post.${title}`), n }),
  );
  return (
    <>
      <h2>{headOf(election)}</h2>
      <Note tone="act" icon="list-check" title={stepWord(election, now)}>
        {t('election.phone.online')}
      </Note>
      <Card>
        <FactList
          rows={[
            { label: t('election.phone.day'), value: dayWord(election.day, now) },
            ...(election.places.length === 0
              ? []
              : [{ label: t('election.phone.places'), value: election.places.join(t('look.and')) }]),
            ...(seats.length === 0 ? [] : [{ label: t('election.phone.posts'), value: seats.join(t('look.and')) }]),
            ...(election.objectUntil === null
              ? []
              : [
                  {
                    label: t('election.phone.objections'),
                    value: t('election.phone.until', { day: dayWord(election.objectUntil, now) }),
                  },
                ]),
            { label: t('election.phone.office'), value: props.office },
          ]}
        />
        {ask === undefined ? null : (
          <Button icon="phone" href={`tel:${ask.phone}`}>
            {t('election.phone.call', { name: ask.name })}
          </Button>
        )}
      </Card>
    </>
  );
}
