// Pictures and audio notes added to an act at the desk: held in this tab until the county has the act, then sent behind it (ATTACH-11).
import type { JSX } from 'preact';
import { hexOf, newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import type { Door } from '#kit/query.ts';
import { asProblem } from '#look/door.ts';
import type { Named } from '../model.ts';
import { type About, PhoneAttach } from './phone-attach.tsx';

/** Bytes by the id of their file. */
const held = new Map<string, Uint8Array<ArrayBuffer>>();

/** A page that still holds a file asks before it goes. */
function hold(event: Event): void {
  if (held.size > 0) event.preventDefault();
}

type Held = Pick<Named, 'attachment' | 'sha256' | 'bytes'>;

/** Held in this tab until an act names it. */
export async function holdFile(bytes: Uint8Array<ArrayBuffer>): Promise<Held> {
  const attachment = newId();
  const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes));
  held.set(attachment, bytes);
  addEventListener('beforeunload', hold);
  return { attachment, sha256, bytes: bytes.length };
}

export const isHeld = (id: string): boolean => held.has(id);

const keep = async (bytes: Uint8Array<ArrayBuffer>, about: About): Promise<Named> => ({
  ...about,
  ...(await holdFile(bytes)),
});

function drop(id: string): void {
  held.delete(id);
  if (held.size === 0) removeEventListener('beforeunload', hold);
}

/** Of a form that was closed without its act. */
export const dropAll = (named: readonly Pick<Named, 'attachment'>[]): void =>
  named.forEach((one) => drop(one.attachment));

export const DeskAttach = (props: {
  named: readonly Named[];
  onChange: (named: readonly Named[]) => void;
  problem: (code: string) => string;
}): JSX.Element => (
  <PhoneAttach
    named={props.named}
    onChange={props.onChange}
    keep={keep}
    drop={drop}
    open={async (id) => {
      const bytes = held.get(id);
      return bytes && new Blob([bytes]);
    }}
    say={(problem) => props.problem(asProblem(problem).code)}
  />
);

const tries = 4;
const pause = (n: number): Promise<void> => new Promise((done) => setTimeout(done, 1000 * 2 ** n));

/** Sends what an act named, now that the county has it. Answers the Problem that a file met which did not arrive. */
export async function sendHeldFiles(
  door: Door,
  named: readonly Pick<Named, 'attachment'>[],
): Promise<Problem | undefined> {
  let failed: Problem | undefined;
  for (const { attachment } of named) {
    const bytes = held.get(attachment);
    for (let n = 0; bytes !== undefined && held.has(attachment); n++) {
      const problem = await door.sendFile?.(attachment, bytes).then(() => undefined, asProblem);
      // What was refused stays refused; a line that was cut is tried again, and then given up and said.
      if (problem === undefined || problem.kind !== 'broken' || n === tries) {
        failed = problem ?? failed;
        drop(attachment);
      } else await pause(n);
    }
  }
  return failed;
}
