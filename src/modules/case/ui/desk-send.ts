// Sends what the desk decides about a matter: at once, or held back for ten seconds where it can still be undone.
import { signal } from '@preact/signals';
import { asProblem, trouble, useDoor } from '#look/door.ts';
import { dropDraft } from '#look/draft.ts';
import { holdAct } from '#look/held.ts';
import { offerUndo } from '#look/parts.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Named } from '#modules/attachment/model.ts';
import { sendHeldFiles } from '#modules/attachment/ui/desk-attach.tsx';
import type { CasePage } from '../model.ts';
import type { ActName } from './desk-next.ts';

/** `basedOn`: version of the matter when the form was opened; absent = as the page shows it. */
export type Sending = {
  act: ActName;
  input: Record<string, unknown>;
  done: string;
  draft?: string;
  basedOn?: number;
};

/** An act that somebody decided while another moved the matter on: it waits for what he says now. */
export const stale = signal<{ matter: string; sending: Sending; basedOn: number } | undefined>(undefined);

/** That act, once the page shows what happened meanwhile. */
export const staleAt = ({ case: matter }: CasePage): NonNullable<typeof stale.value> | undefined =>
  stale.value?.matter === matter.id && matter.version > stale.value.basedOn ? stale.value : undefined;

export const verbs: Record<ActName, string> = {
  accept: 'case.accept',
  dispatch: 'case.dispatch',
  handUp: 'case.hand-up',
  return: 'case.return',
  'ask-ruling': 'case.ask-ruling',
  rule: 'case.rule',
  answer: 'case.answer',
  tell: 'case.tell',
  say: 'case.say',
  rate: 'case.rate',
  note: 'case.note',
  extend: 'case.extend',
  suspend: 'case.suspend',
  resume: 'case.resume',
  refer: 'case.refer',
  'call-offices': 'case.call-offices',
  came: 'case.came',
  supervise: 'case.supervise',
  'lift-supervision': 'case.lift-supervision',
  'give-help': 'case.give-help',
  'close-restricted': 'case.close-restricted',
};
/** Acts that hand the matter on, answer or close it: what was pressed by mistake there can be undone. */
const heldBack: readonly ActName[] = [
  'dispatch',
  'handUp',
  'return',
  'ask-ruling',
  'rule',
  'answer',
  'say',
  'extend',
  'suspend',
  'refer',
  'call-offices',
  'supervise',
  'rate',
  'close-restricted',
];

/** Gives the way to send an act on this matter; `again` asks the page anew afterwards. */
export function useSend(page: CasePage, again: () => void): (sending: Sending) => void {
  const { door } = useDoor();
  return (sending) => {
    const { act, input, done, draft } = sending;
    const matter = page.case.id;
    const id = newId();
    const basedOn = sending.basedOn ?? page.case.version;
    if (stale.value?.matter === matter) stale.value = undefined;
    const sendFiles = async ({ attachments = [] }: { attachments?: readonly Named[] }): Promise<void> => {
      const problem = await sendHeldFiles(door, attachments);
      if (problem) trouble.value = { key: matter, problem: new Problem('broken', 'file-not-sent') };
      if (attachments.length > 0) again();
    };
    const send = (): void => {
      door.execute(verbs[act], { case: matter, ...input }, { id, basedOn }).then(
        () => {
          if (draft !== undefined) dropDraft(draft);
          void sendFiles(input);
          if (!heldBack.includes(act)) offerUndo(done);
          again();
        },
        (error: unknown) => {
          const problem = asProblem(error);
          if (problem.kind === 'conflict') stale.value = { matter, sending, basedOn };
          trouble.value = { key: matter, problem };
          again();
        },
      );
    };
    trouble.value = undefined;
    if (heldBack.includes(act)) holdAct({ key: matter, text: done, send });
    else send();
  };
}
