// The folder that is handed out: made beside its place under another name, and put there when all of it is on the disk, so that half of it never lies around.
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** Signs that wait before they go to the disk. */
const atOnce = 65_536;

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** One file, written as it grows. */
class Growing {
  readonly #handle: FileHandle;
  readonly #onClose: (hash: string) => void;
  readonly #hash: Hash = createHash('sha256');
  #kept = '';
  constructor(handle: FileHandle, onClose: (hash: string) => void) {
    this.#handle = handle;
    this.#onClose = onClose;
  }
  async #flush(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#handle.writeFile(bytes);
  }
  /** Resolves when there is room for more. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (typeof piece === 'string') this.#kept += piece;
    if (typeof piece !== 'string' || this.#kept.length > atOnce) {
      const kept = Buffer.from(this.#kept, 'utf8');
      this.#kept = '';
      if (kept.length > 0) await this.#flush(kept);
      if (typeof piece !== 'string') await this.#flush(piece);
    }
  }
  async close(): Promise<void> {
    await this.#flush(Buffer.from(this.#kept, 'utf8'));
    await this.#handle.sync();
    await this.#handle.close();
    this.#onClose(this.#hash.digest('hex'));
  }
  abandon(): Promise<void> {
    return this.#handle.close().catch(() => {});
  }
}

export class Folder {
  readonly #place: string;
  readonly #root: string;
  readonly #open = new Set<Growing>();
  #sums = '';
  private constructor(place: string, root: string) {
    this.#place = place;
    this.#root = root;
  }

  static async beside(place: string): Promise<Folder> {
    const above = path.dirname(place);
    const begins = `.${path.basename(place)}.`;
    // What a killed process left half done goes with the next one.
    for (const name of await readdir(above).catch(() => []))
      if (name.startsWith(begins) && !isAlive(Number(name.slice(begins.length))))
        await rm(path.join(above, name), { recursive: true, force: true });
    const root = path.join(above, `${begins}${process.pid}`);
    await mkdir(root, { recursive: true, mode: 0o700 });
    return new Folder(place, root);
  }

  async open(name: string): Promise<Growing> {
    const file = path.join(this.#root, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const growing: Growing = new Growing(await open(file, 'wx', 0o600), (hash) => {
      this.#open.delete(growing);
      this.#sums += `${hash}  ${name}\n`;
    });
    this.#open.add(growing);
    return growing;
  }

  async put(name: string, pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<void> {
    const file = await this.open(name);
    for await (const piece of pieces) await file.write(piece);
    await file.close();
  }

  /** The hashes of all files so far, in the order in which they were written. */
  putSums(): Promise<void> {
    return this.put('SHA256SUMS', [this.#sums]);
  }

  async giveAway(): Promise<void> {
    // An empty folder that is there already gives way.
    await rmdir(this.#place).catch(() => {});
    await rename(this.#root, this.#place);
  }

  async remove(): Promise<void> {
    for (const one of this.#open) await one.abandon();
    await rm(this.#root, { recursive: true, force: true });
  }
}
