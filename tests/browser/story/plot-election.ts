// A chapter of its own: a grid worker is elected, from the roll to the new name on the door; what does not add up on the count sheets is caught with a sentence that says what to do.
import type { Locator, Page } from 'playwright-core';
import type { ElectionPage, RollRow } from '#modules/election/model.ts';
import { ask, nextStep, openDesk } from './desk.ts';
import { type Household, plateOf } from './household.ts';
import type { Stage } from './stage.ts';
import { starts, t } from './words.ts';

const grid = '三社2网格';

interface Cast {
  /** Who runs it, and who stands; each of another home. */
  readonly runs: readonly RollRow[];
  readonly stands: readonly [RollRow, RollRow];
}

const field = (scope: Page | Locator, word: string): Locator => scope.getByRole('textbox', { name: word, exact: true });
const sheetOf = (desk: Page): Locator => desk.getByRole('dialog');
const act = (desk: Page, name: Parameters<typeof t>[0]): Promise<void> =>
  nextStep(desk)
    .getByRole('button', { name: starts(t(name)) })
    .click();
const waits = (stage: Stage, desk: Page, name: Parameters<typeof t>[0]): Promise<void> =>
  stage.sees(desk, nextStep(desk).getByText(t(name), { exact: true }));
const keep = (desk: Page): Promise<void> =>
  sheetOf(desk)
    .getByRole('button', { name: starts(t('election.save')) })
    .click();

async function pick(scope: Page | Locator, label: string, ...rows: readonly RollRow[]): Promise<void> {
  for (const { name, door } of rows) {
    await scope.getByRole('textbox', { name: starts(label) }).fill(name);
    await scope
      .getByRole('button', { name: `${name} ${door}`, exact: true })
      .first()
      .click();
    await scope.getByRole('button', { name: t('election.pick.drop', { name }) }).waitFor();
  }
}

/** Adults with a name of their own, one of each home. */
async function castOf(desk: Page): Promise<Cast> {
  const offices = await ask<{ name: string; area: string }[]>(desk, 'people.offices', {});
  const area = offices.find(({ name }) => name === grid)?.area;
  const rows = await ask<RollRow[]>(desk, 'election.roll', { area, text: '' });
  const sure = rows.filter(
    (row, at) =>
      !row.unsure &&
      row.name !== '' &&
      rows.filter(({ name }) => name.includes(row.name)).length === 1 &&
      rows.findIndex(({ door }) => door === row.door) <= at,
  );
  const [one, other, ...rest] = sure.filter(
    (row, at) => sure.findIndex(({ door }) => door === row.door) === at && row.door !== '3-08',
  );
  if (!one || !other || rest.length < 3) throw new Error(`${grid} has too few adults`);
  return { stands: [one, other], runs: rest.slice(0, 3) };
}

async function called(stage: Stage, desk: Page): Promise<Cast> {
  stage.step('the village calls the election of a grid worker: which post, which day, who runs it');
  await desk.goto(`${stage.url}/desk/#/elections`);
  const make = desk.getByRole('link', { name: starts(t('election.new')) }).first();
  await stage.sees(desk, make);
  await stage.picture(desk, 'desk-elections');
  await make.click();
  await desk.getByRole('combobox', { name: starts(t('election.call.office')) }).selectOption({ label: grid });
  const cast = await castOf(desk);
  await desk.getByRole('radio', { name: t('election.vote.slip'), exact: true }).check({ force: true });
  await desk.getByRole('radio', { name: t('election.call.entries.two'), exact: true }).check({ force: true });
  await pick(desk, t('election.call.committee'), ...cast.runs);
  await stage.picture(desk, 'desk-election-called', true);
  await desk.getByRole('button', { name: starts(t('election.call.send')) }).click();
  await waits(stage, desk, 'election.next.draw');
  return cast;
}

