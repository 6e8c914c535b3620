// The household's word on a matter: solved, partly, not solved, or taken back; the same steps behind a secret and for a verified adult.
import type { Context } from 'hono';
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { answerSentence, fieldsOf } from './answers.ts';
import { type CaseDoor, caseBody, sayBody, withdrawBody } from './case-page.ts';
import type { DoorCase } from './case-data.ts';
import { answerGo, answerPage, type Fault, type Look, type PageParts } from './page.ts';
import { isOwnPage, makeToken, readToken } from './tokens.ts';

/** One matter, who looks at it, and under which address. */
export interface Opened {
  readonly county: County;
  readonly look: Look;
  readonly actor: Actor;
  readonly matter: DoorCase;
  readonly base: string;
  readonly back?: PageParts['back'];
}

const isUnhappy = (value: string): value is 'partly' | 'not-solved' => value === 'partly' || value === 'not-solved';
const purposeOf = ({ matter }: Opened): string => `case:${matter.id}`;
const doorOf = async (opened: Opened): Promise<CaseDoor> => ({ base: opened.base, token: await makeToken(opened.county, purposeOf(opened)) });

export async function answerCase(c: Context, opened: Opened, faults: readonly Fault[] = []): Promise<Response> {
  const { look, matter, base, back } = opened;
  const title = matter.number === null ? look.t('door.case.title') : look.t('door.number', { number: matter.number });
  return answerPage(c, look, { title, here: base, body: caseBody(look, matter, await doorOf(opened)), back, faults });
}

/** Asks for one sentence before a "not solved"; it may be left empty. */
export async function answerSay(c: Context, opened: Opened, given: { text: string; faults: readonly Fault[] } = { text: '', faults: [] }): Promise<Response> {
  const { look, matter, base } = opened;
  const outcome = c.req.query('outcome') ?? '';
  const back = { href: look.to(base), label: look.t('door.case.title') };
  const body = sayBody(look, await doorOf(opened), isUnhappy(outcome) ? outcome : 'not-solved', given);
  return answerPage(c, look, { title: matter.title, here: `${base}/say`, body, back, faults: given.faults }, given.faults.length > 0 ? 400 : 200);
}

export async function answerWithdraw(c: Context, opened: Opened): Promise<Response> {
  const { look, matter, base } = opened;
  return answerPage(c, look, { title: matter.title, here: `${base}/withdraw`, body: withdrawBody(look, await doorOf(opened)) });
}

/** Does what was pressed, once per form, and goes back to the matter. */
export async function takeWord(c: Context, opened: Opened, name: 'case.say' | 'case.withdraw'): Promise<Response> {
  const { county, look, actor, matter, base } = opened;
  if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
  const field = await fieldsOf(c);
  const ids = await readToken(county, purposeOf(opened), field('token'));
  const text = field('text').slice(0, name === 'case.say' ? 2000 : 500);
  if (!ids) return answerSentence(c, look, 'door.error.stale', 409);
  const outcome = field('outcome');
  const input = name === 'case.say' ? { case: matter.id, outcome, text } : { case: matter.id, text };
  const answer = await execute(county, actor, { v: 1, id: ids.command, name, input, at: county.now(), device: null, author: actor.person });
  if (answer.status === 'refused') throw new Problem('conflict', 'case-moved-on');
  return answerGo(c, look.to(base));
}

