// Runs the fault harness: storms on both databases, a restore in the middle, and the two sabotaged servers; `npm run chaos`, arguments narrow the parts.
import './bare-browser.ts';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Figures } from '#tests/figures.ts';
import { killWhileSaving, saveOnFullPhone } from './browser-saving.ts';
import { type ChaosCounty, clearAll, type Kind, kinds, makeTemplate, type Template } from './chaos-county.ts';
import { calm, storm } from './fault-proxy.ts';
import { disk, line, order, upgrade } from './parts-machine.ts';
import { runTests } from './run-tests.ts';
import { type Outcome, type Plan, runStorm } from './storm.ts';
import { sabotaged, type Twin } from './sabotaged.ts';

const out = path.join(import.meta.dirname, '../../out/chaos');
const say = (line: string): void => console.log(line);
const workers = 50;

export interface Run {
  readonly figures: Figures;
  readonly commands: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  template(kind: Kind): Promise<Template>;
  /** A small village, for what is not a storm. */
  few(kind?: Kind): Promise<Template>;
  /** What of a full run's count is wanted with fewer commands than 10,000. */
  share(whole: number): number;
}

const describe = (of: Outcome): string =>
  `    ${of.said} said in ${Math.round(of.seconds)} s, killed ${of.kills.alone} times alone and ${of.kills.both} with its database; ` +
  `${of.counts.passed} requests passed, ${of.counts.loseRequest} lost before, ${of.counts.loseAnswer} after, ` +
  `${of.counts.cutRequest + of.counts.cutAnswer} cut, ${of.counts.twice} twice`;

