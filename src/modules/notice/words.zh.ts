// Words of notices, in Chinese.

export const words = {
  'notice.title': '通知',
  'notice.none': '眼下没有通知',
  'notice.noneText': '有新的会自己出现。',
  'notice.from': '{office} · {day}',
  'notice.until': '{day}前有效',
} as const;
