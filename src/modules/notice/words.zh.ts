// Words of notices, in Chinese.

export const words = {
  'notice.title': '通知',
  'notice.none': '眼下没有通知',
  'notice.noneText': '有新的会自己出现。',
  'notice.from': '{office} · {day}',
  'notice.until': '{day}前有效',
  'notice.count': '{n} 条',

  'problem.notice-dates': '止期要在起期之后。',
  'problem.notice-withdrawn': '这条通知已经撤下。',
} as const;