async function blow(run: Run, kind: Kind, more: Partial<Plan>): Promise<Outcome> {
  const plan = { commands: run.commands, seed: run.seed, weather: storm, kills: true, say, ...more };
  const outcome = await runStorm({ ...plan, template: await run.template(kind) });
  say(describe(outcome));
  return outcome;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** What every storm over an honest server must leave behind. */
function judge({ figures }: Run, name: string, of: Outcome): void {
  figures.none(`${name}: lost`, of.lost);
  figures.none(`${name}: duplicated`, of.doubled);
  figures.none(`${name}: out of order on their record`, of.outOfOrder);
  figures.none(`${name}: refused, though nothing was wrong with them`, of.refused);
  figures.none(`${name}: taken back in time, yet sent`, of.unwanted);
  figures.none(`${name}: ids missing at the county when "all sent" was shown`, of.sent.lies);
  figures.none(`${name}: rows of a phone that differ from a fresh first sync`, of.diverged);
  figures.none(
    `${name}: findings in the sealed journal`,
    Array.from({ length: of.journalFindings }, () => 'row'),
  );
}

let calmBytes: number | undefined;

/** The same day without any fault, for the bytes it costs. */
async function fairWeather(run: Run): Promise<void> {
  const outcome = await blow(run, kinds[0], { commands: Math.min(run.commands, 2000), weather: calm, kills: false });
  judge(run, 'F0 fair weather', outcome);
  calmBytes = outcome.bytes / outcome.said;
}

async function storms(run: Run, kind: Kind): Promise<void> {
  const name = `F1+F2 storm, ${kind}`;
  const outcome = await blow(run, kind, {});
  const { figures } = run;
  judge(run, name, outcome);
  const goal = { unit: '×', goal: 3, better: 'lower' } as const;
  if (calmBytes === undefined) figures.missing(`${name}: bytes`, 'the fair-weather run did not end', goal);
  else figures.add(`${name}: bytes of the fault-free run`, outcome.bytes / outcome.said / calmBytes, goal);
  const said = { unit: 'commands', goal: run.commands, better: 'higher' } as const;
  figures.add(`${name}: said into ${workers} phones`, outcome.said, said);
  figures.add(`${name}: times "all sent" was checked`, outcome.sent.shown, {
    unit: '',
    goal: run.share(500),
    better: 'higher',
  });
  figures.none(
    `${name}: living databases not taken over`,
    Array.from({ length: outcome.notAdopted }, () => kind),
  );
  say(`    restart to ready: median ${Math.round(median(outcome.readyAfter))} ms`);
}

/** F19: the database of somebody else is restarted under a server that lives on. */
async function restarts(run: Run): Promise<void> {
  const outcome = await blow(run, kinds[1], { commands: Math.min(run.commands, 1000), kills: 'database' });
  judge(run, `F19 ${kinds[1]}, restarted ${outcome.kills.both} times under a living server`, outcome);
}

/** F13: the histories of `npm test`, a thousand of them. */
async function histories({ figures, share }: Run): Promise<void> {
  const count = share(1000);
  const { status, out: said } = await runTests('tests/sync/histories.test.ts', { ZD_HISTORIES: String(count) });
  const wrong = status === 0 ? [] : said.split('\n').filter((line) => /Error|Counterexample|seed/.test(line));
  figures.none(`F13 ${count} histories of three phones and a desk: not converged, or silently overwritten`, wrong);
}

/** Yesterday's backup is put back in the middle of the day: what any phone still held comes back by itself. */
async function restored(run: Run): Promise<void> {
  const name = 'restore in the middle';
  let copy = '';
  const backup = async (county: ChaosCounty): Promise<void> => void (copy = await county.backup());
  const middle = [
    { at: 0.3, name: 'backup', what: backup },
    { at: 0.7, name: 'restore', what: (county: ChaosCounty) => county.restore(copy) },
  ];
  const outcome = await blow(run, kinds[0], { commands: Math.min(run.commands, 2000), middle });
  judge(run, name, outcome);
  const share = (outcome.said - outcome.lost.length) / outcome.said;
  run.figures.add(`${name}: commands that are there afterwards`, 100 * share, {
    unit: '%',
    goal: 100,
    better: 'higher',
  });
}

/** A real browser, killed while it saves. */
async function killed({ figures, seed, template, share }: Run): Promise<void> {
  const { times, saved, missing } = await killWhileSaving(await template(kinds[0]), share(200), seed);
  figures.add('F7 browser killed while saving', times, { unit: 'times', goal: share(200), better: 'higher' });
  figures.add('F7 visits the screen called saved', saved, { unit: 'visits', goal: share(200), better: 'higher' });
  figures.none('F7 called saved, and missing at the county', missing);
}

/** A real browser whose storage is full. */
async function full({ figures, seed, template, share }: Run): Promise<void> {
  const { times, saved, missing, told, silent } = await saveOnFullPhone(await template(kinds[0]), share(50), seed);
  figures.add('F8 phones that ran full while writing', told, { unit: 'times', goal: times, better: 'higher' });
  figures.none('F8 not kept, and not said so', silent);
  figures.none(`F8 called saved (${saved} visits), and missing at the county`, missing);
}

/** The harness must see what is wrong with these. */
async function twin(run: Run, which: Twin): Promise<void> {
  const outcome = await blow(run, kinds[0], { commands: Math.min(run.commands, 1000), program: sabotaged(which) });
  const caught = which === 'repeats' ? outcome.doubled.length : outcome.lost.length + outcome.sent.lies.length;
  const what = which === 'repeats' ? 'that does not know a repeat' : 'that acknowledges before the write';
  run.figures.add(`twin ${what}: caught`, caught, { unit: 'faults found', goal: 1, better: 'higher' });
}

/** The secrecy and the refusals of `npm test`, with a thousand voters, and with a hundred polls of ten. */
async function polls({ figures, share }: Run): Promise<void> {
  const voters = Math.max(30, share(1000));
  const batches = Math.max(10, share(100));
  const env = { ZD_VOTERS: String(voters), ZD_BATCHES: String(batches) };
  const one = await runTests('tests/journeys/poll-secrecy.test.ts', env);
  const many = await runTests('tests/journeys/poll-batches.test.ts', env);
  const wrong = [one, many].flatMap(({ status, out: said }) =>
    status === 0 ? [] : said.split('\n').filter((line) => /Error|FAIL|expected/.test(line)),
  );
  figures.none(`polls of ${voters} voters: ballots linked beyond chance, wrong or late ones taken`, wrong);
  const said = (text: string, what: RegExp): number => Number(what.exec(text)?.[1] ?? Number.NaN);
  figures.add(
    `polls of ${voters} voters: ballots that any order in the database puts beside their voter`,
    said(one.out, /most hits by any order (\d+)/),
    { unit: 'of about 1 by chance', goal: 9, better: 'lower' },
  );
  figures.add(
    `${batches} polls of ten to thirteen: ballots that the best order puts beside their voter`,
    said(many.out, /most hits by any order (\d+)/),
    { unit: `of about ${batches} by chance`, goal: batches + 6 * Math.sqrt(batches), better: 'lower' },
  );
  figures.add(
    `${batches} polls: boards counted again by the program that come to the same`,
    said(many.out, /(\d+) of \d+ recounts equal/),
    { unit: 'polls', goal: batches, better: 'higher' },
  );
}

/** Door plates guessed at the size of the largest county. */
async function guesses({ figures, share }: Run): Promise<void> {
  const [plates, tries, typed] = [share(300_000), share(1_000_000), share(20_000)];
  const env = { ZD_PLATES: String(plates), ZD_GUESSES: String(tries), ZD_TYPED: String(Math.max(600, typed)) };
  const { status, out: said } = await runTests('tests/journeys/guessed-plates.test.ts', env);
  const count = (what: RegExp): number => Number(what.exec(said)?.[1] ?? Number.NaN);
  const none = { unit: 'opened', goal: 0, better: 'lower' } as const;
  for (const line of said.match(/^\d+ (guessed|typed) .*$/gm) ?? []) say(`    ${line}`);
  figures.add(`${tries} guessed QR codes, no brake, ${plates} plates`, count(/plates: (\d+) hits/), none);
  figures.add(`${env.ZD_TYPED} typed codes through the brake`, count(/locked out, (\d+) opened/), none);
  figures.none('guessed plates: the run itself', status === 0 ? [] : [said.slice(-2000)]);
}

const parts: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  fair: fairWeather,
  storm18: (run) => storms(run, kinds[0]),
  storm15: (run) => storms(run, kinds[1]),
  restarts,
  restore: restored,
  repeats: (run) => twin(run, 'repeats'),
  early: (run) => twin(run, 'early'),
  line,
  order,
  disk,
  upgrade,
  histories,
  polls,
  guesses,
  killed,
  full,
};

