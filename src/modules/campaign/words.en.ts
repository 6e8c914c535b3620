// Words of campaigns on the phone, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'campaign.home': 'Policies to speak of',
  'campaign.toldOn': 'told on {day}',
  'campaign.notTold': 'not told yet: one tap when you write the visit',
  'campaign.ask': 'Somebody asks',
  'campaign.asks': '{name} asks: {title}',
  'campaign.question': 'What is asked',
  'campaign.questionHint':
    'What cannot be answered here. Questions are answered together, without saying which home asked.',
  'campaign.need': 'Write what was asked',
  'campaign.save': 'Save',
  'campaign.asked': 'Noted, and on its way to the office in charge.',
  'campaign.asked.waits': 'waits for an answer',
  'campaign.toTell': 'Answers to bring back',
  'campaign.toTellText': 'These homes asked, and the answer came. Tell them in person or by telephone.',
  'campaign.tellDone': 'Told',
  'campaign.tellSaved': 'Noted: the answer was told.',
  'problem.inquiry-campaign': 'That campaign is not for this home, or is over.',
  'problem.inquiry-unanswered': 'The answer has not come yet.',
  'problem.inquiry-told': 'It was told already.',
  'field.what.inquiry.ask': 'A question about a policy, {name}',
  'field.what.inquiry.tell': 'An answer was told',
};
