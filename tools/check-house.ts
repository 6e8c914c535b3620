// Keeps the house in order: import arrows, module order, file names, ceilings, purity, no circles, one opening sentence per file.
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as rule from './house-rules.ts';
import { readSource, type Source } from './read-source.ts';
import { filesUnder, type Report, readText, root } from './report.ts';

type Place = { room: string; module: string; part: string };

/** Where a file lives: its room, and inside src/modules its module and part. */
export function placeOf(file: string): Place {
  const [top = '', room = '', module = '', ...rest] = file.split('/');
  if (top !== 'src') return { room: top, module: '', part: '' };
  if (room !== 'modules' || rest.length === 0) return { room, module: '', part: '' };
  return { room, module, part: /^[a-z]+/.exec(rest[0] ?? '')?.[0] ?? '' };
}

/** The path in the repository an import leads to, or undefined for packages. */
export function targetOf(file: string, from: string, imports: Record<string, string>): string | undefined {
  if (from.startsWith('.')) return join(dirname(file), from);
  const found = Object.entries(imports).find(([key]) => from.startsWith(key.replace('*', '')));
  return found ? join(found[1].replace('*', from.slice(found[0].length - 1))) : undefined;
}

function arrowFault(file: string, target: string, order: string[]): string | undefined {
  const [here, there] = [placeOf(file), placeOf(target)];
  const allowed = rule.arrows[here.room];
  if (!allowed || file.endsWith('.test.ts')) return undefined;
  const say = (why: string): string => `${file}: may not import ${target} (${why})`;
  if (here.room !== there.room) {
    if (!allowed.includes(there.room)) return say(`${here.room} → ${there.room}`);
    if (here.room === 'modules' && there.room === 'focus' && !rule.usesFocus.test(here.module ?? ''))
      return say('only incident and supply use focus');
    const parts = here.room === 'modules' ? rule.roomsForParts[there.room] : undefined;
    if (parts && here.module && !parts.test(here.part)) return say(`${here.part} uses no ${there.room}`);
    return here.room === 'apps' && /^(store|queries|reactions)$/.test(there.part) ? say('server only') : undefined;
  }
  if (here.room !== 'modules' || !here.module || !there.module) return undefined;
  if (order.indexOf(there.module) > order.indexOf(here.module)) return say(`${there.module} stands to the right`);
  return rule.partsBehind[here.part]?.test(there.part) ? say(`${here.part} → ${there.part}`) : undefined;
}

function importFaults(source: Source, imports: Record<string, string>, known: Set<string>, order: string[]): string[] {
  return source.imports.flatMap(({ from }) => {
    const target = targetOf(source.file, from, imports);
    if (target === undefined) {
      if (from === 'zod') return [`${source.file}: takes "zod"; a phone pays 93 KB for it, take "zod/mini"`];
      const ground =
        rule.anywhere.test(source.file) && !/\.test\.ts$/.test(source.file) && !rule.makers.test(source.file);
      return ground && /^node:/.test(from) ? [`${source.file}: imports ${from}, but also runs outside Node`] : [];
    }
    const fault = arrowFault(source.file, target, order);
    const lost =
      /^(src|tools|tests|demo|bench)\/.*\.(ts|tsx|js)$/.test(target) && !known.has(target)
        ? `${source.file}: imports ${target}, which is not there`
        : undefined;
    return [fault, lost].filter((one) => one !== undefined);
  });
}

function nameFaults(file: string, order: string[]): string[] {
  const [, , module = '', ...rest] = file.split('/');
  const name = basename(file);
  const stem = name.replace(/(\.[a-z-]+)+$/i, '');
  const faults: string[] = [];
  if (rule.forbiddenNames.test(stem)) faults.push(`${file}: the name says nothing about what it holds`);
  const shape = name.endsWith('.tsx') ? /^([A-Z][A-Za-z0-9]*|[a-z0-9]+(-[a-z0-9]+)*)$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (name !== 'RULES.md' && !shape.test(stem)) faults.push(`${file}: write the name in kebab-case`);
  if (file.startsWith('src/modules/') && rest.length > 0) {
    if (!order.includes(module)) faults.push(`${file}: module ${module} is missing in src/modules/order.ts`);
    if (!rule.moduleFiles.test(rest.join('/'))) faults.push(`${file}: no such file name inside a module`);
  }
  return faults;
}

