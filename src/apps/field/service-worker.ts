// Keeps the app itself on the phone, so that it opens without coverage, and sends the queue when the network is back; nothing personal is cached.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { sendSealedOf } from '#sync/send-sealed.ts';

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

// The browser tries again later when it fails. Once the network is back, and now and then where the browser allows it: the phone may stay locked in a pocket for days.
for (const name of ['sync', 'periodicsync'])
  self.addEventListener(name, (event) => {
    const sync = event as ExtendableEvent & { readonly tag: string };
    if (sync.tag === 'zd-push') sync.waitUntil(sendSealedOf());
  });
