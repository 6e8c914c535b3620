// The policy cards behind a door plate: what was checked and holds today, for this ground, found by what is typed.
import { emptyScope, inScope } from '#data/scope.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import type { ShownPolicy } from '#modules/policy/model.ts';
import type { County } from '../county.ts';
import { shownAround } from '../policy-cards.ts';

export interface PlatePolicy extends ShownPolicy {
  readonly checkedByName: string;
}

const atPlate = { ...emptyScope, standing: 'plate' } as const;

/** POLICY-3 by the server's clock; each with the pinyin of its title. */
export const platePolicies = (county: County, ground: string): Promise<PlatePolicy[]> =>
  inScope(
    county.database,
    atPlate,
    async (tx) => {
      const now = county.now();
      const found = await shownAround(tx, [ground], now);
      const ids = [...new Set(found.flatMap((one) => one.checkedBy ?? []))];
      const offices = await tx.query<{ id: string; name: string }>(
        'select id, name from office where id = any($1::uuid[])',
        [ids],
      );
      const nameOf = (id: string | null): string => offices.find((one) => one.id === id)?.name ?? '';
      return found
        .toSorted((a, b) => (a.pinyin < b.pinyin ? -1 : 1))
        .map((one) => ({ ...one, checkedByName: nameOf(one.checkedBy) }));
    },
    { readOnly: true },
  );

/** POLICY-12: one of the papers of a card that is shown here. */
export async function platePaper(county: County, policy: PlatePolicy, id: string): Promise<Attachment | undefined> {
  if (!policy.card.papers?.some((one) => one.attachment === id)) return undefined;
  const [found] = await inScope(county.database, atPlate, (tx) => attachmentTable.load(tx, [id]), { readOnly: true });
  return found?.state === 'received' ? found : undefined;
}
