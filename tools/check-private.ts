// Finds what has no business in this repository: places and tools of the workshop, and fields that would watch or rank people.
import { type Node, nameOf, walk } from './read-source.ts';
import { filesUnder, type Report, readText, root } from './report.ts';

// Put together from pieces, so that this file does not find itself.
const workshop: [RegExp, string][] = [
  [new RegExp(`/${'work'}/|/tmp/${'brief'}|\\.\\./${'shared'}/`), 'a path of one machine'],
  [new RegExp(`${'registry'}\\.[a-z0-9-]+\\.[a-z]{2,}`, 'i'), 'the host name of a package registry'],
  [
    new RegExp(
      `\\b(${['clau' + 'de', 'open' + 'ai', 'anth' + 'ropic', 'cop' + 'ilot', 'chatg' + 'pt', 'gp' + 't(-?\\d\\w*)?', 'll' + 'ms?'].join('|')})\\b`,
      'i',
    ),
    'a tool of the workshop',
  ],
  [new RegExp(`${'人工'}${'智能'}|${'大'}${'模型'}`), 'a tool of the workshop'],
];

const watched: [RegExp, string][] = [
  [/重点人员|轨迹|打卡|排行榜|积分榜|黑名单|信用分/, 'watches or ranks people'],
  [
    /^(leader_?board|rankings?|rank_?of|key_?(person|people)|watch_?list|black_?list|trajector(y|ies)|track_?points?)$/i,
    'watches or ranks people',
  ],
  [/^(check_?ins?|checked_?in(_at)?|punch_?(in|card|clock)|attendance)$/i, 'makes workers clock in'],
  [
    /^((person|worker|people|household|home)_?(score|rank|rating|points)|(social|credit)_?score)$/i,
    'gives a person a score',
  ],
];

const closer: { files: RegExp; rule: [RegExp, string] }[] = [
  {
    files: /^src\/modules\/(visit|people)\//,
    rule: [
      /^(gps|lat(itude)?|lng|lon(gitude)?|geo_?location|coordinates?)$/i,
      'is not asked on a visit or of a worker',
    ],
  },
  {
    files: /^src\/modules\/(visit|people|household)\//,
    rule: [/^(scores?|points|ratings?)$/i, 'gives a person a score'],
  },
];

function wordOf(node: Node): string {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return nameOf(node);
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'JSXText') return String(node.value);
  return node.type === 'TemplateElement' ? ((node.value as { cooked?: string }).cooked ?? '') : '';
}

function codeFaults(file: string, code: string): string[] {
  const faults: string[] = [];
  const rules = [...watched, ...closer.filter((one) => one.files.test(file)).map((one) => one.rule)];
  walk(file, code, (node, line) => {
    const word = wordOf(node);
    // A help page may say that nobody has to: 不打卡, 要不要打卡.
    const claimed = word.replace(/(要不要|不)(打卡|排名)/g, '');
    for (const [pattern, why] of claimed === '' ? [] : rules)
      if (pattern.test(claimed)) faults.push(`${file}:${line}: "${word.slice(0, 40)}" ${why}`);
  });
  return [...new Set(faults)];
}

function sqlFaults(file: string, sql: string): string[] {
  return sql.split('\n').flatMap((line, at) => {
    const text = line.replace(/--.*/, '');
    const column = /^\s*(?:add\s+column\s+)?"?(\w+)"?\s/i.exec(text)?.[1] ?? '';
    return watched
      .filter(([pattern]) => pattern.test(column) || (pattern.source.includes('轨迹') && pattern.test(text)))
      .map(([, why]) => `${file}:${at + 1}: "${column}" ${why}`);
  });
}

function textFaults(file: string, text: string): string[] {
  const lines = text.split('\n');
  return workshop.flatMap(([pattern, why]) => {
    const at = lines.findIndex((line) => pattern.test(line));
    return at < 0 ? [] : [`${file}:${at + 1}: names ${why}`];
  });
}

const readable = /(^|\/)([^/]*\.(ts|tsx|js|json|md|tsv|csv|sql|css|html|yml|yaml|svg|txt)|run|\.npmrc|\.gitignore)$/;
const notOurs = /^(package-lock\.json|LICENSE|data\/)/;

/** Reads every text file of the repository below `base`. */
export function checkPrivate(base: string = root, least = 60): Report {
  const files = filesUnder(base, '.', readable).filter((file) => !notOurs.test(file));
  const faults = files.flatMap((file) => {
    const text = readText(base, file);
    const own = file === 'tools/check-private.ts' || /\.test\.ts$/.test(file);
    const code = /^src\/.*\.tsx?$/.test(file) && !own ? codeFaults(file, text) : [];
    const sql = file.endsWith('.sql') ? sqlFaults(file, text) : [];
    return [...textFaults(file, text), ...code, ...sql];
  });
  return { name: 'private', read: files.length, what: 'files', least, faults };
}
