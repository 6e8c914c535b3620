// What a text on a phone says, in Chinese: that there is news and how to look, never what it is about (TELL-4).

export const words = {
  'telling.sms': '【{county}】您家的事（{number} 号）有新消息。查看：{address}，凭查询码打开。',
  'telling.smsPlain': '【{county}】您家的事（{number} 号）有新消息。扫门牌凭查询码看，或问网格员。',
} as const;
