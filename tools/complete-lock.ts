// Adds to package-lock.json the optional packages of other platforms that the registry at hand did not offer; without them "npm ci" refuses the lock.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, root } from './report.ts';

export type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  license?: string;
  engines?: Record<string, string>;
  cpu?: string[];
  os?: string[];
  integrity?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

/** Optional packages that some package of the lock names and the lock does not hold, with the package that names each. */
export function missingOptional(lock: Lock): { name: string; version: string; parent: Entry }[] {
  return Object.entries(lock.packages).flatMap(([place, parent]) =>
    Object.entries(parent.optionalDependencies ?? {}).flatMap(([name, version]) => {
      let base = place;
      while (!(`${base ? `${base}/` : ''}node_modules/${name}` in lock.packages)) {
        if (base === '') return [{ name, version, parent }];
        base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1));
      }
      return [];
    }),
  );
}

/** The same lock with an entry for each of them; their integrity is unknown here and filled in by npm where they exist. */
export function completeLock(lock: Lock): Lock {
  const packages = { ...lock.packages };
  for (const { name, version, parent } of missingOptional(lock)) {
    const cpu = /arm64|x64|ia32|arm|ppc64|riscv64|s390x|loong64|wasm32/.exec(name)?.[0];
    const os = /android|darwin|freebsd|openbsd|linux|win32|openharmony/.exec(name)?.[0];
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(parent.dev ? { dev: true } : {}),
      ...(parent.license ? { license: parent.license } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(parent.engines ? { engines: parent.engines } : {}),
    };
  }
  return { ...lock, packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

if (import.meta.main) {
  const lock = JSON.parse(readText(root, 'package-lock.json')) as Lock;
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  console.log(`${missingOptional(lock).length} entries added`);
}
