// Keeps the app itself on the phone, so that it opens without coverage, and sends the queue when the network is back; nothing personal is cached.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { announce, withLock } from '#sync/between-tabs.ts';
import { listIdentities, PersonDatabase } from '#sync/phone-database.ts';
import { pushAll } from '#sync/push.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });

// Every address below /field/ is the one page.
const page = createHandlerBoundToURL('index.html');
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || !new URL(request.url).pathname.startsWith('/field/')) return;
  event.respondWith(page({ request, url: new URL(request.url), event } as Parameters<typeof page>[0]));
});

self.addEventListener('message', (event) => {
  if (event.data === 'apply') void self.skipWaiting();
});

/** What was sealed to the server's key can go without any PIN. */
async function sendAll(): Promise<void> {
  for (const identity of await listIdentities()) {
    const db = new PersonDatabase(identity.person);
    const round = await withLock(() =>
      pushAll({ identity, db, now: () => Date.now(), fetch: (input, init) => fetch(input, init) }),
    );
    db.close();
    announce(identity.person, 'queue');
    // The browser tries again later when this fails.
    if (round === 'silent') throw new Error('no answer');
  }
}

self.addEventListener('sync', (event) => {
  const sync = event as ExtendableEvent & { readonly tag: string };
  if (sync.tag === 'zd-push') sync.waitUntil(sendAll());
});
