// The duty lists of villages and townships: what is their own, what they only assist, what was taken back from them. These are the defaults: a county sets its own.

export const shares = ['basic', 'assist', 'taken-back'] as const;
export type Share = (typeof shares)[number];
export const listed = ['village', 'township'] as const;
export type Listed = (typeof listed)[number];

const split = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));

export type DutyLists = Readonly<Record<Listed, Readonly<Record<Share, ReadonlySet<string>>>>>;

export const dutyLists: DutyLists = {
  village: {
    basic: split('W3 W4 W5 P6 R1 R6 A3 A6 S1 S3 S4 S6 C5 C6 E1 E2 E6 D1 D2 D3 D5 F1 F3 V1 V2 V3 V5 V6 V7'),
    assist: split('W1 W2 W6 P2 P5 R2 R5 H1 H2 H3 H4 H5 A1 A2 A5 S2 S5 C1 C2 C3 C4 M1 M2 M3 M4 M6 E3 E4 E5 F2 F4 F5 F6'),
    'taken-back': split('P1 P3 P4 R3 R4 H6 A4 M5 D4 D6 V4'),
  },
  township: {
    basic: split(
      'W3 W5 W6 P6 R1 R2 R6 H2 A3 A5 A6 S1 S3 S4 S5 S6 C1 C2 C3 C4 C5 C6 E1 E2 E3 E4 E6 D1 D2 D3 D5 F1 F3 F4 V1 V2 V3 V5 V6 V7',
    ),
    assist: split('W1 W2 W4 P2 P5 R3 R5 H1 H3 H4 H5 H6 A1 A2 A4 S2 M1 M2 M3 M4 M5 M6 E5 D4 F2 F6'),
    'taken-back': split('P1 P3 P4 R4 D6 F5 V4'),
  },
};

const isListed = (kind: string): kind is Listed => (listed as readonly string[]).includes(kind);

/** What a matter of this category is to an office of this kind; undefined for kinds without a list. What stands on no list is nobody's to be sent. */
export const shareOf = (kind: string, category: string, lists: DutyLists): Share | undefined =>
  isListed(kind) ? (shares.find((share) => lists[kind][share].has(category)) ?? 'taken-back') : undefined;
