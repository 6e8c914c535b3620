// Writes icons.data.ts: the path data of the icons in use, taken from the installed @tabler/icons.
import { readFileSync, writeFileSync } from 'node:fs';
import { usedIcons } from './icons.ts';

/** One `d` for the whole icon: Tabler's outline icons are paths only, and every path starts with an absolute move. */
function pathOf(name: string): string {
  const svg = readFileSync(new URL(import.meta.resolve(`@tabler/icons/outline/${name}.svg`)), 'utf8').replace(
    /<!--[\s\S]*?-->/g,
    '',
  );
  // The first path of every icon is an invisible frame.
  const shapes = [...svg.matchAll(/<(?!svg|\/svg)(\w+)([^>]*)>/g)].filter(
    ([, , attributes]) => !attributes?.includes('stroke="none"'),
  );
  const parts = shapes.map(([, shape, attributes]) => {
    const d = /\sd="([^"]+)"/.exec(attributes ?? '')?.[1];
    if (shape !== 'path' || d === undefined || !d.startsWith('M')) throw new Error(`${name}: not a plain path`);
    return d.replace(/ (?=-)/g, '');
  });
  if (parts.length === 0) throw new Error(`${name}: nothing drawn`);
  return parts.join('');
}

const rows = usedIcons.map((name) => `  '${name}': '${pathOf(name)}',\n`);
writeFileSync(
  new URL('icons.data.ts', import.meta.url),
  "// Written by make-icons.ts from @tabler/icons (MIT); do not edit.\nimport type { IconName } from './icons.ts'\n\n" +
    `export const iconPaths: Record<IconName, string> = {\n${rows.join('')}}\n`,
);
