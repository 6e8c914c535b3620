// Sends one act for many matters: each as a command of its own with its own answer, one after the other, and says how far it is.
import { signal } from '@preact/signals';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import type { Door } from '#kit/query.ts';
import { asProblem } from '#look/door.ts';
import { holdAct } from '#look/held.ts';
import { offerUndo } from '#look/parts.ts';
import type { InboxRow } from '../model.ts';
import type { BulkAct } from '../model-desk.ts';

/** Rows that somebody chose for an act, until it is decided or left. */
export const bulkWanted = signal<{ act: BulkAct; rows: readonly InboxRow[] } | undefined>(undefined);

export interface Command {
  readonly matter: string;
  readonly number: number | null;
  readonly title: string;
  readonly verb: string;
  readonly input: Record<string, unknown>;
  /** Version of the matter that was seen when it was decided. */
  readonly basedOn?: number;
}
export interface Failed extends Command {
  readonly problem: Problem;
}

/** What is under way: how many of how many, and what was refused so far. */
export const bulkRun = signal<
  { total: number; done: number; failed: readonly Failed[]; over: boolean; text: string } | undefined
>(undefined);

type Numbered = Command & { readonly id: string };
let waiting: Numbered[] = [];

const say = (door: Door, { verb, input, id, basedOn }: Numbered): Promise<unknown> =>
  door.execute(verb, input, { id, ...(basedOn === undefined ? {} : { basedOn }) });

async function sendAll(door: Door, done: (sent: readonly Command[]) => void): Promise<void> {
  const sent: Command[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const command = next;
    let failed: Failed | undefined;
    await say(door, command).then(
      () => sent.push(command),
      (error: unknown) => {
        failed = { ...command, problem: asProblem(error) };
      },
    );
    const run = bulkRun.value;
    if (run !== undefined)
      bulkRun.value = { ...run, done: run.done + 1, failed: failed ? [...run.failed, failed] : run.failed };
  }
  const run = bulkRun.value;
  if (run === undefined) return;
  bulkRun.value = run.failed.length === 0 ? undefined : { ...run, over: true };
  done(sent);
}

export interface Bulk {
  readonly commands: readonly Command[];
  /** What is done, in words: for the undo bar and afterwards. */
  readonly text: string;
  /** Undoes what was sent, where the rules have a contrary act. */
  readonly undo?: (sent: readonly Command[]) => void;
  /** Called when the last one was answered. */
  readonly over?: () => void;
}

/** `said`: its bar has stood its time already, and a second one with the same words would offer nothing. */
interface How {
  readonly leaving: boolean;
  readonly said: boolean;
}

function run(door: Door, { commands, text, undo, over }: Bulk, { leaving, said }: How): void {
  waiting = commands.map((one) => ({ ...one, id: newId() }));
  bulkRun.value = { total: waiting.length, done: 0, failed: [], over: false, text };
  if (leaving) leave(door);
  else
    void sendAll(door, (sent) => {
      if (sent.length > 0 && !said) offerUndo(text, undo === undefined ? undefined : () => undo(sent));
      over?.();
    });
}

/** The page goes: what still waits is sent all at once, and nobody waits for an answer. */
function leave(door: Door): void {
  for (const command of waiting.splice(0)) void say(door, command).catch(() => undefined);
}

/** Sends at once. */
export function sendMany(door: Door, bulk: Bulk): void {
  addEventListener('pagehide', () => leave(door), { once: true });
  run(door, bulk, { leaving: false, said: false });
}

/** Holds back for ten seconds what has no contrary act (decision 0007). */
export function holdMany(door: Door, bulk: Bulk): void {
  addEventListener('pagehide', () => leave(door), { once: true });
  holdAct({
    key: bulk.commands.map((one) => one.matter),
    text: bulk.text,
    send: (leaving) => run(door, bulk, { leaving, said: true }),
  });
}