function sizeFaults(source: Source): string[] {
  const { file } = source;
  const ceiling = file.endsWith('.tsx') ? rule.ceilings.screenLines : rule.ceilings.functionLines;
  const long = source.lines > rule.ceilings.file && !rule.lengthFree.test(file);
  return [
    ...(long ? [`${file}: ${source.lines} lines, more than ${rule.ceilings.file}`] : []),
    ...(source.opening.length < 20 ? [`${file}: open with a comment sentence saying what it is for`] : []),
    ...source.errors.map((error) => `${file}: ${error}`),
    ...source.functions.flatMap((one) => [
      ...(one.lines > ceiling ? [`${file}:${one.line}: ${one.name} has ${one.lines} lines, more than ${ceiling}`] : []),
      ...(one.parameters > rule.ceilings.parameters
        ? [`${file}:${one.line}: ${one.name} has ${one.parameters} parameters`]
        : []),
    ]),
  ];
}

function purityFaults(source: Source): string[] {
  if (!rule.pureParts.test(placeOf(source.file).part) || source.file.endsWith('.test.ts')) return [];
  return source.impure.map(({ what, line }) => `${source.file}:${line}: ${what}; time and chance come in from outside`);
}

/** One fault per circle of imports that exist at run time. */
export function circles(links: Map<string, string[]>): string[] {
  const [done, path, faults] = [new Set<string>(), [] as string[], [] as string[]];
  const walk = (file: string): void => {
    if (path.includes(file)) faults.push(`circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    if (path.includes(file) || done.has(file)) return;
    path.push(file);
    for (const next of links.get(file) ?? []) walk(next);
    path.pop();
    done.add(file);
  };
  for (const file of links.keys()) walk(file);
  return faults;
}

function reachFaults(links: Map<string, string[]>): string[] {
  const starts = [...links.keys()].filter((file) => file.startsWith('src/apps/') && !file.endsWith('.test.ts'));
  const came = new Map<string, string>(starts.map((file) => [file, '']));
  for (const file of came.keys()) for (const next of links.get(file) ?? []) if (!came.has(next)) came.set(next, file);
  return [...came].flatMap(([file, before]) => {
    const { room, part } = placeOf(file);
    const closed = room === 'data' || room === 'server' || /^(store|queries|reactions)$/.test(part);
    return closed ? [`${file}: reached by an app through ${before}`] : [];
  });
}

function plainOpening(base: string, file: string): string[] {
  const text = readText(base, file);
  return (file.endsWith('.sql') ? /^-- .{15}/ : /^\/\* ?.{15}/).test(text)
    ? []
    : [`${file}: open with a comment sentence`];
}

/** Reads src, tools, tests, demo and bench below `base`. */
export async function checkHouse(base: string = root, least = 40): Promise<Report> {
  const folders = ['src', 'tools', 'tests', 'demo', 'bench'];
  const under = (wanted: RegExp): string[] => folders.flatMap((folder) => filesUnder(base, folder, wanted));
  const { moduleOrder } = (await import(pathToFileURL(join(base, 'src/modules/order.ts')).href)) as {
    moduleOrder: string[];
  };
  const { imports } = JSON.parse(readText(base, 'package.json')) as { imports: Record<string, string> };
  const sources = under(/\.(ts|tsx|js)$/).map((file) => readSource(file, readText(base, file)));
  const known = new Set(sources.map((source) => source.file));
  const links = new Map(
    sources.map((source) => [
      source.file,
      source.imports
        .filter((one) => !one.typeOnly)
        .map((one) => targetOf(source.file, one.from, imports) ?? '')
        .filter((target) => known.has(target)),
    ]),
  );
  const faults = sources.flatMap((source) => [
    ...nameFaults(source.file, moduleOrder),
    ...importFaults(source, imports, known, moduleOrder),
    ...sizeFaults(source),
    ...purityFaults(source),
  ]);
  faults.push(
    ...circles(links),
    ...reachFaults(links),
    ...under(/\.(sql|css)$/).flatMap((file) => plainOpening(base, file)),
  );
  const modules = filesUnder(base, 'src/modules', /^(?!.*\.(ts|tsx|js)$)/).flatMap((file) =>
    nameFaults(file, moduleOrder),
  );
  const sizes = sources.map((source) => source.lines).sort((a, b) => a - b);
  const note = `median ${sizes[Math.floor(sizes.length / 2)]} lines, p90 ${sizes[Math.floor(sizes.length * 0.9)]}`;
  return { name: 'house', read: sources.length, what: 'files', least, faults: [...faults, ...modules], note };
}
