// The doors that a roster has named so far: a few bytes for each, since a long list is never held as a whole.

/** FNV-1a; two of different beginnings name a text well enough among a hundred thousand. */
function hash(text: string, from: number): number {
  let sum = from;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** Of each door: two hashes of its key, one of its head, and its line; 0 in the line is an empty place. */
const parts = 4;

export class SeenDoors {
  #table = new Uint32Array(1024 * parts);
  #count = 0;
  /** What the last row said of its village. */
  village = '';

  /** Answers where it stood before and whether its head was the same; undefined, and kept, where it is new. */
  meet(key: string, head: string, line: number): { readonly line: number; readonly sameHead: boolean } | undefined {
    const [one, two, named] = [hash(key, 0x811c9dc5), hash(key, 0x9747b28c), hash(head, 0x811c9dc5)];
    const at = this.#place(one, two);
    const before = this.#table[at + 3] ?? 0;
    if (before !== 0) return { line: before, sameHead: this.#table[at + 2] === named };
    this.#table.set([one, two, named, line], at);
    this.#count += 1;
    if (this.#count * 2 * parts > this.#table.length) this.#grow();
    return undefined;
  }

  #place(one: number, two: number): number {
    const places = this.#table.length / parts;
    for (let n = one % places; ; n = (n + 1) % places) {
      const at = n * parts;
      if (this.#table[at + 3] === 0 || (this.#table[at] === one && this.#table[at + 1] === two)) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += parts)
      if (old[at + 3] !== 0) this.#table.set(old.subarray(at, at + parts), this.#place(old[at] ?? 0, old[at + 1] ?? 0));
  }
}
