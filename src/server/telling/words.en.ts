// What a text on a phone says, in English: that there is news and how to look, never what it is about (TELL-4).
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'telling.sms': '{county}: there is news on your matter no. {number}. Look: {address}, with your follow-up code.',
  'telling.smsPlain':
    '{county}: there is news on your matter no. {number}. Scan your door plate and use your follow-up code, or ask your grid worker.',
};
