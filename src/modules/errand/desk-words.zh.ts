// Words of errands that only the desk says, in Chinese.

export const words = {
  'errand.desk.text': '这里在办的、交来等收的。谁在办、原件在哪里，都写着。',
  'errand.print': '打印委托书、收据',
  'errand.rounds': '村里建议的',
  'errand.round.far': '{homes} 户：还没问 {waiting}，在办 {carried}，办完 {over}',
  'errand.offer.act': '上门问：{kind}',
  'errand.offer.title': '上门问一问：{kind}',
  'errand.offer.text': '网格员下次上门问一问，要办的当场收材料。不要的，记一句“不用”就行，没有期限，不算任务。',
  'errand.offer.homes': '这几户说了',
  'errand.offer.send': '建议',
  'errand.offer.done': '已经建议了。问到哪里，看“代办”。',
} as const;
