// The shapes of the demo village: what stands in its files, as plain records.
export type Point = readonly [lon: number, lat: number];
/** A closed outer ring, counter-clockwise, degrees. */
export type Ring = readonly Point[];

export type PlaceKind = 'county' | 'township' | 'village' | 'level-1' | 'level-2';
export interface Place {
  /** 6 county, +3 township, +3 village, +3 level-1, +2 level-2. */
  readonly code: string;
  readonly name: string;
  readonly kind: PlaceKind;
  /** Code of the place above, '' for the county. */
  readonly parent: string;
  /** Grids, groups and the village have an outline. */
  readonly ring: Ring | null;
}

export type HomeWord = '在家' | '外出' | '空户';
export interface Member {
  readonly name: string;
  /** 户主, 配偶, 长子 … */
  readonly relation: string;
  readonly sex: '男' | '女';
  /** Year and month: 1954-03. */
  readonly born: string;
  /** 11 digits, or '' when there is none. */
  readonly phone: string;
}
export interface Household {
  /** 3-07: group and running number. */
  readonly door: string;
  /** 1 … 7 */
  readonly group: number;
  /** 1 … 4 within the group. */
  readonly grid: number;
  readonly gridCode: string;
  readonly head: string;
  readonly home: HomeWord;
  readonly intervalDays: number;
  readonly care: readonly string[];
  /** Code of the tap, '' for a home with its own cistern. */
  readonly tap: string;
  readonly lon: number;
  readonly lat: number;
  readonly members: readonly Member[];
}

export type OfficeKind =
  | 'level-2'
  | 'level-1'
  | 'liaison'
  | 'village'
  | 'village-specialist'
  | 'township'
  | 'field-office'
  | 'department'
  | 'county-centre'
  | 'outside-body'
  | 'supervision';
export interface Office {
  readonly name: string;
  readonly kind: OfficeKind;
  readonly areaCode: string;
  readonly phone: string;
  /** Name of the office one level up, '' at the top. */
  readonly parent: string;
  /** Category codes. */
  readonly duties: readonly string[];
}

export interface Post {
  readonly name: string;
  readonly phone: string;
  readonly office: string;
  readonly role: string;
  /** 三社2网格, 三社, 柳湾村, 柳湾乡, 云溪县 */
  readonly serves: string;
  readonly chosen: '选举' | '任命';
  /** YYYY-MM-DD */
  readonly from: string;
  readonly until: string;
}

export type NodeKind = 'source' | 'tank' | 'main' | 'valve' | 'branch' | 'tap';
export interface SupplyNode {
  readonly code: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly parent: string;
  readonly lat: number;
  readonly lon: number;
}

export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly office: string;
  /** YYYY-MM-DD */
  readonly from: string;
  readonly until: string;
}

export interface Village {
  readonly places: readonly Place[];
  readonly households: readonly Household[];
  readonly offices: readonly Office[];
  readonly posts: readonly Post[];
  readonly network: readonly SupplyNode[];
  readonly notices: readonly Notice[];
}
