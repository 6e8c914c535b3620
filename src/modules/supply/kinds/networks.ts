// Which families of matters can have a network, and what a network of each is made of, from what feeds to what is fed.

export const nodeKinds = [
  'source',
  'tank',
  'main',
  'valve',
  'branch',
  'tap',
  'transformer',
  'line',
  'switch',
  'meter',
  'entrance',
  'road',
  'bridge',
  'lane',
  'outfall',
  'drain',
  'manhole',
] as const;
export type NodeKind = (typeof nodeKinds)[number];

export interface Family {
  /** Letter of the catalogue: W for water. */
  readonly code: string;
  readonly kinds: readonly NodeKind[];
}

/** Of a drain the outfall comes first: what is blocked there is felt at every home that drains through it. */
export const families: readonly Family[] = [
  { code: 'W', kinds: ['source', 'tank', 'main', 'valve', 'branch', 'tap'] },
  { code: 'P', kinds: ['transformer', 'line', 'switch', 'branch', 'meter'] },
  { code: 'R', kinds: ['entrance', 'road', 'bridge', 'lane'] },
  { code: 'E', kinds: ['outfall', 'drain', 'manhole', 'branch'] },
];

export const familyOf = (network: string): Family | undefined =>
  families.find((family) => family.code === network.slice(0, 1));

/** Where a network begins: nothing has to feed these. */
const firstKinds: ReadonlySet<NodeKind> = new Set(['source', 'transformer', 'entrance', 'outfall']);
export const isFirst = (kind: NodeKind): boolean => firstKinds.has(kind);

/** The last piece before a door; it usually belongs to one home. */
export const isLast = (kind: NodeKind): boolean => kind === 'tap' || kind === 'meter';