/** Finished first starts, each made once; `clear` removes them. */
function makeTemplates(): { get(kind: Kind, workers: number): Promise<Template>; clear(): Promise<void> } {
  const made = new Map<string, Promise<Template>>();
  return {
    get: (kind, count) => {
      const one = made.get(`${kind} ${count}`) ?? makeTemplate(kind, count);
      made.set(`${kind} ${count}`, one);
      return one;
    },
    clear: async () => {
      for (const one of await Promise.allSettled(made.values()))
        if (one.status === 'fulfilled') rmSync(path.dirname(one.value.folder), { recursive: true, force: true });
    },
  };
}

/** Runs one part to its end; one line with what it came to. */
async function runPart(run: Run, name: string): Promise<void> {
  const { figures } = run;
  const began = performance.now();
  const before = figures.list.length;
  say(`── ${name}`);
  try {
    await parts[name]?.(run);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    figures.none(`part ${name} ran to its end`, [what]);
  }
  const own = figures.list.slice(before);
  const unmet = own.filter(({ met }) => !met);
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  say(`   ${name}: ${own.length - unmet.length} of ${own.length} figures met, ${minutes} min`);
  for (const { name: what, value, unit } of unmet) say(`   NOT MET ${what}: ${value ?? 'not measured'} ${unit}`);
  figures.write(out);
}

/** `--million` the long one, `--commands N`, `--seed N`; names of parts narrow the run. Gives the exit status. */
export async function main(args: string[]): Promise<number> {
  const number = (flag: string, usual: number): number =>
    args.includes(flag) ? Number(args[args.indexOf(flag) + 1]) : usual;
  const commands = number('--commands', args.includes('--million') ? 1_000_000 : 10_000);
  const figures = new Figures(`Node ${process.version}`);
  const templates = makeTemplates();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void clearAll()
          .then(templates.clear)
          .then(() => process.exit(1)),
    );
  const run: Run = {
    figures,
    commands,
    say,
    seed: number('--seed', 1),
    template: (kind) => templates.get(kind, workers),
    few: (kind = kinds[0]) => templates.get(kind, 4),
    share: (whole) => Math.max(1, Math.round(whole * Math.min(1, commands / 10_000))),
  };
  const named = Object.keys(parts).filter((name) => args.includes(name));
  for (const name of named.length > 0 ? named : Object.keys(parts)) await runPart(run, name);
  await templates.clear();
  figures.print(say);
  const good = figures.allMet;
  say(good ? 'chaos: everything held' : 'chaos: NOT everything held');
  return good ? 0 : 1;
}
