// Words of questions, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'question.ask': 'A question about a policy or a paper',
  'question.askText': 'What can be answered at once: asked and answered are noted',
  'question.title': '{name} asks',
  'question.topic': 'About what',
  'question.text': 'What is asked',
  'question.answer': 'What was answered',
  'question.notices': 'In the notices of village and township',
  'question.use': 'Answer from this',
  'question.used': 'From the notice: {title}',
  'question.unuse': 'Not from it',
  'question.notNow': 'It cannot be answered now? Report it as a matter, and somebody answers.',
  'question.report': 'Report it',
  'question.saved': 'Asked and answered are noted.',
  'question.save': 'Save',
  'question.list': 'Asked before',
  'question.need.topic': 'Choose what it is about',
  'question.need.text': 'Write what was asked',
  'question.need.answer': 'Write what was answered',
  'problem.question-topic': 'This is no question of the catalogue. Report it as a matter.',
  'problem.question-notice': 'That notice is not for this place, or was withdrawn by then.',
  'field.what.question.answer': 'Asked and answered, {name}',
};
