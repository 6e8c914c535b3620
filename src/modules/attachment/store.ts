// The SQL on pictures and audio notes.
import type { Asking } from '#data/table.ts';
import { defineTable } from '#data/table.ts';
import type { Attachment, AttachmentRow } from './model.ts';

export const attachmentTable = defineTable<Attachment>('attachment', 'attachment', {
  id: 'uuid',
  ground: 'ltree',
  version: 'int',
  household: 'uuid',
  matter: 'uuid',
  visit: 'uuid',
  election: 'uuid',
  policy: 'uuid',
  aerial: 'uuid',
  step: 'int',
  kind: 'text',
  forHome: 'bool',
  hidden: 'bool',
  author: 'uuid',
  office: 'uuid',
  namedAt: 'time',
  sha256: 'text',
  bytes: 'int',
  mime: 'text',
  width: 'int',
  height: 'int',
  duration: 'int',
  state: 'text',
  settledAt: 'time',
  keptHash: 'text',
  smallHash: 'text',
  fault: 'text',
});

/** The whole record as a screen shows it: no hashes, no names of files. */
export const rowOf = ({
  id,
  matter,
  visit,
  step,
  kind,
  forHome,
  namedAt,
  bytes,
  width,
  height,
  duration,
  state,
}: Attachment): AttachmentRow => ({
  id,
  matter,
  visit,
  step,
  kind,
  forHome,
  namedAt,
  bytes,
  width,
  height,
  duration,
  state,
});

/** The files of one matter, or of the entries about one home, in the order they were named; as far as the scope lets see. */
export async function attachmentsOf(tx: Asking, of: 'matter' | 'household', id: string): Promise<AttachmentRow[]> {
  const where = of === 'matter' ? 'matter = $1' : 'household = $1 and visit is not null';
  const rows = await tx.query<Record<string, unknown>>(
    `select ${attachmentTable.select} from attachment where ${where} order by named_at, id limit 200`,
    [id],
  );
  return rows.map((row) => rowOf(attachmentTable.read(row)));
}

/** ATTACH-12: the papers of all editions of a policy card; as far as the scope lets see. */
export async function papersOf(tx: Asking, policy: string): Promise<Attachment[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select ${attachmentTable.select} from attachment where policy = $1 order by named_at, id limit 500`,
    [policy],
  );
  return rows.map(attachmentTable.read);
}
