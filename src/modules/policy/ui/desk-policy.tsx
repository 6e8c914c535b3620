// One policy card at a desk: as it is shown, what waits for a check, its editions; and writing it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay, isoDay } from '#look/dates.ts';
import { useAsk, useDoor, useSay } from '#look/door.ts';
import { Button, Card, Chip, Fold, Note, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { sendHeldFiles } from '#modules/attachment/ui/desk-attach.tsx';
import { starters } from '../kinds/starters.ts';
import type { EditionRow, PolicyPage } from '../model.ts';
import { CardView, cardLang } from './card-view.tsx';
import { type Named, PolicyEditor } from './desk-editor.tsx';
import { Eligible } from './eligible.tsx';
import { Papers } from './papers.tsx';
import { cardOf, formOf, namedIn, type PolicyForm } from './policy-form.ts';

type ProblemWord = (code: string, facts?: Record<string, string | number>) => string;

/** Where somebody may write: his offices, and the areas on their ground. */
export interface PolicyDesk {
  readonly offices: readonly Named[];
  readonly areas: readonly Named[];
  readonly hrefOf: (id: string) => string;
  readonly listHref: string;
  readonly problem: ProblemWord;
  /** What else may be done with a card that is shown. */
  readonly more?: (policy: string) => JSX.Element;
}

const placeOf = (desk: PolicyDesk): Parameters<typeof formOf>[1] => ({
  office: desk.offices[0]?.value ?? '',
  area: desk.areas[0]?.value ?? '',
  today: isoDay(nowMs.value),
});

const inputOf = (policy: string, form: PolicyForm): object => ({
  policy,
  office: form.office,
  area: form.area,
  code: form.code,
  card: cardOf(form),
  attachments: namedIn(form),
});

const fileOf = (attachment: string): string => `/attachments/${attachment}`;

/** A new one, empty or from a ready card. */
export function NewPolicy({ desk, code }: { desk: PolicyDesk; code: string }): JSX.Element {
  const { door } = useDoor();
  const { failed, say } = useSay();
  const [id] = useState(newId);
  const starter = starters.find((one) => one.code === code);
  return (
    <>
      <h1>{t('policy.desk.form')}</h1>
      <Refused failed={failed} problem={desk.problem} />
      {desk.areas.length === 0 ? null : (
        <PolicyEditor
          draftKey={`policy ${code}`}
          start={formOf({ starter }, placeOf(desk))}
          offices={desk.offices}
          areas={desk.areas}
          problem={desk.problem}
          onCancel={() => location.assign(desk.listHref)}
          onSave={(form, done) =>
            say('policy.write', inputOf(id, form), {
              text: t('policy.desk.saved'),
              after: () => {
                done();
                void sendHeldFiles(door, namedIn(form)).then(() => location.assign(desk.hrefOf(id)));
              },
            })
          }
        />
      )}
    </>
  );
}

type AwayOf = (attachment: string) => string | undefined;

function Draft(props: { draft: EditionRow; replaces: boolean; awayOf: AwayOf }): JSX.Element {
  const { draft, replaces, awayOf } = props;
  return (
    <Section title={t('policy.desk.draft')} right={t('policy.desk.edition', { n: draft.n })}>
      <p class="zd-two">
        {t('policy.desk.written', { office: draft.officeName, day: formatDay(draft.writtenAt, nowMs.value) })}
      </p>
      {replaces ? <p class="zd-two">{t('policy.desk.draftNow')}</p> : null}
      <Card asks>
        <h2>{draft.card[cardLang()].title}</h2>
        <CardView card={draft.card} now={nowMs.value} checkedAt={null} checkedBy="" />
      </Card>
      <Papers papers={draft.card.papers} awayOf={awayOf} hrefOf={fileOf} />
    </Section>
  );
}

function Earlier({ rows }: { rows: readonly EditionRow[] }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <Section title={t('policy.desk.earlier')} right={rows.length}>
      {rows.map((row) => (
        <Fold
          key={row.n}
          title={`${t('policy.desk.edition', { n: row.n })} · ${t('policy.desk.written', { office: row.officeName, day: formatDay(row.writtenAt, nowMs.value) })}`}
        >
          <Card>
            <CardView card={row.card} now={nowMs.value} checkedAt={row.checkedAt} checkedBy={row.checkedByName ?? ''} />
          </Card>
          <Papers papers={row.card.papers} hrefOf={fileOf} />
        </Fold>
      ))}
    </Section>
  );
}

