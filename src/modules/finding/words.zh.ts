// Words of questions about one cause, in Chinese.

export const words = {
  'finding.ask.title': '问一问：{what}',
  'finding.ask.count': '{n} 户',
  'finding.ask.text': '别家报了同样的事。顺路问这几户有没有，能早些找到毛病。',
  'finding.ask.yes': '也有',
  'finding.ask.no': '没有',
  'finding.ask.not-asked': '没问',
  'finding.ask.done.no': '记下了：这户没有',
  'finding.ask.done.not-asked': '记下了：没问这户',
  'problem.ask-answered': '这户问过了，不用再问。',
  'problem.ask-matter': '这户也有的话，要记一件事。',
} as const;
