// A matter as its household sees it: by the case's own secret, or as a verified adult.
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Case, CaseForHousehold, CaseStep } from '#modules/case/model.ts';
import { attachmentsOf } from '#modules/attachment/store.ts';
import { caseTable, loadSteps } from '#modules/case/store.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';
import { hashOf, secretActor } from '../session.ts';
import { type DoorTold, toldTo } from './told.ts';

const secretScope: Scope = { ...emptyScope, standing: 'secret' };

/** The case of a secret; unknown and restricted ones read the same: not there. */
export async function findSecret(county: County, secret: string): Promise<string | undefined> {
  const found = await inScope(
    county.database,
    secretScope,
    (tx) => tx.maybe<{ matter: string }>('select matter from zd_case_by_secret($1)', [hashOf(secret)]),
    {
      readOnly: true,
    },
  );
  return found?.matter;
}

/** What the page needs beside what the household sees: who says it, and until when it may be opened again. */
export interface DoorCase extends CaseForHousehold {
  readonly version: number;
  readonly closedAt: number | null;
  readonly withdrawn: boolean;
  /** Nobody is above whoever has it. */
  readonly atTop: boolean;
  /** The household reported it itself; else somebody wrote it down at the door. */
  readonly own: boolean;
  readonly told: readonly DoorTold[];
}

/** Undefined when the reader may not see it, which is the same as not there. */
export const caseFor = (county: County, actor: Actor, id: string): Promise<DoorCase | undefined> =>
  inScope(county.database, scopeOf(actor), (tx) => readCase(tx, id), { readOnly: true });

export const caseBySecret = (county: County, id: string): Promise<DoorCase | undefined> =>
  caseFor(county, secretActor(id), id);

async function readCase(tx: Tx, id: string): Promise<DoorCase | undefined> {
  const [matter] = await caseTable.load(tx, [id]);
  if (!matter || matter.restricted) return undefined;
  const steps = await loadSteps(tx, id);
  const attachments = await attachmentsOf(tx, 'matter', id);
  const told = await toldTo(tx, id);
  return { ...shape(matter, steps, await namesOf(tx, matter, steps)), attachments, told };
}

type Names = ReadonlyMap<string, { readonly name: string; readonly phone: string; readonly kind: string }>;

async function namesOf(tx: Tx, matter: Case, steps: readonly CaseStep[]): Promise<Names> {
  const ids = [
    matter.holder,
    matter.answeredBy,
    matter.firstReceiver,
    ...steps.flatMap((step) => [step.office, step.toOffice]),
  ].filter((one) => one !== null);
  const rows = await tx.query<{ id: string; name: string; phone: string; kind: string }>(
    'select id, name, phone, kind from office where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Words that were said to the household or by it, also a note written for it. What offices write to each other stays theirs (CASE-75). */
const toldToHome = new Set([
  'case.reported',
  'case.answered',
  'case.told',
  'case.not-solved',
  'case.solved',
  'case.withdrawn',
  'case.stepped-up',
  'case.extended',
  'case.suspended',
  'case.referred',
  'case.noted',
]);
const nameOf = (names: Names, office: string | null): string | null =>
  office === null ? null : (names.get(office)?.name ?? null);

function shape(matter: Case, steps: readonly CaseStep[], names: Names): Omit<DoorCase, 'attachments' | 'told'> {
  const {
    id,
    number,
    title,
    text,
    category,
    state,
    side,
    outcome,
    holderSince,
    respondBy,
    resolveBy,
    extendedAt,
    reviewAt,
    reportedAt,
    answer,
    route,
    answeredAt,
  } = matter;
  return {
    id,
    number,
    title,
    text,
    category,
    state,
    side,
    outcome,
    holderSince,
    respondBy,
    resolveBy,
    extendedAt,
    reviewAt,
    reportedAt,
    answer,
    route,
    answeredAt,
    satisfied: matter.satisfied,
    version: matter.version,
    closedAt: matter.closedAt,
    withdrawn: side === 'withdrawn',
    atTop: names.get(matter.holder)?.kind === 'county-centre',
    own: matter.reporterStanding === 'plate' || matter.reporterStanding === 'adult',
    holderName: nameOf(names, matter.holder) ?? '',
    holderPhone: names.get(matter.holder)?.phone ?? '',
    answeredByName: nameOf(names, matter.answeredBy),
    firstReceiverName: nameOf(names, matter.firstReceiver),
    steps: steps
      .filter((step) => !step.internal)
      .map(({ name, at, office, toOffice, text: said }) => ({
        name,
        at,
        officeName: nameOf(names, office),
        toOfficeName: nameOf(names, toOffice),
        text: toldToHome.has(name) ? said : '',
      })),
  };
}
