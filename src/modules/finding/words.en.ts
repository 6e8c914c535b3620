// Words of questions about one cause, in English.

export const words = {
  'finding.ask.title': 'Worth asking: {what}',
  'finding.ask.count': '{n} homes',
  'finding.ask.text': 'Other homes told of the same. Asking these on your way helps to find the cause sooner.',
  'finding.ask.yes': 'Here too',
  'finding.ask.no': 'Not here',
  'finding.ask.not-asked': 'Not asked',
  'finding.ask.done.no': 'Noted: not in this home',
  'finding.ask.done.not-asked': 'Noted: this home was not asked',
  'problem.ask-answered': 'This home was asked already.',
  'problem.ask-matter': 'A home that has it too needs a matter of its own.',
} as const;
