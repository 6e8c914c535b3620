// Sends pictures and audio notes by tus 1.0, piece by piece, each behind the command that names it and never before a word that waits.
import type { FileRow, FilesDatabase } from './files-database.ts';
import type { Identity, PersonDatabase, SyncMeta } from './phone-database.ts';
import type { Round } from './push.ts';

export interface FileSender {
  readonly identity: Identity;
  readonly db: PersonDatabase;
  readonly files: FilesDatabase;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** Resolves when no word is on its way: asked before every piece. */
  readonly textFirst: () => Promise<unknown>;
  /** Called when something about a file changed. */
  readonly onChange?: () => void;
}

const here = '/attachments/upload';
const smallest = 16_384;
const largest = 262_144;
/** A piece should take about this long (ms): a line that dies every ten seconds still brings some through. */
const goal = 3000;

/** Waits while a word is on its way: it holds the lock of the queue. Taking that lock shared for a moment holds nobody up. */
export const textFirst = (person: string): Promise<unknown> =>
  navigator.locks.request(`zd-sync-${person}`, { mode: 'shared' }, () => undefined);

/** How large the next piece is, after one of `size` bytes took `ms`. Pure. */
export function nextPiece(size: number, ms: number): number {
  const fitting = size * Math.min(2, goal / Math.max(1, ms));
  return Math.round(Math.min(largest, Math.max(smallest, fitting)));
}

/** A file goes once the county has the command that names it: it waits nowhere in the queue any more. */
export async function ready({ db, files }: Pick<FileSender, 'db' | 'files'>): Promise<FileRow[]> {
  const rows = await files.files.filter((row) => row.state === 'kept' && row.command !== null && !row.reseal).toArray();
  const commands = rows.flatMap((row) => row.command ?? []);
  const queued = await db.outbox.where('id').anyOf(commands).toArray();
  const waiting = new Set(queued.filter((row) => row.state !== 'taken').map((row) => row.id));
  return rows.filter((row) => row.command !== null && !waiting.has(row.command)).sort((a, b) => a.at - b.at);
}

/** Sends what may go. `silent` when the line was cut; what came over stays there and is not sent again. */
export async function sendFiles(sender: FileSender): Promise<Round> {
  let piece = smallest * 2;
  for (const row of await ready(sender)) {
    const one = new OneFile(sender, row, piece);
    const round = await one.send();
    piece = one.piece;
    if (round !== 'done') return round;
  }
  return 'done';
}

type Said = { readonly status: number; readonly offset: number | undefined; readonly code: string | undefined };

class OneFile {
  readonly sender: FileSender;
  readonly row: FileRow;
  piece: number;
  data: ArrayBuffer | undefined;

  constructor(sender: FileSender, row: FileRow, piece: number) {
    this.sender = sender;
    this.row = row;
    this.piece = piece;
  }

  async send(): Promise<Round> {
    const { row, sender } = this;
    this.data = (await sender.files.bytes.get(row.id))?.data;
    if (!this.data) return 'done';
    await sender.textFirst();
    let said = await this.ask('POST', here, this.announcement());
    // Lost ways are few: an offset that moved under us is asked for again, but not for ever.
    for (let tries = 0; said && tries < 500; tries++) {
      const round = await this.heed(said);
      if (round !== 'on') return round;
      const from = said.offset ?? 0;
      if (from >= row.length) return this.settle({ state: 'received' });
      await sender.textFirst();
      const began = performance.now();
      const size = Math.min(this.piece, row.length - from);
      said = await this.ask('PATCH', `${here}/${row.id}`, this.pieceOf(from, size));
      this.piece = said ? nextPiece(size, performance.now() - began) : smallest;
      if (said?.status === 204) await this.came(said.offset ?? from);
      if (said?.code === 'upload-offset') said = await this.ask('HEAD', `${here}/${row.id}`, {});
    }
    return 'silent';
  }

  private announcement(): RequestInit {
    const { id, length, sealedKey } = this.row;
    const metadata = `attachment ${btoa(id)},key ${btoa(JSON.stringify(sealedKey))}`;
    return { headers: { 'upload-length': String(length), 'upload-metadata': metadata } };
  }

  private pieceOf(from: number, size: number): RequestInit {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) };
    return { headers, body: this.data?.slice(from, from + size) };
  }

  /** Undefined: no answer of our own server. A portal or a proxy on the way speaks no tus. */
  private async ask(method: string, path: string, init: RequestInit): Promise<Said | undefined> {
    const { fetch: get, identity } = this.sender;
    const own = { 'tus-resumable': '1.0.0', authorization: `Bearer ${identity.token}` };
    try {
      const response = await get(path, {
        ...init,
        method,
        headers: { ...own, ...(init.headers as Record<string, string>) },
        cache: 'no-store',
        signal: AbortSignal.timeout(60_000),
      });
      const offset = response.headers.get('upload-offset');
      const isProblem = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
      if (response.status >= 500 || response.status === 429 || (offset === null && !isProblem)) return undefined;
      const code = isProblem ? ((await response.json()) as { code?: string }).code : undefined;
      return { status: response.status, offset: offset === null ? undefined : Number(offset), code };
    } catch {
      return undefined;
    }
  }

  /** What the answer means for this file: go on, or it ends here for now. */
  private async heed({ status, code }: Said): Promise<Round | 'on'> {
    if (status === 200 || status === 201 || status === 204) return 'on';
    if (status === 401 || status === 403) return 'signed-out';
    if (code === 'file-reseal') return this.settle({ reseal: true });
    if (code === 'file-differs') {
      // Taken from the start again next time; a file that differs again and again is broken here.
      const differed = this.row.differed + 1;
      return this.settle(differed < 4 ? { differed, sent: 0 } : { differed, state: 'refused', code: 'file-broken' });
    }
    if (status === 400 || status === 413) return this.settle({ state: 'refused', code: code ?? 'file-broken' });
    // Not there: the county was restored and has yet to be offered the command again.
    return 'done';
  }

  private async came(sent: number): Promise<void> {
    await this.sender.files.files.update(this.row.id, { sent });
    this.sender.onChange?.();
  }

  private async settle(change: Partial<FileRow>): Promise<Round> {
    const { files, db, now, onChange } = this.sender;
    const { id, forget, length } = this.row;
    if (change.state === 'received' && forget)
      await files.transaction('rw', [files.files, files.bytes], async () => {
        await files.files.delete(id);
        await files.bytes.delete(id);
      });
    else if (change.state === 'received') {
      const meta = (await db.meta.get('sync')) as SyncMeta | undefined;
      const generation = meta?.cursor?.generation ?? null;
      await files.files.update(id, { ...change, generation, sent: length, settledAt: now() });
    } else await files.files.update(id, { ...change, ...(change.state ? { settledAt: now() } : {}) });
    onChange?.();
    return 'done';
  }
}
