// Reporting a matter from the door: the entry in the notebook and the matter go together, and the household gets its own code.
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import type { Nearby } from '#modules/case/ui/phone-nearby.ts';
import type { Called } from '#modules/case/ui/phone-restricted.tsx';
import { emptyProblem, type ProblemDraft } from '#modules/case/ui/phone-problem.tsx';
import { emptyVisit, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { findDraft, type Item, keepDraft, type Phone } from '#sync/store.ts';
import { keep, offerBack } from './acts.ts';
import { mending, refusedItem } from './mending.ts';
import { go } from './router.ts';
import { sayProblem } from './say.ts';
import type { Open } from './session.ts';

export interface Secret {
  readonly secret: string;
  readonly household: string;
}

interface Reported {
  readonly household: string;
  readonly draft: Pick<ProblemDraft, 'title' | 'text' | 'subject' | 'aboutOffice' | 'attachments' | 'mends'> & {
    readonly category: string;
  };
  readonly same?: Nearby;
  /** The entry as it stands on the screen; else the draft that was kept. */
  readonly written?: VisitDraft;
  /** Drops the form's own draft, with what is still to be written of it. */
  readonly drop?: () => Promise<void>;
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
async function sendMended(open: Open, said: Reported, refused: Item): Promise<string | undefined> {
  const before = refused.envelope.input as { readonly case: string };
  const input = { ...before, ...saidOf(said), ...(said.same ? { sameAs: said.same.first.id } : {}) };
  const ids = await keep(open, [{ name: 'case.report', input, mends: refused.id }]);
  if (!ids) return undefined;
  await said.drop?.();
  go(`/matter/${before.case}`, true);
  offerBack(open, ids, t('case.phone.reported'), () => void writeAgain(open, said));
  return before.case;
}

/** What was taken back stands in its form again. */
async function writeAgain({ phone }: Open, { household, draft, same }: Reported): Promise<void> {
  if (!same) await keepDraft(phone, `problem:${household}`, { ...emptyProblem, ...draft, mends: '' });
  go(same ? `/home/${household}` : `/problem/${household}`, true);
}

/** False, and said in words, on a full phone. */
async function keepSecret(phone: Phone, matter: string, secret: Secret): Promise<boolean> {
  try {
    await keepDraft(phone, `secret:${matter}`, secret);
    return true;
  } catch (error) {
    offerUndo(sayProblem(error));
    return false;
  }
}

/** Keeps the visit and its matter, and shows the code for the household. Answers the matter's id. */
export async function report(open: Open, said: Reported): Promise<string | undefined> {
  const { phone } = open;
  const { household, draft, same, drop } = said;
  const refused = refusedItem(phone, draft.mends);
  if (refused) return sendMended(open, said, refused);
  const matter = newId();
  const secret = randomCode(16);
  const written = said.written ?? (await findDraft<VisitDraft>(phone, `visit:${household}`)) ?? emptyVisit;
  const { ids: own, more } = mending(phone, written.mends);
  const input = {
    case: matter,
    household,
    ...saidOf(said),
    visit: own.visit,
    sameAs: same?.first.id ?? null,
    secretHash: await sha256Hex(secret),
  };
  const entry = visitInput({ ...emptyVisit, ...written }, { household, ...own, problem: matter, now: Date.now() });
  // The code is kept before the matter: a matter whose code is lost could never be closed by its own household.
  if (!(await keepSecret(phone, matter, { secret, household }))) return undefined;
  const ids = await keep(open, [
    { name: 'visit.record', input: entry, ...more },
    { name: 'case.report', input },
  ]);
  if (!ids) {
    await keepDraft(phone, `secret:${matter}`, null);
    return undefined;
  }
  await drop?.();
  await Promise.all([keepDraft(phone, `visit:${household}`, null), keepDraft(phone, `problem:${household}`, null)]);
  go(`/secret/${matter}`, true);
  offerBack(open, ids, t('case.phone.reported'), () => {
    void keepDraft(phone, `secret:${matter}`, null);
    if (written !== emptyVisit) void keepDraft(phone, `visit:${household}`, { ...written, mends: '' });
    void writeAgain(open, said);
  });
  return matter;
}

/** "The same here": the title of the first one, no words needed. */
export const joinNearby = (
  open: Open,
  household: string,
  same: Nearby,
  more: Pick<Reported, 'written' | 'drop'> & { readonly mends?: string; readonly attachments?: readonly Named[] } = {},
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
  const mends = refusedItem(open.phone, said.mends) ? { mends: said.mends } : {};
  const ids = await keep(open, [{ name: 'case.report', input, hold: 0, ...mends }]);
  if (!ids) return undefined;
  return matter;
}
