// The days off that the State Council's regulation of 2024 fixes for everybody, for a year whose table nobody brought yet.

/** By the moon, from the published calendar: Spring Festival, Dragon Boat, Mid-Autumn. A year that is not here has its solar days only. */
const byMoon: Readonly<Record<number, readonly [string, string, string]>> = {
  2026: ['02-17', '06-19', '09-25'],
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
};

const oneDay = 86_400_000;
const dayBeside = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * oneDay).toISOString().slice(0, 10);

/** Pure Brightness, by the sun: 4 or 5 April in this century. */
const qingming = (year: number): string => {
  const short = year % 100;
  return `${year}-04-0${Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)}`;
};

/** New Year's Day; New Year's Eve of the moon and the three days after it; Qingming; 1 and 2 May; Dragon Boat; Mid-Autumn; 1 to 3 October. */
export function statutoryDays(year: number): string[] {
  const on = (day: string): string => `${year}-${day}`;
  const [spring, dragon, autumn] = byMoon[year] ?? [];
  return [
    on('01-01'),
    ...(spring === undefined ? [] : [-1, 0, 1, 2].map((by) => dayBeside(on(spring), by))),
    qingming(year),
    on('05-01'),
    on('05-02'),
    ...[dragon, autumn].flatMap((day) => (day === undefined ? [] : [on(day)])),
    on('10-01'),
    on('10-02'),
    on('10-03'),
  ];
}
