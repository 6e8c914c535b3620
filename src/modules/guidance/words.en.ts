// Words of the liaison officer's page, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'guidance.title': 'Guidance',
  'guidance.text': 'Your grids, who called for help, what was said and what came of it.',
  'guidance.calls': 'Calls for help',
  'guidance.see': 'See the matter',
  'guidance.none': 'Nobody called for help',
  'guidance.noneText': 'Calls of grid workers stand here.',
  'guidance.grids': 'Grids',
  'guidance.openCount': '{n} open',
  'guidance.nobody': 'no grid worker',
  'guidance.waits': 'no answer yet',
  'guidance.solved': 'solved',
  'guidance.notSolved': 'not solved',
  'guidance.closed': 'ended',
  'guidance.asked': 'waits for the household',
  'guidance.open': 'under way',
};
