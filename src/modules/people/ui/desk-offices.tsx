// Posts and offices: who sits where and until when, with the acts to put somebody in, invite, be away and end a post.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Chip, Empty, Field, Note, offerUndo, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeKind, OfficeRow } from '../model.ts';
import { isAway } from '../rules.ts';
import { AssignSheet } from './desk-assign.tsx';
import { AwaySheet, EndSheet } from './desk-post-sheets.tsx';
import { InviteSheet } from './desk-invite.tsx';

type Person = OfficeRow['people'][number];
export type Invite = (person: string, purpose: 'staff' | 'phone') => Promise<{ code: string; expiresAt: number }>;
type Props = {
  /** May the reader put people in this office? */
  mayStaff: (office: OfficeRow) => boolean;
  me: string;
  invite: Invite;
  /** Show only this office's area at first: a grid that was named as a gap. */
  grid: string;
  problem: (code: string, facts?: Record<string, string>) => string;
};
type Open =
  | { office: OfficeRow; what: 'assign' }
  | { office: OfficeRow; person: Person; what: 'invite' | 'away' | 'end' };

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

function OfficeCard(
  props: Props & { office: OfficeRow; open: (open: Open) => void; back: (post: string) => void },
): JSX.Element {
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

function Sheets(
  props: Props & {
    open: Open | undefined;
    all: readonly OfficeRow[];
    close: () => void;
    act: (verb: string, input: Record<string, unknown>, done: string) => void;
    again: () => void;
  },
): JSX.Element | null {
  const { open, close, act } = props;
  if (open === undefined) return null;
  if (open.what === 'assign')
    return (
      <AssignSheet
        office={open.office}
        onClose={close}
        problem={props.problem}
        onDone={(name) => {
          offerUndo(t('people.assign.done', { name }));
          close();
          props.again();
        }}
      />
    );
  const { person } = open;
  if (open.what === 'invite')
    return (
      <InviteSheet
        person={person}
        field={fieldKinds.includes(open.office.kind)}
        invite={props.invite}
        problem={props.problem}
        onClose={close}
      />
    );
  if (open.what === 'end')
    return (
      <EndSheet
        name={person.name}
        onClose={close}
        onSend={(reason) => {
          act('post.end', { post: person.post, reason }, t('people.end.done', { name: person.name }));
          close();
        }}
      />
    );
  const others = props.all.flatMap((office) => office.people).filter((one) => one.person !== person.person);
  return (
    <AwaySheet
      name={person.name}
      others={others}
      onClose={close}
      onSend={(input) => {
        act('post.away', { post: person.post, ...input }, t('people.leave.done'));
        close();
      }}
    />
  );
}

const fieldKinds: readonly OfficeKind[] = ['level-2', 'level-1', 'liaison', 'village-specialist'];
/** The ground first, from the village to its grids, then upwards; what one rarely needs stands last. */
const shownOrder: readonly OfficeKind[] = [
  'village',
  'level-1',
  'liaison',
  'level-2',
  'village-specialist',
  'supervision',
  'township',
  'field-office',
  'county-centre',
  'department',
  'outside-body',
  'administration',
];
const order = (kind: OfficeKind): number => shownOrder.indexOf(kind);
const isPhone = (text: string): boolean => /\d{3}/.test(text);

function matches(office: OfficeRow, text: string): boolean {
  const wanted = text.trim();
  return (
    wanted === '' ||
    office.name.includes(wanted) ||
    office.people.some((person) => person.name.includes(wanted) || person.phone.endsWith(wanted))
  );
}

export function OfficesScreen(props: Props): JSX.Element {
  const { door } = useDoor();
  const asked = useAsk<OfficeRow[]>('people.offices', {}, ['office', 'post', 'person']);
  const [text, setText] = useState('');
  const [onlyEmpty, setOnlyEmpty] = useState(props.grid !== '');
  const [open, setOpen] = useState<Open | undefined>();
  const [failed, setFailed] = useState('');
  const all = asked.data ?? [];
  const act = (verb: string, input: Record<string, unknown>, done: string): void => {
    door.execute(verb, input).then(
      () => {
        setFailed('');
        offerUndo(done);
        asked.again();
      },
      (error: unknown) =>
        setFailed(props.problem(asProblem(error).code, asProblem(error).facts as Record<string, string>)),
    );
  };
  const empty = all.filter((office) => office.people.length === 0 && office.kind !== 'outside-body');
  const shown = (onlyEmpty ? empty : all)
    .filter(
      (office) =>
        matches(office, text) &&
        (props.grid === '' || !onlyEmpty || office.area === props.grid || office.kind !== 'level-2'),
    )
    .toSorted((a, b) => order(a.kind) - order(b.kind) || a.ground.localeCompare(b.ground));
  const kinds = [...new Set(shown.map((office) => office.kind))];
  return (
    <>
      <header>
        <h1>{t('people.title')}</h1>
        <p class="zd-two">{t('people.text')}</p>
      </header>
      {failed === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle" title={t('problem.title')}>
            {failed}
          </Note>
        </div>
      )}
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(asked.problem.code)}
        </Note>
      )}
      <div class="flex flex-wrap items-end gap-3">
        <div class="zd-grow min-w-60 max-w-120">
          <Field
            label={t('people.find')}
            type="search"
            icon="search"
            placeholder={t('people.findHint')}
            value={text}
            onInput={setText}
          />
        </div>
        <Button icon="user-question" pressed={onlyEmpty} onClick={() => setOnlyEmpty(!onlyEmpty)}>
          {t('people.onlyEmpty')}
        </Button>
      </div>
      {asked.data === undefined ? null : (
        <p class="zd-two" role="status">
          {t('people.count', { offices: all.length, empty: empty.length })}
        </p>
      )}
      {asked.data !== undefined && shown.length === 0 ? (
        <Empty icon="users" tone="calm" title={t('people.office.none')} />
      ) : null}
      {kinds.map((kind) => (
        <Section
          key={kind}
          title={t(`people.kind.${kind}`)}
          right={shown.filter((office) => office.kind === kind).length}
        >
          <div class="grid gap-4 xl:grid-cols-2 items-start">
            {shown
              .filter((office) => office.kind === kind)
              .map((office) => (
                <OfficeCard
                  key={office.id}
                  {...props}
                  office={office}
                  open={setOpen}
                  back={(post) => act('post.back', { post }, t('people.back.done'))}
                />
              ))}
          </div>
        </Section>
      ))}
      <Sheets {...props} open={open} all={all} close={() => setOpen(undefined)} act={act} again={asked.again} />
    </>
  );
}
