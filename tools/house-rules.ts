// The arrows of the house as data: who may import whom, which file names exist inside a module, and how long things may be.

/** Room → rooms it may import; a room missing here may import everything (tools, tests, bench, demo). */
export const arrows: Record<string, string[]> = {
  kit: [],
  focus: [],
  data: ['kit'],
  look: ['kit'],
  sync: ['kit'],
  modules: ['kit', 'focus', 'look', 'data'],
  server: ['modules', 'data', 'focus', 'kit'],
  apps: ['modules', 'sync', 'look', 'kit'],
  cli: ['server', 'modules', 'data', 'focus', 'kit', 'demo'],
};

/** Which part of a module may use a room that is not open to all of them. */
export const roomsForParts: Record<string, RegExp> = {
  look: /^ui$/,
  data: /^(store|queries|reactions)$/,
};

/** The modules that know the finder: one shows what it finds, the other says what feeds whom. */
export const usesFocus = /^(incident|supply)$/;

/** What a part of a module may never import from its own or any other module. */
export const partsBehind: Record<string, RegExp> = {
  model: /^(store|queries|reactions|ui|rules|commands)$/,
  rules: /^(store|queries|reactions|ui|commands)$/,
  commands: /^(store|queries|reactions|ui)$/,
  kinds: /^(store|queries|reactions|ui|rules|commands)$/,
  words: /^(?!words$)/,
  ui: /^(store|queries|reactions)$/,
  store: /^(queries|reactions|ui)$/,
  queries: /^(reactions|ui)$/,
  reactions: /^ui$/,
};

export const pureParts = /^(model|rules|commands|kinds)$/;

/** A part that would grow past the ceiling is cut by what it holds: commands-report.ts beside commands.ts. */
export const moduleFiles =
  /^(RULES\.md|(model|rules|commands|store|queries|reactions)(-[a-z0-9-]+)?\.ts|(desk-([a-z]+-)?)?words\.(zh|en)\.ts|kinds\/[^/]+\.ts|ui\/[^/]+\.(tsx|ts|css)|[^/]+\.test\.ts)$/;

/** Rooms whose code also runs in a browser or must know nothing of the machine: no node: imports. */
export const anywhere =
  /^src\/(kit|focus|look|sync|apps)\/|^src\/modules\/[^/]+\/(model|rules|commands|kinds|ui|(desk-([a-z]+-)?)?words)/;

/** Scripts that write a file of such a room by hand and never run in it. */
export const makers = /\/make-[^/]+\.ts$/;

export const forbiddenNames =
  /^(utils?|helpers?|commons?|managers?|services?|base|index|misc|shared|lib)$|-(utils?|helpers?|manager|service)$/;

/** Source of ceilings: long functions and files are where the models we measured turn ugly. */
export const ceilings = { file: 300, functionLines: 60, screenLines: 120, parameters: 4 };

export const lengthFree =
  /(^|[/-])words(\.[a-z-]+)?\.ts$|\.(sql|data\.ts|generated\.ts)$|^demo\/.*\/data\/|^src\/look\/gallery[^/]*$/;
