// Reporting a matter from the door: the entry in the notebook and the matter go together, and the household gets its own code.
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import type { Called } from '#modules/case/ui/phone-restricted.tsx';
import { emptyProblem, type ProblemDraft } from '#modules/case/ui/phone-problem.tsx';
import { emptyVisit, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import type { Item } from '#sync/store.ts';
import { keep, offerBack, type Step } from './acts.ts';
import { mending, mustNotBeSent } from './mending.ts';
import { insteadOf, queuedItem } from './queued.ts';
import { go } from './router.ts';
import type { Open } from './session.ts';

export interface Secret {
  readonly secret: string;
  readonly household: string;
}

/** The matter that was told first, as far as it is known here: answers alone may be all that is known of it. */
export interface Same {
  readonly category: string;
  readonly first: Pick<PhoneCase, 'title'> & { readonly id: string | null };
}

interface Reported {
  readonly household: string;
  readonly draft: Pick<ProblemDraft, 'title' | 'text' | 'subject' | 'aboutOffice' | 'attachments' | 'mends'> & {
    readonly category: string;
  };
  readonly same?: Same;
  /** The entry as it stands on the screen; else the draft that was kept. */
  readonly written?: VisitDraft;
  /** Stops what is still to be written of the form's own draft. */
  readonly drop?: () => Promise<void>;
  /** Keys of drafts that go in the same step, beside the home's own. */
  readonly drops?: readonly string[];
  /** What else is kept in the same step, knowing the matter's id. */
  readonly also?: (matter: string) => readonly Step[];
}

const saidOf = ({ draft }: Reported): Record<string, unknown> => ({
  category: draft.category,
  title: draft.title.trim(),
  text: draft.text.trim(),
  subject: draft.subject || null,
  aboutOffice: draft.aboutOffice || null,
  attachments: draft.attachments,
});

/** The same matter once more: the household keeps the code it was given, the entry that speaks of it stays right. */
async function sendMended(open: Open, said: Reported, before: Item): Promise<string | undefined> {
  const old = before.envelope.input as { readonly case: string };
  const input = { ...old, ...saidOf(said), ...(said.same ? { sameAs: said.same.first.id } : {}) };
  const ids = await keep(open, [{ name: 'case.report', input, ...insteadOf(before), drops: said.drops ?? [] }]);
  if (!ids) return undefined;
  await said.drop?.();
  go(`/matter/${old.case}`, true);
  if (before.state === 'waiting') offerUndo(t('field.unsent.changed'));
  else offerBack(open, ids, t('case.phone.reported'), () => void writeAgain(open, said));
  return old.case;
}

/** What was taken back stands in its form again. */
async function writeAgain({ phone }: Open, { household, draft, same }: Reported): Promise<void> {
  if (!same) await keepDraft(phone, `problem:${household}`, { ...emptyProblem, ...draft, mends: '' });
  go(same ? `/home/${household}` : `/problem/${household}`, true);
}

/** Keeps the visit and its matter as one, with the code for the household, which is shown then. Answers the matter's id. */
export async function report(open: Open, said: Reported): Promise<string | undefined> {
  const { phone } = open;
  const { household, draft, same, drop } = said;
  const before = queuedItem(phone, draft.mends);
  if (before) return sendMended(open, said, before);
  await mustNotBeSent(phone, draft.mends);
  const matter = newId();
  const secret: Secret = { secret: randomCode(16), household };
  const visit = `visit:${household}`;
  const written = said.written ?? (await findDraft<VisitDraft>(phone, visit)) ?? emptyVisit;
  const { ids: own, more } = mending(phone, written.mends);
  const input = {
    case: matter,
    household,
    ...saidOf(said),
    visit: own.visit,
    sameAs: same?.first.id ?? null,
    secretHash: await sha256Hex(secret.secret),
  };
  const entry = visitInput({ ...emptyVisit, ...written }, { household, ...own, problem: matter, now: Date.now() });
  const drops = [visit, `problem:${household}`];
  // The code is kept with the matter: one whose code is lost could never be closed by its own household.
  const keeps = { key: `secret:${matter}`, value: secret };
  const ids = await keep(open, [
    { name: 'visit.record', input: entry, ...more },
    { name: 'case.report', input, drops, keeps },
    ...(said.also?.(matter) ?? []),
  ]);
  if (!ids) return undefined;
  await drop?.();
  go(`/secret/${matter}`, true);
  offerBack(open, ids, t('case.phone.reported'), () => {
    void keepDraft(phone, keeps.key, null);
    if (written !== emptyVisit) void keepDraft(phone, visit, { ...written, mends: '' });
    void writeAgain(open, said);
  });
  return matter;
}

/** "The same here": the title of the first one, no words needed. */
export const joinNearby = (
  open: Open,
  household: string,
  same: Same,
  more: Pick<Reported, 'written' | 'drop' | 'also'> & {
    readonly mends?: string;
    readonly attachments?: readonly Named[];
  } = {},
): Promise<string | undefined> =>
  report(open, {
    household,
    draft: {
      category: same.category,
      title: same.first.title,
      text: '',
      subject: '',
      aboutOffice: '',
      attachments: more.attachments ?? [],
      mends: more.mends ?? '',
    },
    same,
    ...more,
  });

/** A matter only the named office may see: no entry in the notebook, no code, sent at once. Answers the matter's id. */
export async function reportRestricted(
  open: Open,
  said: {
    household: string;
    category: string;
    title: string;
    text: string;
    called: readonly Called[];
    attachments: readonly Named[];
    mends: string;
  },
): Promise<string | undefined> {
  const matter = newId();
  const { household, category, title, called, attachments } = said;
  const text = said.text.trim();
  const input = { case: matter, household, category, title, text, mustReport: true, called, attachments };
  const before = queuedItem(open.phone, said.mends);
  const ids = await keep(open, [{ name: 'case.report', input, hold: 0, ...(before ? insteadOf(before) : {}) }]);
  if (!ids) return undefined;
  return matter;
}
