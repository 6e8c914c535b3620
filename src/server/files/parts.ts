// The parts of files that are still coming, one folder for all: what was announced in a small file, the bytes beside it. Their age is their last byte's.
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SealedKey } from '#kit/seal-file.ts';
import { fileProblem } from '#data/data-directory.ts';
import { type FileStore, writeFileDurably } from './file-store.ts';

export const partLife = 30 * 86_400_000;

/** What a sender announced. */
export interface Upload {
  readonly attachment: string;
  readonly author: string;
  /** Bytes as they travel: sealed ones are a little longer than the file. */
  readonly length: number;
  /** The file's own key, sealed to the county; null when it travels plain (from a desk). */
  readonly key: SealedKey | null;
  /** All bytes came and were judged. */
  readonly done: boolean;
}

export interface Part {
  readonly upload: Upload;
  readonly offset: number;
  /** ms */
  readonly lastByte: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class Parts {
  readonly folder: string;
  /** Who writes to a part now: the newest request wins, so that a dead connection keeps nobody waiting. */
  readonly #writing = new Map<string, { stop: AbortController; over: Promise<unknown> }>();

  constructor(store: FileStore) {
    this.folder = path.join(store.directory, 'parts');
  }

  #told = (id: string): string => path.join(this.folder, `${id}.json`);
  #bytes = (id: string): string => path.join(this.folder, `${id}.part`);

  async find(id: string): Promise<Part | undefined> {
    if (!uuid.test(id)) return undefined;
    const text = await readFile(this.#told(id), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const upload = JSON.parse(text) as Upload;
    const bytes = await stat(this.#bytes(id)).catch(() => undefined);
    const told = await stat(this.#told(id)).catch(() => undefined);
    const offset = upload.done ? upload.length : (bytes?.size ?? 0);
    return { upload, offset, lastByte: Math.max(bytes?.mtimeMs ?? 0, told?.mtimeMs ?? 0) };
  }

  /** Begins anew, without a byte. */
  async begin(upload: Upload): Promise<void> {
    await rm(this.#bytes(upload.attachment), { force: true });
    await writeFileDurably(this.#told(upload.attachment), Buffer.from(JSON.stringify(upload)));
  }

  /** Runs alone on this part; whoever was writing to it is stopped first. */
  async alone<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.#writing.get(id);
    before?.stop.abort();
    const stop = new AbortController();
    const mine = (before?.over ?? Promise.resolve()).catch(() => undefined).then(() => work(stop.signal));
    const entry = { stop, over: mine };
    this.#writing.set(id, entry);
    try {
      return await mine;
    } finally {
      if (this.#writing.get(id) === entry) this.#writing.delete(id);
    }
  }

  /** Appends what comes, at most up to `length`; what came before a cut stays. Answers the new offset, or 'too-long'. */
  async append(part: Part, body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<number | 'too-long'> {
    const { attachment, length } = part.upload;
    let offset = part.offset;
    const handle = await open(this.#bytes(attachment), 'a', 0o600).catch((error: unknown) => {
      throw fileProblem(error, this.folder);
    });
    let disk: unknown;
    const reader = body.getReader();
    // Whoever comes after does not wait for a connection that died without a word.
    signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    try {
      for (let piece = await reader.read(); !piece.done && !signal.aborted; piece = await reader.read()) {
        if (offset + piece.value.length > length) return 'too-long';
        await handle.writeFile(piece.value).catch((error: unknown) => {
          disk = error;
          throw error;
        });
        offset += piece.value.length;
      }
    } catch {
      // A connection that was cut is no fault: the sender asks how far it came. A disk that refuses is one.
      if (disk !== undefined) {
        await handle.truncate(offset).catch(() => undefined);
        throw fileProblem(disk, this.folder);
      }
    } finally {
      await handle.close();
    }
    return offset;
  }

  readBytes = (id: string): Promise<Buffer> => readFile(this.#bytes(id));

  /** The bytes are not needed any more; that it is done is remembered as long as a part lives, for a sender who missed the answer. */
  async finish(upload: Upload): Promise<void> {
    await writeFileDurably(this.#told(upload.attachment), Buffer.from(JSON.stringify({ ...upload, done: true })));
    await rm(this.#bytes(upload.attachment), { force: true });
  }

  async drop(id: string): Promise<void> {
    await rm(this.#bytes(id), { force: true });
    await rm(this.#told(id), { force: true });
  }

  /** ATTACH-9: what nobody went on sending. Answers how many went. */
  async sweep(now: number): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = new Set(names.filter((name) => /\.(json|part)$/.test(name)).map((name) => name.slice(0, 36)));
    let gone = 0;
    for (const id of ids) {
      const ages = await Promise.all(
        [this.#told(id), this.#bytes(id)].map((file) => stat(file).catch(() => undefined)),
      );
      const last = Math.max(...ages.map((age) => age?.mtimeMs ?? 0));
      if (now - last < partLife) continue;
      await this.drop(id);
      gone += 1;
    }
    return gone;
  }
}
