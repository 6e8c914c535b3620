// Who works on this phone now: enrolment, PIN, open and locked, and the change from one person to another.
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { Problem } from '#kit/problem.ts';
import { dropUndo } from '#look/undo.ts';
import { announceOpen, listenOpen } from '#sync/between-tabs.ts';
import type { PhoneDoor } from '#sync/door.ts';
import { canSeal, enrol } from '#sync/enrol.ts';
import { erasePerson, type Identity, listIdentities } from '#sync/phone-database.ts';
import { choosePin } from '#sync/pin.ts';
import type { Rounds } from '#sync/rounds.ts';
import type { Phone } from '#sync/store.ts';
import { closeFiles, openFiles } from './files.ts';
import { go, openedBare, path } from './router.ts';

export interface Open {
  readonly phone: Phone;
  readonly rounds: Rounds;
  readonly door: PhoneDoor;
}

export type Stage =
  | { readonly at: 'starting' }
  | { readonly at: 'unsafe' }
  | { readonly at: 'no-store'; readonly store: 'closed' | 'stuck' }
  | { readonly at: 'enrol'; readonly code: string; readonly back: boolean }
  | { readonly at: 'choose-pin'; readonly identity: Identity }
  | { readonly at: 'unlock'; readonly identities: readonly Identity[] }
  | { readonly at: 'open'; readonly open: Open; readonly Inside: FunctionComponent };

/** What lies behind the PIN; its code comes while that is typed. */
export interface Behind {
  readonly Inside: FunctionComponent;
  /** Throws as `unlock` does; `wiped` is called when the county has this phone erased. */
  openNotebook(identity: Identity, pin: string, wiped: () => void): Promise<Open>;
  /** The form that was open when the app was killed. */
  findPlace(phone: Phone, now: number): Promise<string | undefined>;
}

let load: () => Promise<Behind>;

/** Throws `broken no-answer` where it is not on the phone yet and cannot be had. */
export const bringBehind = (): Promise<Behind> =>
  load().catch(() => {
    throw new Problem('broken', 'no-answer');
  });

export const stage = signal<Stage>({ at: 'starting' });
/** Said once above the first screen: why one is here again. */
export const farewell = signal<'wiped' | null>(null);

/** The name under which this phone stands in the person's list of devices. */
function phoneName(): string {
  const model = /\(([^)]*)\)/.exec(navigator.userAgent)?.[1] ?? '';
  return (model.split(';').at(-1)?.trim() || navigator.platform || 'phone').slice(0, 60);
}

/** The first screen: by what the link brought along, else by who is enrolled here. */
export async function begin(gift: URLSearchParams, behind: () => Promise<Behind>): Promise<void> {
  load = behind;
  if (!canSeal()) {
    stage.value = { at: 'unsafe' };
    return;
  }
  const store = await tryStore();
  if (typeof store === 'string') {
    stage.value = { at: 'no-store', store };
    return;
  }
  const demo = gift.get('demo');
  if (demo !== null) return beginDemo(demo, gift.get('pin') ?? '');
  const code = gift.get('code');
  if (code !== null) {
    close();
    stage.value = { at: 'enrol', code, back: store.length > 0 };
    return;
  }
  door(store);
}

/**
 * `closed`: a private window, or a browser told to keep nothing; better said now than after a day's work. `stuck`: the browser
 * does not answer at all, as Chromium may do until it is closed once when a page was left while its store was being made.
 */
function tryStore(): Promise<Identity[] | 'closed' | 'stuck'> {
  return Promise.race([
    listIdentities().catch(() => 'closed' as const),
    new Promise<'stuck'>((late) => setTimeout(() => late('stuck'), 10_000)),
  ]);
}

/** Where a locked phone starts: the PIN of the last person, or enrolment. */
const showDoor = async (): Promise<void> => door(await listIdentities());

function door(identities: readonly Identity[]): void {
  const [first] = identities;
  if (!first) stage.value = { at: 'enrol', code: '', back: false };
  else if (!first.wrapped) stage.value = { at: 'choose-pin', identity: first };
  else {
    stage.value = { at: 'unlock', identities };
    sendOthers();
  }
}

