// Every single key of the matters: the screens bind exactly these, and the help must name each of them.
import type { ActName } from './desk-next.ts';

export type Bound<Keys extends readonly string[]> = Readonly<Record<Keys[number], (() => void) | undefined>>;

/** In the list; a row in focus is opened by Enter as any link. */
export const listKeys = ['j', 'k', 'x', 'X', 'f', '/'] as const;
/** While rows are chosen. */
export const pickKeys = ['a', 'd', 'm', 'p', 'Escape'] as const;
/** On the opened matter beside the keys of its acts: the next step, joining, and sending at once what is held back. */
export const matterKeys = ['a', 'm', 'n'] as const;

/** The key of each act on the opened matter; accepting and closing are always the next step. */
export const actKeys: Readonly<Record<Exclude<ActName, 'accept' | 'close-restricted'>, string>> = {
  dispatch: 'd',
  answer: 'w',
  handUp: 'u',
  return: 'b',
  'ask-ruling': 'q',
  rule: 'q',
  tell: 't',
  say: 'y',
  rate: 'r',
  note: 'e',
  extend: 'l',
  suspend: 's',
  resume: 's',
  refer: 'g',
  'call-offices': 'c',
  came: 'i',
  supervise: 'v',
  'lift-supervision': 'v',
  'give-help': 'h',
};

export const keyOf = (act: ActName): string | undefined =>
  act === 'accept' || act === 'close-restricted' ? undefined : actKeys[act];
