// Homes whose content carries a mark of its own in every place where a question, a page or a paper could show it, and an adult of each who reads the list.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Caller } from '#tests/running.ts';
import { addAdult, importer, type Matrix } from './county.ts';
import { report } from './targets.ts';

export const homeNames = ['one', 'two', 'three', 'four', 'elsewhere'] as const;
export type HomeName = (typeof homeNames)[number];

/** Stands in what was said and written about this home and nowhere else. */
export const markOf = (home: HomeName): string => `雀${'甲乙丙丁戊'[homeNames.indexOf(home)]}鸣`;
export const phoneOf = (home: HomeName): string => `1990000200${homeNames.indexOf(home)}`;

export interface Marked {
  readonly adults: Readonly<Record<HomeName, Caller>>;
  /** A matter of each home, reported by the worker of its grid. */
  readonly matters: Readonly<Record<HomeName, string>>;
}

async function mark(m: Matrix, home: HomeName): Promise<string> {
  const { county, homes, worker, worker2 } = m.cast;
  const [household, said] = [homes[home], markOf(home)];
  const by = home === 'elsewhere' ? worker2 : worker;
  await say(county, importer, 'member.add', { member: newId(), household, name: `${said}员`, born: '1960-01' });
  await say(county, importer, 'household.change', { household, howToCome: `${said}先喊一声` });
  const parts = [{ kind: 'fact', fact: 'hail', text: `${said}雹` }];
  const promises = [{ promise: newId(), text: `${said}答应` }];
  await say(county, by, 'visit.record', { visit: newId(), household, note: `${said}记`, parts, promises });
  const question = { question: newId(), household, topic: 'S3', text: `${said}问`, answer: '年底前' };
  await say(county, by, 'question.answer', question);
  const asked = { kind: 'insurance-claim', member: null, papers: [], words: `${said}亩`, agreed: true };
  await say(county, by, 'errand.ask', { errand: newId(), household, ...asked });
  return report(m, home, { category: 'W2', text: `${said}经过` });
}

export async function markHomes(m: Matrix): Promise<Marked> {
  const [adults, matters] = [{} as Record<HomeName, Caller>, {} as Record<HomeName, string>];
  for (const home of homeNames) {
    matters[home] = await mark(m, home);
    const { person } = await addAdult(m.cast, m.cast.homes[home], `${markOf(home)}人`);
    adults[home] = await m.server.session(person, m.cast.homes[home]);
  }
  return { adults, matters };
}

/** The homes of whose record something stands in this text. */
export const homesIn = (m: Matrix, text: string): HomeName[] =>
  homeNames.filter(
    (home) => text.includes(markOf(home)) || text.includes(phoneOf(home)) || text.includes(m.cast.homes[home]),
  );
