// One policy card of the demo village has a paper: the form that is filled in for it, drawn here, received and checked as any is.
import path from 'node:path';
import { type Actor, type ActorPost, nobody, serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { policyTable } from '#modules/policy/store.ts';
import type { CountyFacts } from './county.ts';
import { execute } from './execute.ts';
import { openFileStore, sha256Of } from './files/file-store.ts';
import { draw } from './print/sheet.ts';
import { countyOf } from './provision.ts';

const importScope = { ...emptyScope, standing: 'service', service: 'import' };
const code = 'old-age-allowance';
const title = '高龄津贴申请表';
const lines = ['姓名', '出生年月', '门牌号', '开户银行', '银行卡号', '代办人', '申请人签字', '日期'];

const form = (): Promise<Uint8Array> =>
  draw({
    pageMargins: [56, 56, 56, 56],
    title,
    lang: 'zh',
    content: [
      { text: title, fontSize: 20, bold: true, alignment: 'center', margin: [0, 0, 0, 6] },
      { text: '演示用的表，不能拿去办事。', fontSize: 10, alignment: 'center', margin: [0, 0, 0, 18] },
      {
        table: {
          widths: [110, '*'],
          heights: 34,
          body: lines.map((line) => [{ text: line, fontSize: 13, margin: [4, 8, 4, 4] }, '']),
        },
      },
    ],
  });

/** Who writes the county's cards. */
async function findWriter(database: Database): Promise<Actor | undefined> {
  const [row] = await inScope(database, importScope, (tx) =>
    tx.query<ActorPost & { person: string }>(
      `select post.id, post.person, post.office, office.kind as "officeKind", post.role, office.ground::text as ground, false as deputising
       from post join office on office.id = post.office where post.role = 'county-officer' and post.ended_at is null order by post.id limit 1`,
    ),
  );
  if (!row) return undefined;
  const { person, ...post } = row;
  return { ...nobody, person, standing: 'staff', posts: [post] };
}

export async function fillPaper(database: Database, facts: CountyFacts, dataDir: string): Promise<void> {
  const writer = await findWriter(database);
  const [row] = await inScope(database, importScope, (tx) =>
    tx.query<Record<string, unknown> & { area: string }>(
      `select ${policyTable.select}, (select id from area where area.ground = policy.ground and valid_to is null) as area from policy where code = $1`,
      [code],
    ),
  );
  const policy = row && policyTable.read(row);
  if (!writer || !row || !policy?.shown) return;
  const county = countyOf(database, facts);
  const say = (actor: Actor, name: string, input: object): Promise<unknown> =>
    execute(county, actor, { v: 1, id: newId(), name, input, at: county.now(), device: null, author: actor.person });
  const pdf = await form();
  const keptHash = await openFileStore(path.join(dataDir, 'attachments')).put(pdf);
  const [attachment, mime, bytes] = [newId(), 'application/pdf', pdf.length];
  const card = { ...policy.shown.card, papers: [{ attachment, title }] };
  const attachments = [{ attachment, kind: 'paper', mime, sha256: sha256Of(pdf), bytes }];
  const said = { policy: policy.id, office: policy.office, area: row.area, code, card, attachments };
  await say(writer, 'policy.write', said);
  const kept = { mime, bytes, width: null, height: null, keptHash };
  await say(serviceActor('jobs'), 'attachment.receive', { attachment, kept });
  await say(serviceActor('import'), 'policy.check', { policy: policy.id, edition: policy.shown.n + 1 });
}
