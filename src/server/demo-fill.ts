// Fills an empty county with the demo village: its files, its plates and its past become rows on paper and go in by one transaction.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serviceActor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import type { CountyFacts } from './county.ts';
import { bringCards } from './demo-cards.ts';
import { liveElections } from './demo-elections.ts';
import { livePast, type PastEvent } from './demo-history.ts';
import { type ImportKind, planFile } from './import/plan-file.ts';
import { commandIdOf } from './import/run.ts';
import type { Ground } from './import/known.ts';
import { derivedId } from './import/row-ids.ts';
import { showLists } from './demo-lists.ts';
import { makePaper, type Paper } from './paper.ts';
import { writePaper } from './paper-write.ts';
import { SeenDoors } from './import/seen-doors.ts';

export const demoFiles: readonly (readonly [ImportKind, string])[] = [
  ['places', '区划.csv'],
  ['outlines', '网格.geojson'],
  ['offices', '机构目录.csv'],
  ['posts', '岗位名单.xlsx'],
  ['supply', '供水管网.csv'],
  ['roster', '住户花名册.xlsx'],
  ['notices', '通知.csv'],
];

const importer = serviceActor('import');

/** Every step of the files, in order, with the ids that the import itself would give. */
async function bringFiles(paper: Paper, facts: CountyFacts, directory: string, at: number): Promise<void> {
  const ground: Ground = {
    generation: facts.generation,
    now: at,
    within: null,
    village: null,
    areas: [],
    offices: [],
    people: new Map(),
    posts: [],
    seen: new SeenDoors(),
    bringer: undefined,
    homes: () => Promise.resolve([]),
  };
  for (const [kind, file] of demoFiles) {
    const { steps, errors } = await planFile(kind, readFileSync(path.join(directory, file)), ground);
    const [error] = errors;
    if (error) throw new Problem('broken', 'demo-file', { file, line: error.line, reason: error.code });
    for (const { create } of [...steps].sort((a, b) => a.stage - b.stage))
      paper.say(importer, create.name, create.input, at);
  }
}

export interface Past {
  /** ms; the day the village began to work with the notebook. */
  readonly from: number;
  readonly events: readonly PastEvent[];
  /** ms; when the demo begins. */
  readonly until: number;
}

/** `plateOf` gives the hash and the short code painted on a door. */
export async function fillDemo(
  database: Database,
  facts: CountyFacts,
  given: {
    readonly directory: string;
    readonly past: Past;
    readonly plateOf: (door: string) => { plateHash: string; plateShort: string };
    /** Called when every code is given out and nothing is written yet. */
    readonly beforeWriting: () => void;
  },
): Promise<void> {
  const { directory, past, plateOf, beforeWriting } = given;
  // What is said twice in the same words (a second telling) is two commands; what the files say is one for ever.
  const idOf = (name: string, input: unknown, at: number): string =>
    at === past.from
      ? commandIdOf(facts.generation, { name, input })
      : derivedId(facts.generation, 'past', name, at, JSON.stringify(input));
  const paper = makePaper(idOf, 2601);
  await bringFiles(paper, facts, directory, past.from);
  for (const home of paper.list<{ id: string; ground: string; version: number; door: string }>('household'))
    paper.say(importer, 'household.plate', { household: home.id, ...plateOf(home.door) }, past.from);
  livePast(paper, facts.generation, past);
  liveElections(paper, facts.generation, past.until);
  bringCards(paper, facts.generation, past.until);
  showLists(paper, facts.generation, past.until);
  beforeWriting();
  const owner = await database.direct();
  try {
    await writePaper(owner, paper.drain([]), paper.lastNumber());
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
}
