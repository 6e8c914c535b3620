// The household's word on a matter: solved, partly, not solved, or taken back; the same steps behind a secret and for a verified adult.
import type { Context } from 'hono';
import type { Actor } from '#kit/actor.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { answerFile, findSeen } from '../files/file-routes.ts';
import type { FileStore } from '../files/file-store.ts';
import { answerSentence, fieldsOf } from './answers.ts';
import { type CaseDoor, caseBody, changeBody, sayBody } from './case-page.ts';
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

type Change = 'withdraw' | 'up';
type Word = 'case.say' | 'case.withdraw' | 'case.step-up' | 'case.satisfy';

const isUnhappy = (value: string): value is 'partly' | 'not-solved' => value === 'partly' || value === 'not-solved';
const purposeOf = ({ matter }: Opened): string => `case:${matter.id}`;
const doorOf = async (opened: Opened): Promise<CaseDoor> => ({
  base: opened.base,
  token: await makeToken(opened.county, purposeOf(opened)),
});

async function answerCase(c: Context, opened: Opened): Promise<Response> {
  const { look, matter, base, back } = opened;
  const title = matter.number === null ? look.t('door.case.title') : look.t('door.number', { number: matter.number });
  return answerPage(c, look, { title, here: base, body: caseBody(look, matter, await doorOf(opened)), back });
}

interface Said {
  readonly outcome: string;
  readonly text: string;
  readonly faults: readonly Fault[];
}

/** Asks for one sentence before a "not solved"; it may be left empty. What was written stays when it must be sent again. */
async function answerSay(c: Context, opened: Opened, said?: Said): Promise<Response> {
  const { look, matter, base } = opened;
  const { outcome, text, faults } = said ?? { outcome: c.req.query('outcome') ?? '', text: '', faults: [] };
  const back = { href: look.to(base), label: look.t('door.case.title') };
  const body = sayBody(look, await doorOf(opened), isUnhappy(outcome) ? outcome : 'not-solved', { text, faults });
  const parts = { title: matter.title, here: `${base}/say`, body, back, faults, form: `${base}/say` };
  return answerPage(c, look, parts, faults.length > 0 ? 409 : 200);
}

async function answerChange(c: Context, opened: Opened, change: Change, text = ''): Promise<Response> {
  const { look, matter, base } = opened;
  return answerPage(c, look, {
    title: matter.title,
    here: `${base}/${change}`,
    body: changeBody(look, await doorOf(opened), change, text),
    form: `${base}/${change}`,
  });
}

/** Does what was pressed, once per form, and goes back to the matter. */
async function takeWord(c: Context, opened: Opened, name: Word): Promise<Response> {
  const { county, look, actor, matter, base } = opened;
  if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
  const field = await fieldsOf(c);
  const outcome = field('outcome');
  const text = field('text').slice(0, name === 'case.say' ? 2000 : 500);
  if (field('redraw') !== '' && name !== 'case.satisfy')
    return name === 'case.say'
      ? answerSay(c, opened, { outcome, text, faults: [] })
      : answerChange(c, opened, name === 'case.step-up' ? 'up' : 'withdraw', text);
  const again = (key: 'door.error.stale' | 'door.error.moved'): Promise<Response> =>
    isUnhappy(outcome)
      ? answerSay(c, opened, { outcome, text, faults: [{ field: 'text', key }] })
      : answerSentence(c, look, key, 409);
  const ids = await readToken(county, purposeOf(opened), field('token'));
  if (!ids) return again('door.error.stale');
  const said: Readonly<Record<Word, object>> = {
    'case.say': { outcome, text },
    'case.satisfy': { satisfied: field('satisfied') === 'yes' },
    'case.withdraw': { text },
    'case.step-up': { text },
  };
  const input = { case: matter.id, ...said[name] };
  const command = { id: ids.command, name, input, at: county.now(), device: null, author: actor.person };
  const answer = await execute(county, actor, { v: 1, ...command });
  return answer.status === 'refused' ? again('door.error.moved') : answerGo(c, look.to(base));
}

type Page = (c: Context) => Promise<Response>;

/** A picture or audio note of this matter, as far as its household may see it. */
async function answerFileOf(c: Context, { county, look, actor, matter }: Opened, from: FileStore): Promise<Response> {
  const found = await findSeen(county, actor, c.req.param('file') ?? '');
  const size = c.req.path.endsWith('/small') ? 'small' : 'whole';
  if (found?.matter !== matter.id) return answerSentence(c, look, 'door.case.unknown', 404);
  return answerFile(c, from, found, size);
}

export interface CaseRoom {
  readonly app: { get(path: string, page: Page): unknown; post(path: string, page: Page): unknown };
  readonly files: FileStore;
}

/** The addresses of a matter under `base`; `opened` finds the matter and whoever looks at it. */
export function mountCase(
  { app, files }: CaseRoom,
  base: string,
  opened: (answer: (c: Context, at: Opened) => Promise<Response>) => Page,
): void {
  const file = opened((c, at) => answerFileOf(c, at, files));
  app.get(`${base}/file/:file`, file);
  app.get(`${base}/file/:file/small`, file);
  app.get(base, opened(answerCase));
  app.get(
    `${base}/say`,
    opened((c, at) => answerSay(c, at)),
  );
  for (const change of ['withdraw', 'up'] as const)
    app.get(
      `${base}/${change}`,
      opened((c, at) => answerChange(c, at, change)),
    );
  const word = (name: Word): Page => opened((c, at) => takeWord(c, at, name));
  app.post(`${base}/say`, word('case.say'));
  app.post(`${base}/withdraw`, word('case.withdraw'));
  app.post(`${base}/up`, word('case.step-up'));
  app.post(`${base}/satisfied`, word('case.satisfy'));
}
