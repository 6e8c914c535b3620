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
    /^((person|worker|people|staff|household|home|village)_?(scores?|ranks?|ratings?|points|leagues?)|(social|credit)_?score)$/i,
    'gives a person a score',
  ],
  [/排名|积分|得分|红黑榜|红旗榜|末位/, 'watches or ranks people'],
  [/上访人员|信访重点|刑满释放|吸毒人员|涉毒|邪教|稳控|社区矫正|精神病/, 'marks somebody as a key person'],
  [
    /^(last_?(log_?in|sign_?in|online|active)(_?at)?|(log_?in|sign_?in|online|active|usage)_?(count|days?|time|minutes|hours|rate|streak|duration)s?)$/i,
    'tells how much somebody was signed in',
  ],
  [/登录次数|登录率|在线时长|在线率|活跃度|活跃率|日活|上线率/, 'tells how much somebody was signed in'],
  [
    /^(kpis?|(visit|task|case)s?_?(targets?|goals?|quotas?)|(daily|weekly|monthly)_?(targets?|goals?|quotas?|minimum)|(min|required|expected)_?visits?|visits?_?per_?(day|week|month|worker|person))$/i,
    'sets a number to reach',
  ],
  [/任务数|走访率|完成率|达标率|指标|考核/, 'sets a number to reach'],
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
  {
    files: /^src\/(modules\/visit|apps\/field)\//,
    rule: [
      /^((photo|picture|image|place|location)s?_?(required|needed|must)|(require|need|must|force)d?_?(photo|picture|image|place|location)s?|min_?(photo|picture|image)s?)$/i,
      'is not asked on a visit or of a worker',
    ],
  },
];

/** Rows of figures stand in the order of the territory, of doors, of names or of time (MEAS-15): nothing there is ordered by a figure. */
const orders = /\border by ([^`;)]*)/gi;
const fairOrder = /\b(ground|door|name|day|record|pos|month|tag|place|bucket|id|fact|received_at)\b/;
const bySum = /\b(sum|count|avg|min|max|rank)\s*\(/i;
const rankingFiles = /^src\/modules\/measure\/(?!.*\.test\.)/;

function orderFaults(file: string, text: string): string[] {
  const sql = [...text.matchAll(orders)]
    .flatMap((hit) => (hit[1] ?? '').split(','))
    .filter((term) => !fairOrder.test(term) || bySum.test(term));
  const faults = sql.map((term) => `${file}: "order by ${term.trim()}" ranks places or people`);
  if (/\/ui\/.*\.tsx?$/.test(file) && /\.(toSorted|sort)\(/.test(text))
    faults.push(`${file}: sorts rows, which ranks places or people`);
  return faults;
}

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
    const claimed = word.replace(/(要不要|不)打卡|不[^，。；]*排名|不是指标/g, '');
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
    const orders = rankingFiles.test(file) ? orderFaults(file, text) : [];
    return [...textFaults(file, text), ...code, ...sql, ...orders];
  });
  return { name: 'private', read: files.length, what: 'files', least, faults };
}
