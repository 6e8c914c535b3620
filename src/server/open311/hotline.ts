// A hotline's file of matters (a table or JSON): each row is filed as the hotline itself would file it, so that the same file twice changes nothing.
import { serviceActor } from '#kit/actor.ts';
import { readFileText } from '#kit/file-text.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import { findService, services } from '#modules/open311/kinds/offered.ts';
import type { KeyHolder } from '#modules/open311/model.ts';
import type { County } from '../county.ts';
import { type Column, readTable } from '../import/read-table.ts';
import { sessionScope } from '../session.ts';
import type { OutsideCaller } from './caller.ts';
import type { Said } from './said.ts';
import { fault } from './speak.ts';
import { fileRequest } from './take.ts';

/** What a request calls it, and what hotlines write above such a column. */
const columns: readonly Column[] = [
  {
    name: 'customer_reference',
    also: ['工单编号', '工单号', '编号', '受理编号', '流水号', 'service_request_id', 'reference', 'number'],
    needed: true,
  },
  {
    name: 'service_code',
    also: ['事项编号', '类别', '问题类别', '问题分类', '诉求类别', '事项类别', '服务编号', 'category', 'service'],
    needed: true,
  },
  { name: 'description', also: ['内容', '诉求内容', '反映内容', '问题描述', '主要内容', 'text'] },
  { name: 'address_string', also: ['地址', '事发地址', '诉求地址', '地点', 'address'] },
  { name: 'address_id', also: ['网格编号', '网格编码', '区划代码', 'grid'] },
  { name: 'lat', also: ['纬度', 'latitude'] },
  { name: 'long', also: ['经度', 'lon', 'lng', 'longitude'] },
  { name: 'requested_datetime', also: ['来电时间', '受理时间', '登记时间', '日期', 'date', 'time'] },
  { name: 'last_name', also: ['来电人', '诉求人', '联系人', '姓名', 'name', 'caller'] },
  { name: 'phone', also: ['来电号码', '联系电话', '电话', 'tel'] },
  { name: 'email', also: ['邮箱'] },
  { name: 'media_url', also: ['图片', '附件链接'] },
];

const words: readonly Column[] = [
  { name: 'theirs', also: ['对方类别', '类别', 'category'], needed: true },
  { name: 'code', also: ['服务编号', '本县类别', 'service_code'], needed: true },
];

export interface HotlineFile {
  /** Name of the system whose key files. */
  readonly system: string;
  readonly bytes: Buffer;
  /** A table of two columns: the hotline's word for a kind of matter, and ours. */
  readonly words?: Buffer;
  readonly preview: boolean;
}
export interface HotlineReport {
  readonly filed: number;
  /** Were there already. */
  readonly known: number;
  readonly wrong: readonly { readonly line: number; readonly problem: Problem }[];
}

const keyText = `select k.id, k.name, k.scopes, k.per_minute as "perMinute", k.area, area.ground::text from open311_key as k join area on area.id = k.area
  where k.name = $1 and k.revoked_at is null order by k.made_at desc limit 1`;

async function callerOf(county: County, system: string): Promise<OutsideCaller> {
  const [holder] = await inScope(county.database, sessionScope, (tx) => tx.query<KeyHolder>(keyText, [system]));
  if (!holder) throw new Problem('missing', 'hotline-system', { name: system });
  return { holder, actor: { ...serviceActor('open311'), key: holder.id, ground: holder.ground } };
}

type Row = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

function rowsOfJson(text: string): Row[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Problem('invalid', 'hotline-json');
  }
  if (!Array.isArray(read)) throw new Problem('invalid', 'hotline-json');
  const names = new Map(columns.flatMap(({ name, also = [] }) => [name, ...also].map((one) => [one, name])));
  return read.map((one: unknown, at) => {
    const cells: Record<string, string> = {};
    for (const [key, value] of Object.entries(typeof one === 'object' && one !== null ? one : {})) {
      const name = names.get(key) ?? (key.startsWith('attribute[') ? key : undefined);
      if (name && ['string', 'number'].includes(typeof value)) cells[name] ??= String(value).trim();
    }
    return { line: at + 1, cells };
  });
}

async function rowsOf(bytes: Buffer): Promise<readonly Row[]> {
  const begins = bytes
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return begins.startsWith('[') ? rowsOfJson(readFileText(bytes)) : readTable(bytes, columns);
}

async function codesOf(bytes: Buffer | undefined): Promise<ReadonlyMap<string, string>> {
  const own = services.flatMap(({ code, zh, en }) => [zh, en, code].map((word) => [word, code] as const));
  const rows = bytes === undefined ? [] : await readTable(bytes, words);
  return new Map([...own, ...rows.map(({ cells }) => [cells['theirs'] ?? '', cells['code'] ?? ''] as const)]);
}

/** As files write it: 2026-11-26, 2026/11/26 10:05, 2026年11月26日 10:05:00; a time without a zone is China's. */
export function readMoment(text: string): string {
  const found = /^(\d{4})\D(\d{1,2})\D(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
    text.normalize('NFKC').trim(),
  );
  if (!found) return text;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00'] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`;
}

/** A row as the form that the hotline would send. */
function saidOf(cells: Row['cells'], codes: ReadonlyMap<string, string>): Said {
  const asked = cells['service_code'] ?? '';
  const moment = readMoment(cells['requested_datetime'] ?? '');
  const form: Readonly<Record<string, string>> = {
    ...cells,
    service_code: codes.get(asked) ?? asked,
    requested_datetime: moment,
  };
  const said = (name: string): string[] => (form[name] ? [form[name]] : []);
  return { get: (name) => said(name)[0] ?? '', all: said, names: () => Object.keys(form).filter((name) => form[name]) };
}

function mustBeFilable(said: Said, asked: string): void {
  if (said.get('customer_reference') === '') throw fault('invalid', 'needs', { field: 'customer_reference' });
  if (!findService(said.get('service_code'))) throw fault('missing', 'service', { value: asked.slice(0, 40) });
}

/** Files each row by itself; what is wrong with one keeps no other from being filed. */
export async function fileHotline(county: County, file: HotlineFile): Promise<HotlineReport> {
  const caller = await callerOf(county, file.system);
  const [rows, codes] = [await rowsOf(file.bytes), await codesOf(file.words)];
  const report = { filed: 0, known: 0, wrong: [] as { line: number; problem: Problem }[] };
  for (const { line, cells } of rows) {
    const said = saidOf(cells, codes);
    try {
      mustBeFilable(said, cells['service_code'] ?? '');
      const known = file.preview ? false : (await fileRequest({ county, caller, said })).known;
      report[known ? 'known' : 'filed'] += 1;
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'broken') throw error;
      report.wrong.push({ line, problem: error });
    }
  }
  return report;
}
