// Days and months as people write them in tables: with dots, hanzi or full-width digits, as a number of Excel, by the Republic's years.

const narrow = (text: string): string => text.normalize('NFKC').trim();
const pad = (part: string | number | undefined): string => String(part ?? '1').padStart(2, '0');

const digits = '〇一二三四五六七八九';
const hanzi = (sign: string): number => ('零○O'.includes(sign) ? 0 : sign === '元' ? 1 : digits.indexOf(sign));

/** `二十三` → 23, `二〇〇一` → 2001, `23` → 23; undefined when it is no number. */
export function readNumeral(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const ten = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(text);
  if (ten) return (ten[1] ? hanzi(ten[1]) : 1) * 10 + (ten[2] ? hanzi(ten[2]) : 0);
  const signs = [...text].map(hanzi);
  return signs.length === 0 || signs.includes(-1) ? undefined : Number(signs.join(''));
}

const numeral = '[〇零○O元一二三四五六七八九十]+';
const republic = new RegExp(`^(?:民国|民國)(${numeral}|\\d+)年(?:(${numeral}|\\d+)月)?(?:(${numeral}|\\d+)[日号])?$`);
const written = new RegExp(`^(${numeral}|\\d{4})年(?:(${numeral}|\\d+)月)?(?:(${numeral}|\\d+)[日号])?$`);

/** The same in plain figures, `1985-3-2` or `1985-3`; as it stands where it is none of these. */
function inFigures(text: string): string {
  const old = republic.exec(text);
  const hit = old ?? written.exec(text);
  if (!hit) return text;
  const [year, ...rest] = hit.slice(1).map((part) => (part === undefined ? undefined : readNumeral(part)));
  return [(year ?? 0) + (old ? 1911 : 0), ...rest.filter((part) => part !== undefined)].join('-');
}

/** Excel counts days from 1899-12-30; only such as lie between 1920 and 2079, so that no house number is taken for a day. */
function fromSerial(text: string): string | undefined {
  const hit = /^(\d{4,5})(?:\.\d+)?$/.exec(text);
  const serial = Number(hit?.[1]);
  if (!hit || serial < 7306 || serial > 65_745) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

const tidy = (text: string): string =>
  inFigures(
    narrow(text)
      .replaceAll(/\s+/g, ' ')
      .replace(/[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, '')
      .replaceAll(' ', '')
      .replace(/(出?生|[.。,，])$/, ''),
  );

function wholeDay(text: string): string | undefined {
  const hit = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!hit) return undefined;
  const day = `${hit[1]}-${pad(hit[2])}-${pad(hit[3])}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day;
}

/** `2026-02-17` from the ways people write a day; undefined when it is none. */
export function readDay(text: string): string | undefined {
  const plain = tidy(text);
  return wholeDay(plain) ?? fromSerial(plain);
}

/** `1954-03` from a month or a whole day; undefined when it is none. */
export function readMonth(text: string): string | undefined {
  const plain = tidy(text);
  const day = wholeDay(plain);
  if (day) return day.slice(0, 7);
  const hit = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(plain) ?? /^(\d{4})(\d{2})$/.exec(plain);
  const month = Number(hit?.[2]);
  if (hit) return month >= 1 && month <= 12 ? `${hit[1]}-${pad(month)}` : undefined;
  return fromSerial(plain)?.slice(0, 7);
}