/** Whoever turns 18 about the day, or has no year on the roster, is decided by hand. */
async function decideUnsure(stage: Stage, desk: Page): Promise<void> {
  await desk.getByRole('button', { name: starts(t('election.act.roll')) }).click();
  const sheet = sheetOf(desk);
  await sheet.getByRole('listitem').first().waitFor();
  await stage.picture(desk, 'desk-election-roll');
  const unsure = sheet.getByRole('listitem').filter({ hasText: t('election.roll.unsure') });
  while ((await unsure.count()) > 0) {
    const before = await unsure.count();
    await unsure
      .first()
      .getByRole('button', { name: t('election.roll.take'), exact: true })
      .click();
    await sheet.getByRole('combobox').selectOption({ label: t('election.reason.not-of-age') });
    await sheet
      .locator('.zd-card')
      .getByRole('button', { name: starts(t('election.roll.take')) })
      .click();
    await unsure.nth(before - 1).waitFor({ state: 'detached' });
  }
  await desk.keyboard.press('Escape');
}

async function rollAndCandidates(stage: Stage, desk: Page, { runs, stands }: Cast): Promise<void> {
  stage.step('the roll is drawn from the roster; whoever runs the election may not stand in it');
  await act(desk, 'election.act.draw');
  await waits(stage, desk, 'election.next.nominate');
  await decideUnsure(stage, desk);
  await act(desk, 'election.act.nominate');
  const sheet = sheetOf(desk);
  const label = t('election.nominate.for', { post: t('election.post.worker') });
  const [first] = runs;
  if (first) await pick(sheet, label, stands[0], first);
  await keep(desk);
  await stage.sees(desk, sheet.getByText(t('problem.election-runs-it')));
  await stage.picture(desk, 'desk-election-candidate-refused');
  await sheet.getByRole('button', { name: t('election.pick.drop', { name: first?.name ?? '' }) }).click();
  await pick(sheet, label, stands[1]);
  await keep(desk);
  await waits(stage, desk, 'election.next.enter');
}

interface Sheet {
  readonly came: number;
  readonly homes: number;
  readonly votes: readonly [number, number];
}

/** Fills every box of the sheet; what is planted comes after. */
async function fill(desk: Page, { stands }: Cast, { came, homes, votes }: Sheet): Promise<void> {
  const boxes: readonly (readonly [string, number])[] = [
    [t('election.sheet.came'), came],
    [t('election.sheet.homes'), homes],
    [t('election.sheet.issued'), came],
    [t('election.sheet.cast'), came],
    [t('election.sheet.valid'), came - 1],
    [t('election.sheet.spoiled'), 1],
    [t('election.sheet.blank'), 0],
    [t('election.sheet.others'), 0],
    ...stands.map(({ name }, at) => [t('election.sheet.votesFor', { name }), votes[at] ?? 0] as const),
  ];
  for (const [label, n] of boxes) await field(desk, label).fill(String(n));
}

const save = (desk: Page): Promise<void> => desk.keyboard.press('Control+Enter');
async function firstSheet(stage: Stage, desk: Page, cast: Cast, sheet: Sheet): Promise<void> {
  stage.step('the count sheet is typed: more ballots than were handed out, and the sentence says what to do');
  await fill(desk, cast, sheet);
  await field(desk, t('election.sheet.cast')).fill(String(sheet.came + 2));
  const wrong = t('problem.election-cast-over-issued', { cast: sheet.came + 2, issued: sheet.came, n: 2 });
  await stage.sees(desk, desk.getByText(wrong));
  await desk.getByText(wrong).first().scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-sheet-too-many-ballots');
  await field(desk, t('election.sheet.cast')).fill(String(sheet.came));
  await stage.sees(desk, t('election.sheet.fine'));
  await field(desk, t('election.sheet.cast')).focus();
  await save(desk);
  await stage.sees(desk, t('election.entered', { place: t('election.call.place'), n: 1, of: 2 }));
}

