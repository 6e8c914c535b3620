// An import of the village, tried by everybody: who sees it, stops it, takes it back.
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { say } from '#tests/cast.ts';
import { importScope } from '#server/import/run.ts';
import { importer, type Matrix } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

/** One that is over and did nothing. */
async function freshRun({ cast }: Matrix): Promise<string> {
  const id = newId();
  await inScope(cast.county.database, importScope, (tx) =>
    tx.exec(
      `insert into import_run (id, kind, file, ground, at, state) select $1, 'roster', '', ground, now(), 'done' from area where id = $2`,
      [id, cast.areas.village],
    ),
  );
  return id;
}

const of =
  (method: string, tail = ''): Look =>
  async (m, _, who) => {
    const path = `/api/import/runs/${await freshRun(m)}${tail}`;
    for (let attempt = 0; ; attempt++) {
      const { status } = await m.server.call(m.people[who]?.caller ?? {}, method, path);
      // One at a time: whoever is told to wait was let in and tries again.
      if (status === 409 && attempt < 200) await new Promise((resolve) => setTimeout(resolve, 20));
      else return status === 200;
    }
  };

export const importProbes: Readonly<Record<string, Look>> = {
  'GET /api/import/runs|what was brought': async (m, _, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'GET', '/api/import/runs')).status === 200,
  'GET /api/import/runs/:id|of the village': of('GET'),
  'POST /api/import/runs/:id/stop|of the village': of('POST', '/stop'),
  'POST /api/import/runs/:id/undo|of the village': of('POST', '/undo'),
};

/** Said by the import of the county itself and by nobody else. */
export const importInputs: Readonly<Record<string, Make>> = {
  'member.change|home three': async (m) => {
    const member = newId();
    await say(m.cast.county, importer, 'member.add', { member, household: m.cast.homes.three, name: '新成员' });
    return { member, phone: '19900009999' };
  },
  'visit.bring|home three': async (m) => ({
    visit: newId(),
    household: m.cast.homes.three,
    author: m.cast.worker.person,
    office: m.cast.offices.village,
    at: 0,
    note: '旧本子',
    by: '',
  }),
  'case.bring|home three': async (m) => ({
    case: newId(),
    household: m.cast.homes.three,
    village: m.cast.areas.village,
    category: 'W1',
    title: '水浑',
    text: '水浑',
    answer: '',
    office: m.cast.offices.village,
    reportedAt: 0,
    closedAt: 0,
  }),
  'import.undo|home three': async (m) => ({ run: newId(), records: [{ kind: 'household', id: m.cast.homes.three }] }),
};
