// The administrator's command: the first word says what to do, everything that goes wrong ends in one sentence.
import { Problem } from '#kit/problem.ts';
import { printError, sayError, sentence, print } from './sentences.ts';

type Command = (args: string[]) => Promise<number> | number;

/** Each command is loaded when it is called: `zd help` needs no database driver. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  verify: async () => (await import('./verify.ts')).verify,
  erase: async () => (await import('./erase.ts')).eraseCommand,
  import: async () => (await import('./bring.ts')).bring,
  hotline: async () => (await import('./hotline.ts')).hotline,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  drill: async () => (await import('./drill.ts')).drill,
  'export-village': async () => (await import('./export-village.ts')).exportVillage,
  'export-county': async () => (await import('./move.ts')).exportCommand,
  'import-county': async () => (await import('./move.ts')).importCommand,
  invite: async () => (await import('./invite.ts')).invite,
  doctor: async () => (await import('./doctor.ts')).doctor,
  simulate: async () => (await import('./simulate.ts')).simulate,
  install: async () => (await import('./install.ts')).install,
};

/** Answers the exit status: 0 done, 1 not done, 2 not understood. */
export async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name) || rest.includes('--help')) {
    print(sentence('cli.help'));
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    printError(sentence('cli.unknown', { name }));
    return 2;
  }
  try {
    return await (await load())(rest);
  } catch (error) {
    printError(sayError(error));
    if (!(error instanceof Problem) && process.env['ZD_DEBUG']) console.error(error);
    return error instanceof Problem && error.kind === 'invalid' ? 2 : 1;
  }
}
