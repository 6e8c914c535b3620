// Words of notices, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'notice.title': 'Notices',
  'notice.none': 'No notices now',
  'notice.noneText': 'New ones appear by themselves.',
  'notice.from': '{office} · {day}',
  'notice.until': 'valid until {day}',
};
