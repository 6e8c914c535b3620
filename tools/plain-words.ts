// Whether the Chinese words are short and plain enough to be said at a door: no long sentence, no code of ours, no word of offices.

export interface PlainFaults {
  /** Sentences of more than twenty hanzi. */
  readonly long: readonly string[];
  /** What only a program says. */
  readonly coded: readonly string[];
  /** Words of files and offices, on the phone and on the household's page. */
  readonly stiff: readonly string[];
  /** Hanzi of every sentence of the household's page that is one. */
  readonly lengths: readonly number[];
}

const mostHanzi = 20;
const codes =
  /\b[A-Z]\d\b|\b(UUID|JSON|API|HTTP|HTTPS?_|SQL|null|undefined|token|NaN)\b|[a-z]+(-[a-z]+){1,}|[0-9a-f]{8}-[0-9a-f]{4}/;
const officialese =
  /工单|处置|核查|签收|派遣|分办|转办|督办|催办|闭环|研判|下沉|赋能|抓手|事权|诉求|反馈|结案|并案|采集|数据库|用户|登录态|提交失败|非法/;

/** How many Chinese signs a text has. */
export const hanziIn = (text: string): number => [...text].filter((sign) => /\p{Script=Han}/u.test(sign)).length;

/** Reads one words file (path from the root, key to Chinese text). */
export function plainFaults(file: string, words: Readonly<Record<string, string>>): PlainFaults {
  const long: string[] = [];
  const coded: string[] = [];
  const stiff: string[] = [];
  const lengths: number[] = [];
  const village = file.includes('server/door/');
  for (const [key, text] of Object.entries(words)) {
    // What an administrator types on the machine itself is no screen, nor what the law wants on a paper that is signed.
    if (file.includes('/cli/') || key.startsWith('print.')) continue;
    const bare = String(text).replaceAll(/\{[^}]*\}/g, '');
    for (const sentence of bare.split(/[。！？；\n]/)) {
      const hanzi = hanziIn(sentence);
      if (hanzi > mostHanzi) long.push(`${key}: ${hanzi} hanzi: ${sentence}`);
      if (village && hanzi > 3) lengths.push(hanzi);
    }
    if (codes.test(bare)) coded.push(`${key}: ${text}`);
    if ((village || file.includes('apps/field')) && officialese.test(bare)) stiff.push(`${key}: ${text}`);
  }
  return { long, coded, stiff, lengths };
}
