// Reporting a matter from the door: the entry in the notebook and the matter go together, and the household gets its own code.
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { t } from '#look/words.ts';
import type { Nearby } from '#modules/case/ui/phone-nearby.ts';
import type { Called } from '#modules/case/ui/phone-restricted.tsx';
import type { ProblemDraft } from '#modules/case/ui/phone-problem.tsx';
import { emptyVisit, type VisitDraft, visitInput } from '#modules/visit/ui/visit-draft.ts';
import { findDraft, keepDraft } from '#sync/store.ts';
import { keep, offerBack } from './acts.ts';
import { go } from './router.ts';
import type { Open } from './session.ts';

export interface Secret {
  readonly secret: string;
  readonly household: string;
}

interface Reported {
  readonly household: string;
  readonly draft: Pick<ProblemDraft, 'title' | 'text' | 'subject' | 'aboutOffice'> & { readonly category: string };
  readonly same?: Nearby;
  /** Drops the form's own draft, with what is still to be written of it. */
  readonly drop?: () => Promise<void>;
}

/** Keeps the visit and its matter, and shows the code for the household. Answers the matter's id. */
export async function report(open: Open, { household, draft, same, drop }: Reported): Promise<string | undefined> {
  const { phone } = open;
  const [visit, matter, promise] = [newId(), newId(), newId()];
  const secret = randomCode(16);
  const written = (await findDraft<VisitDraft>(phone, `visit:${household}`)) ?? emptyVisit;
  const input = {
    case: matter,
    household,
    category: draft.category,
    title: draft.title.trim(),
    text: draft.text.trim(),
    visit,
    sameAs: same?.first.id ?? null,
    subject: draft.subject || null,
    secretHash: await sha256Hex(secret),
    aboutOffice: draft.aboutOffice || null,
  };
  const entry = visitInput(
    { ...emptyVisit, ...written },
    { household, visit, promise, problem: matter, now: Date.now() },
  );
  // The code is kept before the matter: a matter whose code is lost could never be closed by its own household.
  await keepDraft(phone, `secret:${matter}`, { secret, household } satisfies Secret);
  const ids = await keep(open, [
    { name: 'visit.record', input: entry },
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
    go(`/home/${household}`, true);
  });
  return matter;
}

/** A matter only the named office may see: no entry in the notebook, no code, sent at once. Answers the matter's id. */
export async function reportRestricted(
  open: Open,
  said: { household: string; category: string; title: string; text: string; called: readonly Called[] },
): Promise<string | undefined> {
  const matter = newId();
  const { household, category, title, called } = said;
  const input = { case: matter, household, category, title, text: said.text.trim(), mustReport: true, called };
  const ids = await keep(open, [{ name: 'case.report', input, hold: 0 }]);
  if (!ids) return undefined;
  return matter;
}
