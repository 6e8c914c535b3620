// The few things of a browser that the phone's own code needs, given to Node: an IndexedDB, and addresses that begin at the county.
import './quick-clone.ts';
import 'fake-indexeddb/auto';

let origin = '';
const plain = globalThis.fetch;

/** Where the phones of this process believe their app came from. */
export function setOrigin(url: string): void {
  origin = url;
}

globalThis.fetch = (input, init) =>
  plain(typeof input === 'string' && input.startsWith('/') ? origin + input : input, init);
