// The columns of each file, in the words a village clerk would write above them.
import type { Village } from './shapes.ts';

export type Cell = string | number;
export type Table = readonly (readonly Cell[])[];

export const rosterColumns = [
  '门牌号',
  '社',
  '网格',
  '户主',
  '与户主关系',
  '姓名',
  '性别',
  '出生年月',
  '联系电话',
  '在家情况',
  '走访间隔(天)',
  '关怀',
  '供水点',
  '经度',
  '纬度',
] as const;
export const postColumns = ['姓名', '电话', '单位', '岗位', '负责范围', '产生方式', '任期起', '任期止'] as const;
export const officeColumns = ['名称', '类型', '区划编码', '电话', '上级机构', '事项编码'] as const;
export const placeColumns = ['编码', '名称', '类型', '上级编码'] as const;
export const networkColumns = ['编号', '名称', '类型', '上级编号', '纬度', '经度'] as const;
export const noticeColumns = ['标题', '内容', '发布机构', '开始日期', '截止日期'] as const;

const digits = Array.from('一二三四五六七');

export function rosterTable({ households }: Village): Table {
  const rows = households.flatMap((home) =>
    home.members.map((member): Cell[] => [
      home.door,
      `${digits[home.group - 1]}社`,
      `${home.grid}网格`,
      home.head,
      member.relation,
      member.name,
      member.sex,
      member.born,
      member.phone,
      home.home,
      home.intervalDays,
      home.care.join('；'),
      home.tap,
      home.lon,
      home.lat,
    ]),
  );
  return [rosterColumns, ...rows];
}

export function postTable({ posts }: Village): Table {
  const rows = posts.map((post): Cell[] => [
    post.name,
    post.phone,
    post.office,
    post.role,
    post.serves,
    post.chosen,
    post.from,
    post.until,
  ]);
  return [postColumns, ...rows];
}

export function officeTable({ offices }: Village): Table {
  const rows = offices.map((one): Cell[] => [
    one.name,
    one.kind,
    one.areaCode,
    one.phone,
    one.parent,
    one.duties.join(' '),
  ]);
  return [officeColumns, ...rows];
}

export function placeTable({ places }: Village): Table {
  return [placeColumns, ...places.map((place): Cell[] => [place.code, place.name, place.kind, place.parent])];
}

export function networkTable({ network }: Village): Table {
  const rows = network.map((node): Cell[] => [node.code, node.name, node.kind, node.parent, node.lat, node.lon]);
  return [networkColumns, ...rows];
}

export function noticeTable({ notices }: Village): Table {
  const rows = notices.map((one): Cell[] => [one.title, one.text, one.office, one.from, one.until]);
  return [noticeColumns, ...rows];
}

/** Comma-separated with a byte order mark, as Excel saves "CSV UTF-8"; lines end with CRLF. */
export function csv(table: Table): string {
  const cell = (value: Cell): string => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${table.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

export function geojson({ places }: Village): string {
  const features = places.flatMap(({ code, name, kind, parent, ring }) =>
    ring
      ? [
          JSON.stringify({
            type: 'Feature',
            properties: { code, name, kind, parent },
            geometry: { type: 'Polygon', coordinates: [ring] },
          }),
        ]
      : [],
  );
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}
