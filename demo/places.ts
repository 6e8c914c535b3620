// Names, codes and sizes of the demo county, township, village, groups and grids.
export const county = { code: '629901', name: '云溪县' } as const;
export const township = { code: '629901101', name: '柳湾乡' } as const;
export const village = { code: '629901101203', name: '柳湾村' } as const;

export interface GridPlan {
  /** Heart of the grid in kilometres east and north of the village's south-west corner. */
  readonly heart: readonly [number, number];
  /** Households, by door number. */
  readonly doors: readonly number[];
}
export interface GroupPlan {
  readonly number: number;
  readonly name: string;
  /** Family names that run in this group. */
  readonly surnames: string;
  readonly grids: readonly GridPlan[];
}

const doors = (...spans: readonly (readonly [number, number])[]): number[] =>
  spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
const grid = (east: number, north: number, numbers: readonly number[]): GridPlan => ({
  heart: [east, north],
  doors: numbers,
});

/** Seven groups, 22 grids, 263 homes; numbered west to east, then north to south. */
export const groups: readonly GroupPlan[] = [
  {
    number: 1,
    name: '一社',
    surnames: '陈陈张张祁',
    grids: [grid(0.62, 3.52, doors([1, 13])), grid(1.32, 3.42, doors([14, 25])), grid(2.02, 3.5, doors([26, 38]))],
  },
  {
    number: 2,
    name: '二社',
    surnames: '祁祁刘汪马',
    grids: [grid(2.84, 3.58, doors([1, 12])), grid(3.56, 3.4, doors([13, 25])), grid(4.36, 3.46, doors([26, 37]))],
  },
  {
    number: 3,
    name: '三社',
    surnames: '马石常何安',
    grids: [
      grid(0.5, 2.28, doors([1, 4], [18, 25])),
      grid(1.12, 1.72, doors([5, 17])),
      grid(1.44, 2.44, doors([26, 36])),
    ],
  },
  {
    number: 4,
    name: '四社',
    surnames: '刘刘李李韩',
    grids: [
      grid(2.16, 2.46, doors([1, 11])),
      grid(2.9, 2.42, doors([12, 22])),
      grid(2.1, 1.66, doors([23, 33])),
      grid(2.86, 1.6, doors([34, 44])),
    ],
  },
  {
    number: 5,
    name: '五社',
    surnames: '汪汪牛田宋',
    grids: [grid(3.64, 2.36, doors([1, 13])), grid(4.46, 2.34, doors([14, 25])), grid(4.02, 1.58, doors([26, 37]))],
  },
  {
    number: 6,
    name: '六社',
    surnames: '蒲蒲牛孙包',
    grids: [grid(0.84, 0.88, doors([1, 12])), grid(1.5, 0.62, doors([13, 24])), grid(2.2, 0.8, doors([25, 36]))],
  },
  {
    number: 7,
    name: '七社',
    surnames: '魏魏柳侯康',
    grids: [grid(2.96, 0.72, doors([1, 12])), grid(3.66, 0.6, doors([13, 23])), grid(4.34, 0.76, doors([24, 35]))],
  },
];

export const groupCode = (group: number): string => `${village.code}${String(group).padStart(3, '0')}`;
export const gridCode = (group: number, number: number): string =>
  `${groupCode(group)}${String(number).padStart(2, '0')}`;
export const groupName = (group: number): string => groups[group - 1]?.name ?? '';
export const gridName = (group: number, number: number): string => `${groupName(group)}${number}网格`;
export const doorOf = (group: number, number: number): string => `${group}-${String(number).padStart(2, '0')}`;

/** The grid that has nobody in post: a named gap. */
export const vacantGrid = { group: 5, number: 2 } as const;
/** The hamlet 下庄 below valve V3, upper and lower row; 3-06 and 3-13 stand above it and keep a cistern. */
export const hamlet = {
  group: 3,
  number: 2,
  upper: [5, 7, 8, 9, 10, 11],
  lower: [12, 14, 15, 16, 17],
} as const;