/** Enters by the one-time link of the demo village; only a county that says it is a demo allows a PIN in the address. */
async function beginDemo(code: string, pin: string): Promise<void> {
  close();
  try {
    const identity = await enrol(code, phoneName(), Date.now());
    if (!identity.county.demo) throw new Problem('refused', 'demo-only');
    await openDemo(identity, pin);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showDoor();
    if (stage.value.at === 'enrol') stage.value = { ...stage.value, code };
  }
}

async function openDemo(identity: Identity, pin: string): Promise<void> {
  try {
    await openWith(identity.wrapped ? identity : await choosePin(identity, pin), pin);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'pin-wrong') throw error;
    // Another PIN was chosen here before: the demo's data is made up, so the store simply starts again.
    const { wrapped: _, ...fresh } = identity;
    await erasePerson(identity.person);
    await openWith(await choosePin(fresh, pin), pin);
  }
}

/** Throws what the server says of the code, or `broken no-answer`. */
export async function enrolWith(code: string): Promise<void> {
  const identity = await enrol(code.replaceAll(/\s/g, ''), phoneName(), Date.now());
  stage.value = identity.wrapped
    ? { at: 'unlock', identities: await listIdentities() }
    : { at: 'choose-pin', identity };
}

/** Throws `invalid pin-short`, `pin-simple`. */
export async function setPin(identity: Identity, pin: string): Promise<void> {
  const chosen = await choosePin(identity, pin);
  // Somebody new begins at the beginning, wherever the one before him was.
  go('/today', true);
  await openWith(chosen, pin);
}

/** Throws `refused pin-wrong`, `pin-wait`. */
export async function openWith(identity: Identity, pin: string): Promise<void> {
  const [[last], { Inside, openNotebook, findPlace }] = await Promise.all([listIdentities(), bringBehind()]);
  const wiped = (): void => {
    farewell.value = 'wiped';
    close();
    void showDoor();
  };
  const open = await openNotebook(identity, pin, wiped);
  const { phone } = open;
  // What the address names belongs to whoever was here before.
  if (last?.person !== identity.person) go('/today', true);
  const place = openedBare() && path.value === '/today' ? await findPlace(phone, Date.now()) : undefined;
  if (place !== undefined) go(place, true);
  stage.value = { at: 'open', open, Inside };
  announceOpen(identity.person);
  sendOthers(identity.person);
  void openFiles(phone);
  // Asked each time: browsers say yes once the app is used often, or stands on the first screen of the phone.
  void navigator.storage?.persist?.().catch(() => false);
}

let stopOthers: (() => void) | undefined;

/** What the others of this phone wrote goes too, unread, while somebody has a page open; its code is not in the way of the first screen. */
function sendOthers(but?: string): void {
  stopOthers?.();
  let stopped = false;
  const bring = async (): Promise<void> => {
    const { sendForOthers } = await import('#sync/send-sealed.ts');
    if (!stopped) stopOthers = sendForOthers(but);
  };
  const soon = setTimeout(() => void bring().catch(() => undefined), 500);
  stopOthers = () => {
    stopped = true;
    clearTimeout(soon);
  };
}

// One phone, one notebook: where another one was opened, or this one locked, no page of the old one stays in sight.
listenOpen((person) => {
  if (stage.value.at !== 'open' || stage.value.open.phone.identity.person === person) return;
  close();
  void showDoor();
});

function close(): void {
  stopOthers?.();
  closeFiles();
  if (stage.value.at === 'open') stage.value.open.rounds.stop();
  dropUndo();
  stage.value = { at: 'starting' };
}

/** Drops everything from memory; what is queued can still be sent. */
export async function lock(): Promise<void> {
  close();
  announceOpen(null);
  await showDoor();
}

/** Another person on the same phone. */
export function addPerson(): void {
  close();
  stage.value = { at: 'enrol', code: '', back: true };
}

export const backToDoor = (): Promise<void> => showDoor();

/** The session of the screens inside; they are drawn only while it is open. */
export function useOpen(): Open {
  if (stage.value.at !== 'open') throw new Problem('broken', 'phone-locked');
  return stage.value.open;
}
