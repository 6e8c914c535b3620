// Fills what room a browser has left, as other apps do on a cheap phone.
import type { Page } from 'playwright-core';

/** Other things on the phone take what room there is left. */
export const fillUp = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opening = indexedDB.open('other-things');
    opening.onupgradeneeded = () => opening.result.createObjectStore('things', { autoIncrement: true });
    const other = await done(opening);
    for (let size = 1_000_000; size >= 1000; ) {
      const writing = other.transaction('things', 'readwrite');
      writing.objectStore('things').put(crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))));
      const kept = await new Promise((resolve) => {
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
      if (!kept) size /= 2;
    }
    other.close();
  });
