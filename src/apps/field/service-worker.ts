// Keeps the app itself on the phone, so that it opens without coverage, and sends the queue when the network is back; nothing personal is cached.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { browser } from '#sync/around.ts';
import { lookAtLease } from '#sync/lease.ts';
import { eraseIfLost } from '#sync/wipe.ts';
import { announce, withLock } from '#sync/between-tabs.ts';
import { type Identity, listIdentities, PersonDatabase } from '#sync/phone-database.ts';
import { FilesDatabase } from '#sync/files-database.ts';
import { sendFiles, textFirst } from '#sync/files-send.ts';
import { pushAll, undoTime } from '#sync/push.ts';

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

// From the very first visit on, so that a signal lost a minute later is no matter.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  if (event.data === 'apply') void self.skipWaiting();
});

/** What was sealed to the server's key can go without any PIN. */
async function sendOf(identity: Identity): Promise<void> {
  // Every sight of the clock counts, so that it cannot be put back behind the closed app.
  await lookAtLease(identity.person, Date.now());
  const db = new PersonDatabase(identity.person);
  try {
    // What is still held back for undo is waited for: the page may have been closed in the meantime.
    const held = await db.outbox.filter((row) => row.state === 'waiting' && row.notBefore > Date.now()).toArray();
    const wait = Math.min(undoTime, Math.max(0, ...held.map((row) => row.notBefore - Date.now())));
    if (wait > 0) await new Promise((done) => setTimeout(done, wait + 50));
    const { now, fetch } = browser;
    const round = await withLock(identity.person, () => pushAll({ identity, db, now, fetch }));
    announce(identity.person, 'queue');
    // The browser tries again later when this fails.
    if (round === 'silent') throw new Error('no answer');
    if (round === 'signed-out') await eraseIfLost(identity, fetch);
    if (round === 'done') await sendFilesOf(identity, db);
  } finally {
    db.close();
  }
}

/** Then the pictures, unless an open page is at it. */
async function sendFilesOf(identity: Identity, db: PersonDatabase): Promise<void> {
  const { person } = identity;
  const files = new FilesDatabase(person);
  const ask = (input: string | URL | Request, init?: RequestInit): Promise<Response> => fetch(input, init);
  const work = (lock: Lock | null) =>
    lock && sendFiles({ identity, db, files, now: () => Date.now(), fetch: ask, textFirst: () => textFirst(person) });
  try {
    const round = await navigator.locks.request(`zd-files-${person}`, { ifAvailable: true }, work);
    if (round === 'silent') throw new Error('no answer');
  } finally {
    files.close();
  }
}

async function sendAll(): Promise<void> {
  for (const identity of await listIdentities()) await sendOf(identity);
}

// Once the network is back, and now and then where the browser allows it: the phone may stay locked in a pocket for days.
for (const name of ['sync', 'periodicsync'])
  self.addEventListener(name, (event) => {
    const sync = event as ExtendableEvent & { readonly tag: string };
    if (sync.tag === 'zd-push') sync.waitUntil(sendAll());
  });
