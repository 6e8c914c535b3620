// The offices that may hold a matter, from the grid to the county, and the categories each one handles.
import { county, gridCode, gridName, groupCode, groupName, groups, township, village } from './places.ts';
import type { Office, OfficeKind } from './shapes.ts';

export const villageOffice = `${village.name}委会`;
export const townshipOffice = `${township.name}政府`;
export const waterBureau = `${county.name}水务局`;
export const countyCentre = `${county.name}综治中心`;
export const levelOneOffice = (group: number): string => `${groupName(group)}网格长`;
export const liaisonOffice = (group: number): string => `${groupName(group)}包片干部`;

/** Numbers of the form 0900-555-xxxx belong to nobody. */
const desk = (tail: number): string => `0900-555-${String(tail).padStart(4, '0')}`;

type Row = readonly [name: string, kind: OfficeKind, duties: string];

const specialists: readonly Row[] = [
  [`${village.name}水管员`, 'village-specialist', 'W1 W2 W3'],
  [`${village.name}卫生室`, 'village-specialist', 'M1 M2 M3 M4 M6'],
  [`${village.name}调解委员会`, 'village-specialist', 'D1 D2 D3 D5'],
  [`${village.name}儿童主任`, 'village-specialist', 'C6'],
  [`${village.name}代办点`, 'village-specialist', 'S3 S4'],
];
const villageDuties = 'W4 W5 P5 P6 R1 R5 R6 A3 A5 A6 S1 S5 S6 C5 E1 E2 E4 E6 F1 F2 F3 V1 V2 V3 V5 V6';
const townshipDuties = 'W6 R2 R3 R4 H1 H2 H3 H4 H5 H6 A4 C1 C2 C3 C4 M5 E3 E5 D4 F4 F6';
const fieldOffices: readonly Row[] = [
  [`${township.name}水利站`, 'field-office', 'W1 W2 W3 W5'],
  [`${township.name}农业站`, 'field-office', 'A1 A2 A4 A6'],
  [`${township.name}财政所`, 'field-office', 'S1 S2'],
  [`${township.name}派出所`, 'field-office', 'F5 R5'],
];
const departments: readonly Row[] = [
  [waterBureau, 'department', 'W1 W2 W3 W4 W5 W6'],
  [`${county.name}农业农村局`, 'department', 'A1 A2 A3 A4 A5 A6 S1 S5 R6 D2 V2'],
  [`${county.name}民政局`, 'department', 'C1 C2 C3 C4 C5 C6'],
  [`${county.name}医保局`, 'department', 'S3'],
  [`${county.name}交通运输局`, 'department', 'R1 R2 R3 R4'],
  [`${county.name}住建局`, 'department', 'H1 P6 E1 F2'],
  [`${county.name}自然资源局`, 'department', 'H2 H3 H4 H5 H6'],
  [`${county.name}人社局`, 'department', 'S4 D4'],
  [`${county.name}财政局`, 'department', 'S2'],
  [`${county.name}卫健局`, 'department', 'M1 M2 M3 M4 M6'],
  [`${county.name}市场监管局`, 'department', 'M5'],
  [`${county.name}应急管理局`, 'department', 'F1 F4'],
  [`${county.name}生态环境分局`, 'department', 'E2 E3 E4 E5'],
  [`${county.name}司法局`, 'department', 'D1 D3 D5'],
  [`${county.name}教体局`, 'department', 'F3 V5'],
  [`${county.name}工信局`, 'department', 'P5'],
  [`${county.name}纪委监委`, 'department', 'V4'],
  [`${county.name}公安局`, 'department', 'D6 F5 F6 R5'],
];

export function offices(): Office[] {
  let tail = 100;
  const office = ([name, kind, duties]: Row, areaCode: string, parent: string): Office => {
    tail += 1;
    return { name, kind, areaCode, phone: desk(tail), parent, duties: duties === '' ? [] : duties.split(' ') };
  };
  const powerDuties = 'P1 P2 P3 P4';
  const above: Office[] = [
    office([countyCentre, 'county-centre', ''], county.code, ''),
    ...departments.map((row) => office(row, county.code, countyCentre)),
    office([`${county.name}供电公司`, 'outside-body', powerDuties], county.code, countyCentre),
    office([townshipOffice, 'township', townshipDuties], township.code, countyCentre),
    ...fieldOffices.map((row) => office(row, township.code, townshipOffice)),
    office([villageOffice, 'village', villageDuties], village.code, townshipOffice),
    ...specialists.map((row) => office(row, village.code, villageOffice)),
    office([`${village.name}村务监督委员会`, 'supervision', ''], village.code, townshipOffice),
  ];
  const grids = groups.flatMap((group) => {
    const code = groupCode(group.number);
    const headOffice = levelOneOffice(group.number);
    return [
      office([headOffice, 'level-1', 'V6'], code, villageOffice),
      office([liaisonOffice(group.number), 'liaison', ''], code, villageOffice),
      ...group.grids.map((_, at) =>
        office([gridName(group.number, at + 1), 'level-2', ''], gridCode(group.number, at + 1), headOffice),
      ),
    ];
  });
  return [...above, ...grids];
}
