// The report of a drill: as JSON for programs and as one page for a person, without a word of what people wrote.
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { drillsFolder } from '#data/backup-status.ts';
import type { TableCompared } from './drill-compare.ts';
import { sentence } from './sentences.ts';

export interface DrillCheck {
  readonly name: 'opened' | 'log' | 'journal' | 'counts' | 'records' | 'pictures' | 'sign-in';
  readonly good: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface DrillReport {
  readonly v: 1;
  /** ms since 1970, as all times here. */
  readonly at: number;
  readonly good: boolean;
  readonly backup: string;
  readonly madeAt: number;
  /** Everything written before was put back. */
  readonly upTo: number;
  /** From the first byte read until the doors were open. */
  readonly seconds: number;
  readonly checks: readonly DrillCheck[];
  readonly tables: readonly TableCompared[];
}

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
const moment = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
export const sayCheck = ({ name, good, facts }: DrillCheck): string =>
  `${good ? '✓' : '✗'} ${sentence(good ? `cli.drill.${name}` : `cli.drill.${name}-bad`, facts)}`;

const style = `body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2420;background:#fbfaf6}
h1{font-size:1.4rem}.good{color:#1d6b45}.bad{color:#a3271f}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd8ca}td+td,th+th{text-align:right;font-variant-numeric:tabular-nums}
@media (prefers-color-scheme:dark){body{color:#e4e7e2;background:#171b18}th,td{border-color:#343a35}.good{color:#7fd0a3}.bad{color:#f0968e}}`;

function page(report: DrillReport): string {
  const say = (key: string, facts: Record<string, string | number> = {}): string =>
    escaped(sentence(`cli.drill.${key}`, facts));
  const row = (cells: readonly (string | number)[], tag = 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`;
  const times = {
    made: moment(report.madeAt),
    upTo: moment(report.upTo),
    seconds: report.seconds,
    backup: report.backup,
  };
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say('title')}</title><style>${style}</style>
<h1>${say('title')} ${moment(report.at)}</h1>
<p class="${report.good ? 'good' : 'bad'}"><strong>${say(report.good ? 'good' : 'bad')}</strong></p>
<p>${say('times', times)}</p>
<ul>${report.checks.map((check) => `<li class="${check.good ? 'good' : 'bad'}">${escaped(sayCheck(check))}</li>`).join('')}</ul>
<h2>${say('tables')}</h2>
<table>${row([say('table'), say('at-backup'), say('back'), say('running')], 'th')}${report.tables
    .map((one) => row([`${one.good ? '' : '✗ '}${one.name}`, one.atBackup ?? '–', one.back, one.running]))
    .join('')}</table>
`;
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Answers where the page lies. The JSON's name is what the status reads, so it is written last. */
export async function writeReport(root: string, report: DrillReport): Promise<string> {
  const folder = drillsFolder(root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = path.join(folder, `${report.at}-${report.good ? 'good' : 'bad'}`);
  await write(`${name}.html`, page(report));
  await write(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
  return `${name}.html`;
}
