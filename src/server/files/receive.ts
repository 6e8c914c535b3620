// The last byte has come: the file is opened, its hash compared, its content judged and kept, and the county's record says so.
import { Problem } from '#kit/problem.ts';
import { serviceActor } from '#kit/actor.ts';
import { openFile } from '#kit/seal-file.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { derivedId } from '../import/row-ids.ts';
import { openFileKeyNow } from '../open-sealed.ts';
import type { ServerKeys } from '../server-keys.ts';
import { checkAerial } from './aerial.ts';
import { checkAudio } from './audio.ts';
import { type FileStore, sha256Of } from './file-store.ts';
import type { Part, Parts } from './parts.ts';
import { checkPdf } from './pdf.ts';
import { checkPicture } from './picture.ts';

const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

export interface Receiver {
  readonly county: County;
  readonly keys: ServerKeys;
  readonly store: FileStore;
  readonly parts: Parts;
}

/** ATTACH-3: the file somebody named, for himself alone; to everybody else it is not there. */
export async function findNamed(county: County, author: string, id: string): Promise<Attachment | undefined> {
  const [row] = await inScope(
    county.database,
    jobs,
    (tx) =>
      tx.query<Record<string, unknown>>(
        `select ${attachmentTable.select} from attachment where id = $1 and author = $2`,
        [id, author],
      ),
    { readOnly: true },
  );
  return row && attachmentTable.read(row);
}

interface Kept {
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration: number | null;
  readonly keptHash: string;
  readonly smallHash: string | null;
}

async function keep(store: FileStore, attachment: Attachment, bytes: Buffer): Promise<Kept> {
  if (attachment.kind === 'audio') {
    const duration = checkAudio(bytes);
    const keptHash = await store.put(bytes);
    const none = { width: null, height: null, smallHash: null };
    return { ...none, mime: 'audio/webm', bytes: bytes.length, duration, keptHash };
  }
  if (attachment.kind === 'paper') {
    checkPdf(bytes);
    const keptHash = await store.put(bytes);
    const none = { width: null, height: null, duration: null, smallHash: null };
    return { ...none, mime: 'application/pdf', bytes: bytes.length, keptHash };
  }
  const picture = await (attachment.kind === 'aerial' ? checkAerial : checkPicture)(bytes, attachment.mime);
  const { mime, width, height } = picture;
  const keptHash = await store.put(picture.bytes);
  const smallHash = await store.put(picture.small);
  return { mime, bytes: picture.bytes.length, width, height, duration: null, keptHash, smallHash };
}

/** The file as its sender made it. Throws `conflict file-differs` when that is not what came. */
async function opened({ keys, parts }: Receiver, part: Part, attachment: Attachment): Promise<Buffer> {
  const { key } = part.upload;
  const came = await parts.readBytes(attachment.id);
  await keys.meet(key ? [key.key] : []);
  const server = keys.find(key?.key);
  let bytes = came;
  if (key) {
    if (!server) throw new Problem('conflict', 'file-reseal');
    const raw = openFileKeyNow(server.opener, attachment.id, key);
    const plain = await openFile(new Uint8Array(raw), attachment.id, new Uint8Array(came)).catch(() => undefined);
    if (!plain) throw new Problem('conflict', 'file-differs');
    bytes = Buffer.from(plain);
  }
  if (bytes.length !== attachment.bytes || sha256Of(bytes) !== attachment.sha256)
    throw new Problem('conflict', 'file-differs');
  return bytes;
}

async function sayAsJobs(county: County, name: string, attachment: string, more: object): Promise<void> {
  // The same file settled twice, after a crash between disk and record, is the same command.
  const id = derivedId(county.facts.generation, name, attachment);
  const input = { attachment, ...more };
  const answer = await executeAs(county, serviceActor('jobs'), { id, name, input });
  if (answer.status === 'refused') throw new Problem('broken', 'file-not-settled');
}

/**
 * ATTACH-4: settles a file whose bytes are all here. Resolves once it is on the disk and in the record. Throws
 * `conflict file-differs` (the part is dropped, the sender begins anew), `conflict file-reseal`, or the Problem that makes
 * the file none of ours; that one is written down and does not change any more.
 */
export async function settle(receiver: Receiver, part: Part, attachment: Attachment): Promise<void> {
  const { county, store, parts } = receiver;
  let kept: Kept;
  try {
    kept = await keep(store, attachment, await opened(receiver, part, attachment));
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'broken') throw error;
    if (error.kind === 'invalid') await sayAsJobs(county, 'attachment.refuse', attachment.id, { fault: error.code });
    await parts.drop(attachment.id);
    throw error;
  }
  await sayAsJobs(county, 'attachment.receive', attachment.id, { kept });
  await parts.finish(part.upload);
}
