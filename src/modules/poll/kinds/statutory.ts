// Words by which a question asks for what the law wants decided on paper or in a meeting: elections and recalls (POLL-2).

export const statutoryWords: readonly RegExp[] = [
  /选举/,
  /改选/,
  /补选/,
  /换届/,
  /罢免/,
  /撤换/,
  /弹劾/,
  /(选|推选|推举|选出|当选)[^，。；？！]{0,12}(村委会|居委会|主任|委员|支书|书记|代表|社长|组长|网格长|网格员)/,
  /(村委会|居委会|主任|委员|支书|书记|代表|社长|组长|网格长|网格员)[^，。；？！]{0,12}(选谁|谁来当|谁当|由谁担任|下台)/,
  /\b(elect(ion|ed|ing)?|re-?elect\w*|recall(ed|ing)?|by-?election|impeach\w*)\b/i,
];

export const isStatutory = (texts: readonly string[]): boolean =>
  texts.some((text) => statutoryWords.some((word) => word.test(text)));
