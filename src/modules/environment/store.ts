// The SQL on places and looks.
import { type Asking, defineTable } from '#data/table.ts';
import type { Case } from '#modules/case/model.ts';
import { caseTable } from '#modules/case/store.ts';
import type { Look, Spot } from './model.ts';

export const spotTable = defineTable<Spot>('spot', 'spot', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  kind: 'text',
  name: 'text',
  lat: 'float',
  lon: 'float',
  closedAt: 'time',
  look: 'uuid',
  lookedAt: 'time',
  wrong: 'text[]',
  praise: 'text',
  matter: 'uuid',
});

export const lookTable = defineTable<Look>('look', 'look', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  spot: 'uuid',
  claimedAt: 'time',
  receivedAt: 'time',
  office: 'uuid',
  person: 'uuid',
  wrong: 'text[]',
  note: 'text',
  praise: 'text',
  matter: 'uuid',
});

const matterText = `select ${caseTable.select} from matter where id = (select matter from spot where id = $1)`;

/** The last matter of a place, as far as the reader may see it. */
export const loadMatterOfSpot = async (tx: Asking, spot: string): Promise<Case[]> =>
  (await tx.query<Record<string, unknown>>(matterText, [spot])).map(caseTable.read);
