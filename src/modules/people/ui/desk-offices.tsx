// Posts and offices: who sits where and until when, with the acts to put somebody in, invite, be away and end a post.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { holdAct } from '#look/held.ts';
import { Button, Empty, Fault, Field, Note, Section, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeKind, OfficeRow } from '../model.ts';
import { AssignSheet } from './desk-assign.tsx';
import { AwaySheet, EndSheet } from './desk-post-sheets.tsx';
import { OfficeCard, type OfficeAct } from './desk-office-card.tsx';
import { InviteSheet, type Shown } from './desk-invite.tsx';

export type Invite = (person: string, purpose: 'staff' | 'phone') => Promise<Shown>;
type Props = {
  /** May the reader put people in this office? */
  mayStaff: (office: OfficeRow) => boolean;
  me: string;
  invite: Invite;
  /** Show only this office's area at first: a grid that was named as a gap. */
  grid: string;
  problem: (code: string, facts?: Record<string, string>) => string;
};
function Sheets(
  props: Props & {
    open: OfficeAct | undefined;
    all: readonly OfficeRow[];
    close: () => void;
    act: (verb: string, input: Record<string, unknown>, done: string) => void;
    onAssigned: (office: OfficeRow) => void;
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
        onDone={(name, post) => {
          const undo = (): void => act('post.end', { post, reason: t('people.assign.undone') }, t('look.undone'));
          offerUndo(t('people.assign.done', { name }), undo);
          close();
          props.onAssigned(open.office);
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
          const text = t('people.end.done', { name: person.name });
          holdAct({ key: person.post, text, send: () => act('post.end', { post: person.post, reason }, text) });
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
  const [open, setOpen] = useState<OfficeAct | undefined>();
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
  // Whoever was put in is invited next: the office stays in sight.
  const found = (office: OfficeRow): void => {
    setOnlyEmpty(false);
    setText(office.name);
    asked.again();
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
      <Fault title={t('problem.title')} text={failed} />
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
        <Empty
          icon="users"
          tone="calm"
          title={t(onlyEmpty && text === '' ? 'people.office.allFull' : 'people.office.none')}
        />
      ) : null}
      {kinds.map((kind) => (
        <Section
          key={kind}
          title={t(`people.kind.${kind}`)}
          right={shown.filter((office) => office.kind === kind).length}
        >
          <div class="grid gap-4 xl:grid-cols-2 items-start [&>:only-child]:col-span-full">
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
      <Sheets
        {...props}
        open={open}
        all={all}
        close={() => setOpen(undefined)}
        act={act}
        onAssigned={found}
        again={asked.again}
      />
    </>
  );
}
