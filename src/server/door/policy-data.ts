// The policy cards behind a door plate: what was checked and holds today, for this ground, found by what is typed.
import { dayOf } from '#kit/calendar.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { ShownPolicy } from '#modules/policy/model.ts';
import { isShown, shownOf } from '#modules/policy/rules.ts';
import { policiesFor } from '#modules/policy/store.ts';
import type { County } from '../county.ts';
import { nameKey } from '../import/person-names.ts';

export interface PlatePolicy extends ShownPolicy {
  readonly checkedByName: string;
}

/** POLICY-3 by the server's clock; each with the pinyin of its title. */
export const platePolicies = (county: County, ground: string): Promise<PlatePolicy[]> =>
  inScope(
    county.database,
    { ...emptyScope, standing: 'plate' },
    async (tx) => {
      const now = county.now();
      const found = (await policiesFor(tx, [ground], dayOf(now))).flatMap(
        (one) => shownOf(one, nameKey(one.shown?.card.zh.title ?? '')) ?? [],
      );
      const ids = [...new Set(found.flatMap((one) => one.checkedBy ?? []))];
      const offices = await tx.query<{ id: string; name: string }>(
        'select id, name from office where id = any($1::uuid[])',
        [ids],
      );
      const nameOf = (id: string | null): string => offices.find((one) => one.id === id)?.name ?? '';
      return found
        .filter((one) => isShown(one, now))
        .sort((a, b) => (a.pinyin < b.pinyin ? -1 : 1))
        .map((one) => ({ ...one, checkedByName: nameOf(one.checkedBy) }));
    },
    { readOnly: true },
  );