/** The second person sees nothing of the first one's figures until his own are there. */
async function secondSheet(stage: Stage, cast: Cast, sheet: Sheet, address: string): Promise<void> {
  stage.step('a second desk types the same paper without seeing the first: where the two differ is named');
  const desk = await openDesk(stage, 'township');
  await desk.goto(`${stage.url}/desk/${address}`);
  await waits(stage, desk, 'election.next.enter');
  const [one, other] = cast.stands;
  const votesOf = (name: string): Locator => field(desk, t('election.sheet.votesFor', { name }));
  await votesOf(one.name).waitFor();
  if ((await votesOf(one.name).inputValue()) !== '') throw new Error('the second desk sees the first one’s figures');
  await stage.picture(desk, 'desk-second-sheet-is-empty');
  await fill(desk, cast, { ...sheet, votes: [sheet.votes[0] + 1, sheet.votes[1] - 1] });
  await votesOf(one.name).focus();
  await save(desk);
  const words = t('election.sheet.differ', { what: '\u0000' }).split('\u0000')[0] ?? '';
  await stage.sees(desk, desk.getByText(starts(words)));
  await desk.getByText(starts(words)).first().scrollIntoViewIfNeeded();
  await stage.picture(desk, 'desk-sheets-that-differ');
  await votesOf(one.name).fill(String(sheet.votes[0]));
  await votesOf(other.name).fill(String(sheet.votes[1]));
  await votesOf(other.name).focus();
  await save(desk);
  await waits(stage, desk, 'election.next.count');
  await desk.context().close();
}

async function signedAndFilled(stage: Stage, desk: Page, { runs, stands }: Cast): Promise<void> {
  stage.step('counted, signed by those who run it, and in post: the one before has gone');
  await desk.reload();
  await waits(stage, desk, 'election.next.count');
  await act(desk, 'election.act.count');
  await waits(stage, desk, 'election.next.sign');
  await stage.picture(desk, 'desk-election-result', true);
  await act(desk, 'election.act.sign');
  for (const { name } of runs.slice(0, 2))
    await sheetOf(desk)
      .getByRole('checkbox', { name: starts(name) })
      .check({ force: true });
  await stage.picture(desk, 'desk-election-signed');
  await keep(desk);
  await waits(stage, desk, 'election.next.fill');
  await act(desk, 'election.act.fill');
  await stage.sees(desk, sheetOf(desk).getByText(t('election.fill.ends')));
  await stage.picture(desk, 'desk-election-into-post');
  await keep(desk);
  await stage.sees(desk, t('election.state.over'));
  await stage.sees(desk, desk.getByRole('cell', { name: stands[0].name }));
  await stage.picture(desk, 'desk-election-archived', true);
}

async function atTheDoor(stage: Stage, home: Household, { stands }: Cast): Promise<void> {
  stage.step('the home reads the result in its record, and its plate names the new worker');
  const [winner] = stands;
  await home.go('/my');
  const card = home.page.locator('#elections');
  await stage.sees(home.page, card.getByText(t('door.my.election.elected', { names: winner.name })));
  await card.scrollIntoViewIfNeeded();
  await stage.picture(home.page, 'home-reads-the-result');
  await home.go(await plateOf(stage));
  await stage.sees(home.page, winner.name);
  await stage.picture(home.page, 'plate-with-the-new-worker');
  await home.go(await plateOf(stage), true);
  await stage.sees(home.page, new RegExp(winner.name));
  await stage.picture(home.page, 'plate-with-the-new-worker-elder');
}

/** From the call to the new name on the plate. `home`: signed in, of this grid. */
export async function workerElected(stage: Stage, home: Household): Promise<void> {
  const desk = await openDesk(stage, 'village');
  const cast = await called(stage, desk);
  await rollAndCandidates(stage, desk, cast);
  await home.go('/my');
  const card = home.page.locator('#elections');
  await stage.sees(home.page, card.getByText(new RegExp(t('door.my.election.on'))));
  await card.scrollIntoViewIfNeeded();
  await stage.picture(home.page, 'home-on-the-roll');
  const address = new URL(desk.url()).hash;
  const id = /elections\/([0-9a-f-]+)/.exec(address)?.[1];
  const { election } = await ask<ElectionPage>(desk, 'election.page', { election: id });
  const came = Math.ceil(election.roll.length * 0.7);
  const homes = Math.ceil(new Set(election.roll.map((one) => one.home)).size * 0.8);
  const most = Math.ceil(came * 0.6);
  const sheet: Sheet = { came, homes, votes: [most, came - 1 - most] };
  await firstSheet(stage, desk, cast, sheet);
  await secondSheet(stage, cast, sheet, address);
  await signedAndFilled(stage, desk, cast);
  await atTheDoor(stage, home, cast);
  await desk.context().close();
}
