// Reads the network of an EPANET .inp file: junctions, sources, pipes, pumps and valves, and every line that could not be understood.

export interface InpNode {
  readonly code: string;
  readonly kind: 'junction' | 'reservoir' | 'tank';
  /** In the plane of the file, whatever that is; NaN where the file says nothing. */
  x: number;
  y: number;
  /** Base demand in the units of the file, all categories together; 0 for reservoirs and tanks. */
  demand: number;
}

export interface InpLink {
  readonly code: string;
  readonly kind: 'pipe' | 'pump' | 'valve';
  /** Codes of its ends as the file writes them: which way water flows is not said there. */
  readonly from: string;
  readonly to: string;
  /** In the units of the file; 0 for pumps and valves. */
  readonly length: number;
  /** False when the file closes it at the start. */
  open: boolean;
}

/** One line that was left out. `named` is the word in it that is at fault. */
export interface InpFault {
  readonly line: number;
  readonly what:
    | 'nothing-in-it'
    | 'columns-missing'
    | 'not-a-number'
    | 'code-twice'
    | 'node-unknown'
    | 'link-unknown'
    | 'both-ends-one';
  readonly named: string;
}

export interface Inp {
  readonly nodes: InpNode[];
  readonly links: InpLink[];
  readonly faults: InpFault[];
}

type Row = { line: number; words: string[] };

const sections = [
  'JUNCTIONS',
  'RESERVOIRS',
  'TANKS',
  'PIPES',
  'PUMPS',
  'VALVES',
  'DEMANDS',
  'STATUS',
  'COORDINATES',
] as const;
type Section = (typeof sections)[number];

/** EPANET itself looks at the first four letters of a heading, in any case. */
function sectionOf(heading: string): Section | undefined {
  const start = heading.slice(1, 5).toUpperCase();
  return sections.find((name) => name.startsWith(start));
}

/** Words of a line without its comment; a word in quotes may hold spaces. */
function wordsOf(line: string): string[] {
  const plain = line.split(';', 1)[0] ?? '';
  return [...plain.matchAll(/"([^"]*)"|[^\s"]+/g)].map((hit) => hit[1] ?? hit[0]);
}

function rowsOf(text: string): Record<Section, Row[]> {
  const rows = Object.fromEntries(sections.map((name) => [name, [] as Row[]])) as Record<Section, Row[]>;
  let section: Section | undefined;
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const words = wordsOf(line);
    const first = words[0];
    if (first === undefined) continue;
    if (first.startsWith('[')) {
      if (/^\[END/i.test(first)) break;
      section = sectionOf(first);
    } else if (section) rows[section].push({ line: at + 1, words });
  }
  return rows;
}

class Reading {
  readonly nodes = new Map<string, InpNode>();
  readonly links = new Map<string, InpLink>();
  readonly faults: InpFault[] = [];

  fault({ line }: Row, what: InpFault['what'], named: string): undefined {
    this.faults.push({ line, what, named });
  }

  /** NaN and a fault when the word is no number; a word that is not there counts as `otherwise`. */
  number(row: Row, at: number, otherwise: number): number {
    const word = row.words[at];
    if (word === undefined) return otherwise;
    const value = Number(word);
    if (Number.isFinite(value)) return value;
    this.fault(row, 'not-a-number', word);
    return Number.NaN;
  }

  node(row: Row, kind: InpNode['kind']): void {
    const code = row.words[0] ?? '';
    if (this.nodes.has(code)) return this.fault(row, 'code-twice', code);
    const demand = kind === 'junction' ? this.number(row, 2, 0) : 0;
    if (Number.isNaN(demand)) return;
    this.nodes.set(code, { code, kind, x: Number.NaN, y: Number.NaN, demand });
  }

  link(row: Row, kind: InpLink['kind']): void {
    const [code = '', from, to] = row.words;
    if (from === undefined || to === undefined) return this.fault(row, 'columns-missing', code);
    if (this.links.has(code)) return this.fault(row, 'code-twice', code);
    const lost = [from, to].find((end) => !this.nodes.has(end));
    if (lost !== undefined) return this.fault(row, 'node-unknown', lost);
    if (from === to) return this.fault(row, 'both-ends-one', code);
    const length = kind === 'pipe' ? this.number(row, 3, 0) : 0;
    if (Number.isNaN(length)) return;
    const open = kind !== 'pipe' || !row.words.slice(6, 8).some((word) => /^closed$/i.test(word));
    this.links.set(code, { code, kind, from, to, length, open });
  }

  /** Demands by category take the place of the one that stands beside the junction. */
  demands(rows: Row[]): void {
    const sums = new Map<string, number>();
    for (const row of rows) {
      const [code = '', amount] = row.words;
      if (/^multiply$/i.test(code)) continue;
      if (amount === undefined) this.fault(row, 'columns-missing', code);
      else if (this.nodes.get(code)?.kind !== 'junction') this.fault(row, 'node-unknown', code);
      else {
        const value = this.number(row, 1, 0);
        if (!Number.isNaN(value)) sums.set(code, (sums.get(code) ?? 0) + value);
      }
    }
    for (const [code, sum] of sums) (this.nodes.get(code) as InpNode).demand = sum;
  }

  status(row: Row): void {
    const [code = '', word] = row.words;
    const link = this.links.get(code);
    if (word === undefined) return this.fault(row, 'columns-missing', code);
    if (!link) return this.fault(row, 'link-unknown', code);
    if (/^(open|closed|active)$/i.test(word)) link.open = !/^closed$/i.test(word);
    // A number is the speed of a pump or the setting of a valve: only a pump at rest is closed.
    else if (!Number.isNaN(this.number(row, 1, 0)) && link.kind === 'pump') link.open = Number(word) !== 0;
  }

  place(row: Row): void {
    const [code = '', , north] = row.words;
    const node = this.nodes.get(code);
    if (north === undefined) return this.fault(row, 'columns-missing', code);
    if (!node) return this.fault(row, 'node-unknown', code);
    const [x, y] = [this.number(row, 1, 0), this.number(row, 2, 0)];
    if (Number.isNaN(x) || Number.isNaN(y)) return;
    node.x = x;
    node.y = y;
  }
}

/** Takes what can be read and names every line that cannot; sections may come in any order. */
export function readInp(text: string): Inp {
  const rows = rowsOf(text);
  const read = new Reading();
  for (const row of rows.JUNCTIONS) read.node(row, 'junction');
  for (const row of rows.RESERVOIRS) read.node(row, 'reservoir');
  for (const row of rows.TANKS) read.node(row, 'tank');
  for (const row of rows.PIPES) read.link(row, 'pipe');
  for (const row of rows.PUMPS) read.link(row, 'pump');
  for (const row of rows.VALVES) read.link(row, 'valve');
  read.demands(rows.DEMANDS);
  for (const row of rows.STATUS) read.status(row);
  for (const row of rows.COORDINATES) read.place(row);
  if (read.nodes.size === 0) read.faults.push({ line: 1, what: 'nothing-in-it', named: '' });
  return {
    nodes: [...read.nodes.values()],
    links: [...read.links.values()],
    faults: read.faults.sort((a, b) => a.line - b.line),
  };
}
