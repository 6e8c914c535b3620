// One office with the people in post: their terms, who is away and who stands in, and the acts on each.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { heldKeys } from '#look/held.ts';
import { Button, Card, Chip } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeRow } from '../model.ts';
import { isAway } from '../rules.ts';

export type Person = OfficeRow['people'][number];
/** What is being done: somebody put in, or one of the acts on a person in post. */
export type OfficeAct =
  | { office: OfficeRow; what: 'assign' }
  | { office: OfficeRow; person: Person; what: 'invite' | 'away' | 'end' };

const isPhone = (text: string): boolean => /\d{3}/.test(text);
const awayOf = (person: Person): boolean =>
  isAway({ ...person } as unknown as Parameters<typeof isAway>[0], nowMs.value);

function PersonLine(props: {
  person: Person;
  may: boolean;
  self: boolean;
  open: (what: 'invite' | 'away' | 'end') => void;
  back: () => void;
}): JSX.Element {
  const { person } = props;
  const now = nowMs.value;
  const away = awayOf(person);
  const term = t('people.term', {
    from: formatDay(person.fromAt, now),
    to: formatDay(person.toAt, now),
    chosen: t(`people.chosen.${person.chosen}`),
  });
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 border-t border-base-300">
      <div class="zd-grow min-w-48">
        <b>{person.name}</b>{' '}
        {!isPhone(person.phone) ? (
          <span class="zd-two">{person.phone}</span>
        ) : (
          <a class="underline inline-flex items-center min-h-11" href={`tel:${person.phone}`}>
            {person.phone}
          </a>
        )}
        <span class="zd-two block">{term}</span>
        {heldKeys.value.includes(person.post) ? (
          <Chip tone="wait" icon="send">
            {t('people.end.soon')}
          </Chip>
        ) : null}
        {away ? (
          <Chip tone="wait" icon="user-question">
            {person.deputyName === null ? t('people.awayNobody') : t('people.away', { deputy: person.deputyName })}
          </Chip>
        ) : null}
      </div>
      <div class="zd-button-row zd-button-row-left">
        {props.may ? (
          <Button icon="qrcode" onClick={() => props.open('invite')}>
            {t('people.invite')}
          </Button>
        ) : null}
        {!props.may && !props.self ? null : away ? (
          <Button icon="check" onClick={props.back}>
            {t('people.back')}
          </Button>
        ) : (
          <Button icon="calendar" onClick={() => props.open('away')}>
            {t('people.leave')}
          </Button>
        )}
        {props.may ? (
          <Button kind="text" danger onClick={() => props.open('end')}>
            {t('people.end')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

export function OfficeCard(props: {
  office: OfficeRow;
  mayStaff: (office: OfficeRow) => boolean;
  me: string;
  open: (open: OfficeAct) => void;
  back: (post: string) => void;
}): JSX.Element {
  const { office } = props;
  const may = props.mayStaff(office);
  return (
    <Card label={office.name}>
      <div class="flex flex-wrap items-start gap-3">
        <div class="zd-grow min-w-48">
          <h3>{office.name}</h3>
          <p class="zd-two">
            {t(`people.kind.${office.kind}`)}
            {office.phone === '' ? null : (
              <>
                {' '}
                · {t('people.office.phone')}{' '}
                <a class="underline inline-flex items-center min-h-11" href={`tel:${office.phone}`}>
                  {office.phone}
                </a>
              </>
            )}
          </p>
        </div>
        {may ? (
          <Button icon="user-plus" onClick={() => props.open({ office, what: 'assign' })}>
            {t('people.assign')}
          </Button>
        ) : null}
      </div>
      {office.people.length === 0 ? (
        <p>
          <Chip tone="wait" icon="user-question">
            {t('people.office.emptyTo')}
          </Chip>
        </p>
      ) : null}
      <ul>
        {office.people.map((person) => (
          <PersonLine
            key={person.post}
            person={person}
            may={may}
            self={person.person === props.me}
            open={(what) => props.open({ office, person, what })}
            back={() => props.back(person.post)}
          />
        ))}
      </ul>
    </Card>
  );
}
