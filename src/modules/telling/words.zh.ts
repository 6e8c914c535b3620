// Words of messages that desk and phone share, in Chinese; the phone loads them with the screen.

export const words = {
  'telling.title': '消息',
  'telling.none': '没有消息',
  'telling.noneText': '有新的会自己出现。',
  'telling.number': '{number} 号',
  'telling.inbox.new': '交到您这里',
  'telling.inbox.carry': '有答复了，请带到户里',
  'telling.inbox.help': '网格员请帮忙',
  'telling.inbox.called': '乡镇请您到场',
  'telling.inbox.supervised': '这件事被督办了',
  'telling.inbox.near': '快到期',
  'telling.inbox.overdue': '超期了',
  'telling.inbox.overdueAbove': '下面的单位超期了，请催一催',
  'telling.inbox.call-back': '告诉住户三天了，请回访',
  'telling.inbox.review': '停办的事，明天到再看的日子',
  'telling.inbox.digest': '今天：在办 {open} 件，没人接 {untaken} 件，今天到期 {dueToday} 件，超期 {overdue} 件',
  'telling.phone.text': '这部手机上有的事里出的，没网也看得到。',
} as const;
