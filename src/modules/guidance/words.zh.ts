// Words of the liaison officer's page, in Chinese; loaded with the screens that show them.

export const words = {
  'guidance.title': '包片',
  'guidance.text': '您包的网格，谁请过帮忙，怎么说的，后来怎样。',
  'guidance.calls': '请帮忙的',
  'guidance.see': '看这件事',
  'guidance.none': '没有人请帮忙',
  'guidance.noneText': '网格员请帮忙会在这里。',
  'guidance.grids': '网格',
  'guidance.openCount': '在办 {n} 件',
  'guidance.nobody': '没有网格员',
  'guidance.waits': '还没回',
  'guidance.solved': '解决了',
  'guidance.notSolved': '没解决',
  'guidance.closed': '停了',
  'guidance.asked': '等住户一句话',
  'guidance.open': '在办',
} as const;
