// The county's server with one fault built in, for the harness to catch: beside src/server/push.ts another execute.ts is put in place.
import { registerHooks } from 'node:module';

const twins = { repeats: './twin-repeats.ts', early: './twin-early.ts' } as const;
export type Twin = keyof typeof twins;

/** What to start instead of the honest server, for ChaosCounty. */
export const sabotaged = (twin: Twin): { program: string; env: Record<string, string> } => ({
  program: import.meta.url,
  env: { ZD_CHAOS_TWIN: twin },
});

/** Takes the arguments of `zd`. */
export async function main(args: string[]): Promise<number> {
  const twin = process.env['ZD_CHAOS_TWIN'];
  const file = twins[twin as Twin];
  let placed = 0;
  registerHooks({
    resolve(specifier, context, next) {
      const isDoor = specifier === './execute.ts' && context.parentURL?.endsWith('/src/server/push.ts');
      if (!isDoor) return next(specifier, context);
      placed += 1;
      return next(file, { ...context, parentURL: import.meta.url });
    },
  });
  await import('#server/push.ts');
  // A twin without its fault would be an honest server that the harness rightly finds nothing in.
  if (placed !== 1) throw new Error(`the fault ${twin} was put in ${placed} times, not once`);
  const { main: zd } = (await import('../../src/cli/zd.ts')) as { main: (args: string[]) => Promise<number> };
  return zd(args);
}
