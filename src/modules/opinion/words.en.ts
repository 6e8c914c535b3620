// Words of what homes think, in English.

export const words = {
  'opinion.title': 'What homes think',
  'opinion.text':
    'What homes told their workers, put together every seven days, without names unless a home agreed. Each digest gets an answer, and the whole village is told.',
  'opinion.of': '{place}, {from} to {to}',
  'opinion.by': '({home}, agreed to be named)',
  'opinion.gone': 'The words here were corrected or erased.',
  'opinion.answer': 'Answer',
  'opinion.answerHint': 'Written for the whole village: what can be done and when, and why not. Mention no home.',
  'opinion.need': 'Write the answer first.',
  'opinion.send': 'Tell the village',
  'opinion.up': 'Pass up to the township',
  'opinion.told': 'Answered; the whole village can read it.',
  'opinion.answered': 'Answer of {office}',
  'opinion.notices': 'As a notice to the village',
  'opinion.atVillage': 'Waits for the village; after fourteen days the township may answer.',
  'opinion.atTownship': 'Passed up; waits for the township.',
  'opinion.none': 'No digest yet',
  'opinion.noneText': 'The first one comes seven days after a worker wrote down what a home thinks.',
  'opinion.notice': 'What you told us {from} to {to}: the answer',
  'comment.title': 'What homes say',
  'comment.text':
    'Nobody knows which home said what. Shown from five homes on, five at a time, of months that are over. Nothing is compared or ranked.',
  'comment.of': '{office}, {year}',
  'comment.well': 'Well',
  'comment.fair': 'So-so',
  'comment.poor': 'Poorly',
  'comment.homes': '{n|home|homes}',
  'comment.noWords': 'Fewer than five homes wrote something; it is not shown yet.',
  'comment.none': 'Nothing to read yet',
  'comment.noneText': 'Once five homes spoke about an office and the month is over, it stands here.',
} as const;