function Acts(props: {
  policy: PolicyPage;
  onEdit: () => void;
  say: ReturnType<typeof useSay>['say'];
  again: () => void;
}): JSX.Element | null {
  const { policy, onEdit, say, again } = props;
  if (!policy.mayWrite && !policy.mayCheck) return null;
  const edition = policy.draft?.n ?? policy.n;
  const check = (): void =>
    say('policy.check', { policy: policy.id, edition }, { text: t('policy.desk.checked'), after: again });
  const withdraw = (): void =>
    say('policy.withdraw', { policy: policy.id }, { text: t('policy.desk.withdrawn'), after: again });
  return (
    <>
      {policy.mayCheck ? (
        <Note icon="list-check">{t('policy.desk.checkText')}</Note>
      ) : (
        <Note icon="user-question">{t('policy.desk.own')}</Note>
      )}
      <div class="zd-button-row zd-button-row-left">
        {policy.mayCheck ? (
          <Button kind="filled" icon="check" onClick={check}>
            {t(policy.draft ? 'policy.desk.check' : 'policy.desk.checkAgain')}
          </Button>
        ) : null}
        {policy.mayWrite ? (
          <Button icon="pencil" onClick={onEdit}>
            {t('policy.desk.edit')}
          </Button>
        ) : null}
        {!policy.mayWrite || policy.state === 'withdrawn' || policy.checkedAt === null ? null : (
          <Button kind="text" icon="arrow-back-up" onClick={withdraw}>
            {t('policy.desk.withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}

export function PolicyScreen({ id, desk }: { id: string; desk: PolicyDesk }): JSX.Element {
  const asked = useAsk<PolicyPage>('policy.page', { policy: id }, ['policy', 'attachment']);
  const { door } = useDoor();
  const { failed, fail, say } = useSay();
  const [editing, setEditing] = useState(false);
  const policy = asked.data;
  if (!policy) return <Refused failed={asked.problem} problem={desk.problem} />;
  const again = (): void => {
    setEditing(false);
    asked.again();
  };
  const card = policy.draft?.card ?? policy.card;
  const awayOf: AwayOf = (attachment) => {
    const fault = policy.away[attachment];
    return fault === undefined ? undefined : fault === '' ? t('policy.desk.paperComing') : desk.problem(fault);
  };
  const sendPapers = async (form: PolicyForm): Promise<void> => {
    const problem = await sendHeldFiles(door, namedIn(form));
    if (problem) fail(problem);
    asked.again();
  };
  return (
    <>
      <p>
        <Button kind="text" icon="chevron-left" href={desk.listHref}>
          {t('policy.desk.back')}
        </Button>
      </p>
      <header class="flex flex-wrap items-center gap-3">
        <h1>{policy.card[cardLang()].title}</h1>
        <Chip
          icon={policy.state === 'shown' ? 'circle-check' : 'clock'}
          tone={policy.state === 'shown' ? 'ok' : 'wait'}
        >
          {t(`policy.state.${policy.state}`)}
        </Chip>
      </header>
      <Refused failed={failed} problem={desk.problem} />
      {editing ? (
        <PolicyEditor
          draftKey={`policy ${id}`}
          start={formOf({ card, code: policy.code }, { ...placeOf(desk), area: policy.area })}
          offices={desk.offices}
          areas={[]}
          problem={desk.problem}
          onCancel={() => setEditing(false)}
          onSave={(form, done) =>
            say('policy.write', inputOf(id, form), {
              text: t('policy.desk.saved'),
              basedOn: policy.version,
              after: () => {
                done();
                again();
                void sendPapers(form);
              },
            })
          }
        />
      ) : (
        <>
          {policy.state === 'shown' ? desk.more?.(id) : null}
          <Acts policy={policy} onEdit={() => setEditing(true)} say={say} again={again} />
          <div class="grid gap-8 xl:grid-cols-2 items-start">
            <div class="flex flex-col gap-6">
              {policy.draft ? <Draft draft={policy.draft} replaces={policy.state === 'shown'} awayOf={awayOf} /> : null}
              {policy.checkedAt === null ? null : (
                <Card>
                  <CardView
                    card={policy.card}
                    now={nowMs.value}
                    checkedAt={policy.checkedAt}
                    checkedBy={policy.checkedByName ?? ''}
                  />
                </Card>
              )}
              {policy.checkedAt === null ? null : <Papers papers={policy.card.papers} hrefOf={fileOf} />}
              <Earlier rows={policy.earlier} />
            </div>
            {card.rule === null ? null : <Eligible rule={card.rule} />}
          </div>
        </>
      )}
    </>
  );
}
