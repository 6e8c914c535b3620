// Words of errands that only the desk says, in English.
import type { words as zh } from './desk-words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'errand.desk.text':
    'What is carried here, and what was handed to you. Who carries it and where the originals are is written in each.',
  'errand.print': 'Print mandate and receipt',
  'errand.rounds': 'Suggested by the village',
  'errand.round.far': '{homes|home|homes}: {waiting} not asked yet, {carried} under way, {over} finished',
  'errand.offer.act': 'Ask at the doors: {kind}',
  'errand.offer.title': 'Ask at the doors: {kind}',
  'errand.offer.text':
    'The worker asks when he is next at the door and takes the papers of those who want it. A no is one tap. There is no deadline and it is no target.',
  'errand.offer.homes': 'These homes said so',
  'errand.offer.send': 'Suggest it',
  'errand.offer.done': 'Suggested. How far it is stands in the errands.',
};
