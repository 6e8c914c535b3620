// The service worker's side of the page: registers it, notices a new version, and changes to it only when asked.
import { signal } from '@preact/signals';

/** A new version waits; it takes over when the person says so. */
export const updateReady = signal(false);
let waiting: ServiceWorker | null = null;

function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    // The very first worker is no update.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    updateReady.value = true;
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
}

const oneDay = 86_400_000;

/** A notebook that stays open for weeks looks for a new version once a day, when it is taken to hand. */
function lookDaily(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < oneDay) return;
    looked = Date.now();
    void registration.update().catch(() => undefined);
  });
}

const address = '/field/service-worker.js';

/** The page's security policy lets scripts be named only through this policy, which knows one address. */
function workerAddress(): string {
  const types = (
    globalThis as {
      trustedTypes?: {
        createPolicy(
          name: string,
          rules: { createScriptURL(url: string): string },
        ): { createScriptURL(url: string): string };
      };
    }
  ).trustedTypes;
  const rules = { createScriptURL: (url: string): string => (url === address ? url : '') };
  return types?.createPolicy('zd', rules).createScriptURL(address) ?? address;
}

/** Where the browser allows it, what waits is sent every quarter of an hour at most, with the app closed. */
async function sendNowAndThen(registration: ServiceWorkerRegistration): Promise<void> {
  const { periodicSync } = registration as { periodicSync?: { register(tag: string, how: object): Promise<void> } };
  await periodicSync?.register('zd-push', { minInterval: 15 * 60_000 }).catch(() => undefined);
}

export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || (import.meta as { env?: { PROD?: boolean } }).env?.PROD !== true) return;
  try {
    const registration = await navigator.serviceWorker.register(workerAddress(), { scope: '/field/' });
    watch(registration);
    lookDaily(registration);
    await sendNowAndThen(registration);
  } catch {
    // The app works without it as long as the page stays open.
  }
}

export function applyUpdate(): void {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('apply');
}
