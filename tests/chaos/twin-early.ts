// A sabotaged door: it acknowledges before the write, which follows a moment later if the process still lives.
import { execute as honest } from '#server/execute.ts';

export const execute: typeof honest = (county, actor, envelope) => {
  setTimeout(() => void honest(county, actor, envelope).catch(() => undefined), 300);
  return Promise.resolve({ id: envelope.id, status: 'accepted', facts: [] });
};
