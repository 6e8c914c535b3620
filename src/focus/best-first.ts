// Takes causes by what their scores may be at most, the highest first, and weighs them only when they come to the top.
export interface Entry {
  readonly cause: number;
  readonly bound: number;
}

const before = (a: Entry, b: Entry): boolean => a.bound > b.bound || (a.bound === b.bound && a.cause < b.cause);

/** A binary heap. */
export class BestFirst {
  private readonly heap: Entry[] = [];

  /** Time: the number of entries. */
  constructor(entries: readonly Entry[]) {
    this.heap = [...entries];
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  get top(): Entry | undefined {
    return this.heap[0];
  }

  push(entry: Entry): void {
    let at = this.heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(entry, this.heap[above]!)) break;
      this.heap[at] = this.heap[above]!;
      at = above;
    }
    this.heap[at] = entry;
  }

  /** Puts another entry in the place of the top, or takes the top away. */
  replaceTop(entry?: Entry): void {
    const last = entry ?? this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private sink(from: number): void {
    const { heap } = this;
    const entry = heap[from]!;
    let at = from;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
      if (!before(heap[down]!, entry)) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = entry;
  }
}
