// Words of the page that types in sheets of visits, in Chinese.

export const words = {
  'visit.sheet.title': '录入走访记录表',
  'visit.sheet.text': '照着纸录，一户一行。每个圈两个键，写的话照录。',
  'visit.sheet.grid': '哪个网格',
  'visit.sheet.choose': '先选网格',
  'visit.sheet.chooseText': '选了，就列出这个网格的门牌，跟纸上一样排。',
  'visit.sheet.print': '打印空表',
  'visit.sheet.how': '日、圈、话，按 Tab 走；按回车到下一户。日空着，就跟上一户同一天。',
  'visit.sheet.keys': '两个键各是什么',
  'visit.sheet.month': '纸上是哪个月',
  'visit.sheet.dayOf': '{door} 哪天',
  'visit.sheet.codesOf': '{door} 圈了什么',
  'visit.sheet.noteOf': '{door} 写的话',
  'visit.sheet.note': '写的话',
  'visit.sheet.saved': '记下了',
  'visit.sheet.save': '记下 {n} 户',
  'visit.sheet.need.codes': '没有“{code}”这两个键，请看着纸再按。',
  'visit.sheet.need.words': '圈了“{code}”，还差写的话。',
  'visit.sheet.need.empty': '这一行是空的{code}',
  'visit.sheet.need.day': '没有这一天，请改日子。',
} as const;
