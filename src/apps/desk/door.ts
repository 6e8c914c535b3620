// The desk's door: every act and question over HTTP, with the session's own token; and the ear for what moved elsewhere.
import { newId } from '#kit/id.ts';
import { Problem, problemFromWire } from '#kit/problem.ts';
import type { Door } from '#kit/query.ts';
import { effect, signal } from '@preact/signals';
import { type Beside, beside, openRecord } from '#look/beside.ts';
import { makeWake } from '#look/door.ts';
import { csrf, forgetSession } from './session.ts';

export const wake = makeWake();
/** Whether the ear is open: "connected" at the foot of the menu. */
export const connected = signal(false);
/** Browsers refuse a kept-alive request above 64 kB; answers are far below. */
const keepaliveLimit = 60_000;

/** Reads an answer or throws what the server said; a lost connection reads as `no-answer`. */
export async function call(path: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new Problem('broken', 'no-answer');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const problem = problemFromWire(body);
  if (response.status === 401) forgetSession();
  throw problem;
}

/** Sends JSON with the session's token; it outlives the page, so that a held act still goes out when it is closed. */
export function post(path: string, body: unknown): Promise<unknown> {
  const text = JSON.stringify(body);
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-zd-csrf': csrf() },
    body: text,
    keepalive: text.length < keepaliveLimit,
  });
}

/** Asks for a file and keeps it as a download; a refusal comes back as a problem with its reason. */
export async function fetchFile(path: string, body: unknown, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-zd-csrf': csrf() };
  const init: RequestInit = { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify(body) };
  const response = await fetch(path, init).catch(() => undefined);
  if (!response) throw new Problem('broken', 'no-answer');
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** One step of tus 1.0; answers how many bytes the county has. */
async function tus(path: string, method: string, headers: Record<string, string>, body?: BodyInit): Promise<number> {
  const own = { 'tus-resumable': '1.0.0', 'x-zd-csrf': csrf() };
  const init: RequestInit = { method, credentials: 'same-origin', headers: { ...own, ...headers } };
  const response = await fetch(path, { ...init, ...(body === undefined ? {} : { body }) }).catch(() => undefined);
  if (!response || response.status >= 500) throw new Problem('broken', 'no-answer');
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  return Number(response.headers.get('upload-offset') ?? 0);
}

/** The county takes a megabyte at once. */
const pieceBytes = 900_000;

/** A file is small: what has not come goes in a piece or a few, from where the last try left off. */
async function sendFile(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const announced = { 'upload-length': String(bytes.length), 'upload-metadata': `attachment ${btoa(id)}` };
  let from = await tus('/attachments/upload', 'POST', announced);
  while (from < bytes.length) {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) };
    from = await tus(`/attachments/upload/${id}`, 'PATCH', headers, bytes.slice(from, from + pieceBytes));
  }
}

/** s to wait before a question that met a busy county is asked again; undefined when waiting changes nothing. */
function waitAfter(problem: unknown): number | undefined {
  if (!(problem instanceof Problem) || !['too-many', 'database-busy'].includes(problem.code)) return undefined;
  const seconds = Number(problem.facts['seconds'] ?? 3);
  return seconds > 30 ? undefined : seconds + Math.random();
}

/** Asks up to four times: what an open page shows must not stay old because the county was busy when it moved. */
async function patiently(ask: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (problem) {
      const seconds = tries < 4 ? waitAfter(problem) : undefined;
      if (seconds === undefined) throw problem;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
}

export const door: Door = {
  sendFile,
  async execute(name, input, options = {}) {
    const { id = newId(), basedOn } = options;
    return post(`/api/do/${name}`, { id, input, at: Date.now(), basedOn });
  },
  async ask<T>(name: string, input: unknown = {}) {
    return (await patiently(() => call(`/api/ask/${name}?input=${encodeURIComponent(JSON.stringify(input))}`))) as T;
  },
};

/** This page among the others of the same person. */
const tab = newId();

/** Tells which matter is open here, for as long as the ear is open. */
function tellOpen(): () => void {
  return effect(() => {
    const matter = openRecord.value ?? null;
    beside.value = { key: matter ?? '', people: [] };
    if (connected.value) post('/api/here', { tab, case: matter }).catch(() => undefined);
  });
}
let quiet: (() => void) | undefined;

function hearBeside(text: string): void {
  const told = JSON.parse(text) as { case: string; people: Beside[] };
  if (told.case === openRecord.peek()) beside.value = { key: told.case, people: told.people };
}

let source: EventSource | undefined;
/** When the ear was open last, in ms of this page; its start, as long as it never was. */
let heardAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const waiting = new Set<string>();

/** Several wake-ups within a moment become one question. */
function hear(text: string): void {
  let kinds: readonly string[] = [];
  try {
    kinds = (JSON.parse(text) as { kinds?: string[] }).kinds ?? [];
  } catch {
    // A beat without content.
  }
  if (kinds.length === 0) return;
  for (const kind of kinds) waiting.add(kind);
  timer ??= setTimeout(() => {
    timer = undefined;
    wake.value = { n: wake.value.n + 1, kinds: [...waiting] };
    waiting.clear();
  }, 300);
}

/** Opens the ear and hears what moved while it was not; after a break everything shown is asked again. */
export function openEar(): void {
  if (source !== undefined) return;
  let broken = false;
  source = new EventSource(`/live?tab=${tab}&deaf=${Math.round(performance.now() - heardAt)}`);
  source.addEventListener('here', (event) => hearBeside(String((event as MessageEvent).data)));
  quiet ??= tellOpen();
  source.addEventListener('open', () => {
    connected.value = true;
    if (broken) wake.value = { n: wake.value.n + 1, kinds: [] };
    broken = false;
  });
  source.addEventListener('message', (event) => hear(String(event.data)));
  source.addEventListener('error', () => {
    markHeard();
    connected.value = false;
    broken = true;
    if (source?.readyState !== EventSource.CLOSED) return;
    // The server ended it for good (a restart, a session renewed): come back by ourselves.
    closeEar();
    setTimeout(() => {
      if (csrf() !== '') openEar();
    }, 5_000);
  });
}

function markHeard(): void {
  if (connected.peek()) heardAt = performance.now();
}

export function closeEar(): void {
  markHeard();
  quiet?.();
  quiet = undefined;
  source?.close();
  source = undefined;
  connected.value = false;
}
