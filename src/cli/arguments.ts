// Reads a command's arguments strictly: what is not known is said in a sentence, never guessed.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Problem } from '#kit/problem.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Read<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>>;

/** Throws `invalid arguments` with what parseArgs found wrong. */
export function readArguments<O extends Options>(args: string[], options: O): Read<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Problem('invalid', 'arguments', {
      reason: error instanceof Error ? ((error.message.split('\n')[0] ?? '').split('. To specify')[0] ?? '') : '',
    });
  }
}

/** A whole number between two bounds; `otherwise` when it was not given. */
export function wholeNumber(
  name: string,
  given: string | undefined,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < least || value > most)
    throw new Problem('invalid', 'argument-number', { name, least, most });
  return value;
}
