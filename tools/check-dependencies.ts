// Every package that reaches a village's server or phone stands in docs/dependencies.tsv with its reason and licence, pinned exactly.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, type Lock, missingOptional } from './complete-lock.ts';
import { readSource } from './read-source.ts';
import { filesUnder, type Report, readTable, readText, root } from './report.ts';

type Manifest = Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string> | undefined>;

const table = 'docs/dependencies.tsv';
const header = ['name', 'runs', 'reason', 'licence'];
const licences = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']);
// Below our own packages also these, which ask no more than MIT does.
const below = new Set([...licences, 'BlueOak-1.0.0', '(MIT AND Zlib)', '(MIT OR CC0-1.0)', 'OFL-1.1']);
// png-js names its licence (MIT) only in its LICENSE file.
const namedInFile = new Set(['node_modules/png-js']);
// libvips and its kin under sharp are LGPL: libraries of their own, unchanged, replaceable in node_modules, linked at run time.
const ownLibrary = /^node_modules\/@img\/sharp-/;
const lesser = /^(Apache-2\.0 AND )?LGPL-3\.0-or-later( AND MIT)?$/;

const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages that code or style sheets of src bring into a bundle or a process, apart from tests and scripts that make files. */
export function usedPackages(base: string): Set<string> {
  const used = new Set<string>();
  const add = (from: string): void => {
    if (!/^(\.|#|node:|virtual:|\/)/.test(from)) used.add(packageOf(from));
  };
  for (const file of filesUnder(base, 'src', /\.(ts|tsx)$/)) {
    if (/\.test\.tsx?$|\/(make|gallery)[^/]*\.tsx?$/.test(file)) continue;
    for (const one of readSource(file, readText(base, file)).imports) if (!one.typeOnly) add(one.from);
  }
  for (const file of filesUnder(base, 'src', /\.css$/))
    for (const hit of readText(base, file).matchAll(/@(?:import|plugin)\s+['"]([^'"]+)['"]/g)) add(hit[1] ?? '.');
  return used;
}

function rowFaults(base: string, needed: Set<string>, known: Set<string>): string[] {
  if (!existsSync(join(base, table))) return [`${table}: is missing`];
  const rows = readTable(base, table);
  const names = rows.map((row) => row.name ?? '');
  const installed = (name: string): string | undefined => {
    const file = `node_modules/${name}/package.json`;
    return existsSync(join(base, file))
      ? (JSON.parse(readText(base, file)) as { license?: string }).license
      : undefined;
  };
  return [
    ...[...needed].filter((name) => !names.includes(name)).map((name) => `${table}: no row for ${name}`),
    ...names.filter((name) => !known.has(name)).map((name) => `${table}: ${name} is not in package.json`),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${table}: ${name} stands twice`),
    ...rows.flatMap((row) => {
      const empty = header.filter((name) => !row[name]).map((name) => `${table}: ${row.name} has no ${name}`);
      const real = installed(row.name ?? '') ?? row.licence;
      if (row.licence !== real) empty.push(`${table}: ${row.name} says ${row.licence}, the package says ${real}`);
      const isFont = row.licence === 'OFL-1.1' && /font/.test(row.name ?? '');
      if (!licences.has(row.licence ?? '') && !isFont)
        empty.push(`${table}: the licence of ${row.name} is not one we take`);
      return empty;
    }),
  ];
}

// Packages of platforms we do not test may have been absent from the registry that wrote the lock.
const isForOthers = ({ optional, os = [], cpu = [] }: Entry, place: string): boolean =>
  optional === true && !(os[0] === 'linux' && /^(x64|arm64)$/.test(cpu[0] ?? '') && !place.endsWith('-musl'));

function lockFaults(lock: Lock): string[] {
  const lacking = missingOptional(lock).map(
    (one) => `package-lock.json: lacks ${one.name}; run "node tools/run.js complete-lock"`,
  );
  return lacking.concat(lockEntryFaults(lock));
}

function lockEntryFaults(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([place, entry]) => {
    if (place === '') return [];
    const faults: string[] = [];
    if (entry.resolved)
      faults.push(`package-lock.json: ${place} names a host; packages come from the registry of the machine`);
    if (!entry.integrity && !isForOthers(entry, place)) faults.push(`package-lock.json: ${place} has no integrity`);
    const isLibrary = ownLibrary.test(place) && lesser.test(entry.license ?? '');
    if (!entry.dev && !below.has(entry.license ?? '') && !namedInFile.has(place) && !isLibrary)
      faults.push(`package-lock.json: ${place} has the licence ${entry.license}`);
    return faults;
  });
}

/** Reads package.json, package-lock.json and the table below `base`. */
export function checkDependencies(base: string = root, least = 10): Report {
  const manifest = JSON.parse(readText(base, 'package.json')) as Manifest;
  const lock = JSON.parse(readText(base, 'package-lock.json')) as Lock;
  const own = { ...manifest.dependencies, ...manifest.optionalDependencies };
  const all = { ...own, ...manifest.devDependencies };
  const used = usedPackages(base);
  const needed = new Set([...Object.keys(own), ...used]);
  const faults = [
    ...Object.entries(all)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name]) => `package.json: ${name} is not pinned`),
    ...[...used].filter((name) => !(name in all)).map((name) => `package.json: ${name} is imported but missing`),
    ...rowFaults(base, needed, new Set(Object.keys(all))),
    ...lockFaults(lock),
  ];
  return { name: 'dependencies', read: needed.size, what: 'packages', least, faults };
}
