// Which columns of the data dictionary each property shows that may lie on a phone: of records handed out, of what is said there, and of the phone's own stores.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Line = Readonly<Record<'table' | 'column' | 'class' | 'phone' | 'export' | 'department', string>>;

function readDictionary(): Line[] {
  const [head = '', ...lines] = readFileSync(path.join(import.meta.dirname, '../data-dictionary.tsv'), 'utf8')
    .trim()
    .split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])) as Line);
}
export const dictionary: readonly Line[] = readDictionary();
const allowed = new Set(
  dictionary.filter((line) => line.phone === 'yes').map((line) => `${line.table}.${line.column}`),
);
export const mayLieOnPhone = (column: string): boolean => allowed.has(column);
/** The phone's own stores stand in the dictionary beside the tables of the county. */
export const isOfPhone = ({ table }: Pick<Line, 'table'>): boolean => table.startsWith('phone.');

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const tableOf: Readonly<Record<string, string>> = { case: 'matter', 'supply-node': 'supply_node' };
const columnOf = (kind: string, name: string): string => `${tableOf[kind] ?? kind}.${snake(name)}`;

/** Properties that are no column of the record's own table: what is made from others, each with the columns it shows. */
const made: Readonly<Record<string, readonly string[]>> = {
  'case.steps': [
    'step.matter',
    'step.n',
    'step.name',
    'step.at',
    'step.office',
    'step.person',
    'step.to_office',
    'step.text',
    'step.internal',
  ],
  'office.people': ['person.name', 'person.phone', 'post.role'],
  'office.staffed': ['post.office'],
  'office.sitting': [],
  'me.person': ['person.id'],
  'me.name': ['person.name'],
  'me.posts': [
    'post.id',
    'post.role',
    'post.office',
    'office.kind',
    'office.name',
    'post.ground',
    'area.name',
    'post.to_at',
  ],
  'me.county': ['county.name', 'county.filing_number', 'county.complaint_phone', 'county.demo'],
  'policy.card': ['policy.shown'],
  'policy.checkedBy': ['policy.shown'],
  'policy.pinyin': ['policy.shown'],
  'me.id': ['person.id'],
  'me.ground': [],
  'me.version': [],
};
/** The keys inside those. */
const inner: Readonly<Record<string, readonly string[]>> = {
  'case.steps': ['matter', 'n', 'name', 'at', 'office', 'person', 'toOffice', 'text', 'internal'],
  'office.people': ['name', 'phone', 'role'],
  'me.posts': ['id', 'role', 'office', 'officeKind', 'officeName', 'ground', 'areaName', 'toAt', 'deputising'],
};

/** What of a record that was handed out may not lie on a phone. */
export function faultsOfRecord(kind: string, record: object): string[] {
  const faults: string[] = [];
  for (const [key, value] of Object.entries(record)) {
    const columns = made[`${kind}.${key}`] ?? [columnOf(kind, key)];
    for (const column of columns) if (!mayLieOnPhone(column)) faults.push(`${kind}.${key} shows ${column}`);
    const keys = inner[`${kind}.${key}`];
    for (const one of keys ? (value as object[]) : [])
      for (const name of Object.keys(one))
        if (!keys?.includes(name)) faults.push(`${kind}.${key}.${name} is not looked at`);
  }
  return faults;
}

/** What is named by its kind is that record's id. */
const ids: readonly string[] = [
  'household',
  'member',
  'visit',
  'promise',
  'case',
  'attachment',
  'dispute',
  'spot',
  'question',
  'errand',
  'notice',
  'campaign',
  'inquiry',
];
/** Words of a step travel with the matter's story. */
const stepWords: readonly string[] = ['text', 'internal'];

function saidColumn(kind: string, name: string): string {
  if (ids.includes(name)) return columnOf(name, 'id');
  const own = columnOf(kind, name);
  if (mayLieOnPhone(own)) return own;
  return kind === 'case' && stepWords.includes(name) ? `step.${name}` : `phone.said.${name}`;
}

/** Lists inside what is said, and whose columns their properties are. */
const lists: Readonly<Record<string, string>> = { promises: 'promise', attachments: 'attachment' };

/** What of something said on a phone may not lie there. `kind` is that of its verb. */
export function faultsOfSaid(kind: string, said: object): string[] {
  return Object.entries(said).flatMap(([name, value]) => {
    const list = lists[name];
    if (list !== undefined) return (value as object[]).flatMap((one) => faultsOfSaid(list, one));
    if (name === 'was') return faultsOfSaid(kind, value as object);
    const column = saidColumn(kind, name);
    return mayLieOnPhone(column) ? [] : [`${kind} said with ${name} shows ${column}`];
  });
}

/** A draft of an entry holds its parts as the form has them. */
const partsOfForm: readonly string[] = [
  'tiles',
  'amount',
  'topics',
  'told',
  'event',
  'eventDay',
  'others',
  'named',
  'staff',
];
const promiseOfForm: readonly string[] = ['promise', 'due'];

export function faultsOfDraft(key: string, draft: object): string[] {
  const [kind = ''] = key.replace('apart:', '').split(':');
  const of = kind === 'problem' || kind === 'secret' ? 'case' : kind;
  return Object.entries(draft).flatMap(([name, value]) => {
    if (of === 'visit' && partsOfForm.includes(name) && mayLieOnPhone('visit.parts')) return [];
    if (of === 'visit' && promiseOfForm.includes(name) && mayLieOnPhone('promise.text')) return [];
    return faultsOfSaid(of, { [name]: value });
  });
}
