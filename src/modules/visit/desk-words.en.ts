// Words of the page that types in sheets of visits, in English.
import type { words as zh } from './desk-words.zh.ts';

export const words: Readonly<Record<keyof typeof zh, string>> = {
  'visit.sheet.title': 'Type in a sheet of visits',
  'visit.sheet.text': 'As on the paper, a line for each home. Two keys for each circle; what was written is typed.',
  'visit.sheet.grid': 'Which grid',
  'visit.sheet.choose': 'Choose a grid first',
  'visit.sheet.chooseText': 'Then its doors stand here, in the order of the paper.',
  'visit.sheet.print': 'Print an empty sheet',
  'visit.sheet.how':
    'Day, circles, words: Tab goes on, Enter goes to the next home. An empty day is that of the line before.',
  'visit.sheet.keys': 'What the two keys mean',
  'visit.sheet.month': 'The month on the paper',
  'visit.sheet.dayOf': '{door}: day',
  'visit.sheet.codesOf': '{door}: circles',
  'visit.sheet.noteOf': '{door}: words',
  'visit.sheet.note': 'Words',
  'visit.sheet.head.door': 'Door',
  'visit.sheet.head.day': 'Day',
  'visit.sheet.head.codes': 'Circles',
  'visit.sheet.head.note': 'Words',
  'visit.sheet.saved': 'Kept',
  'visit.sheet.save': 'Keep {n|home|homes}',
  'visit.sheet.need.codes': 'There is no answer with the keys “{code}”. Look at the paper again.',
  'visit.sheet.need.words': '“{code}” is circled, and its words are missing.',
  'visit.sheet.need.empty': 'This line is empty{code}',
  'visit.sheet.need.day': 'There is no such day.',
};
