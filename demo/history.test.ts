// The generated two years hang together: times, offices and steps that the rules of a case allow, and the same again from one seed.
import { describe, expect, it } from 'vitest';
import { monthOf } from './days.ts';
import { generateHistory } from './history.ts';
import { holderOf } from './history-cases.ts';
import type { CaseEvent, CaseStep, VisitEvent } from './history-shapes.ts';
import { makeVillage } from './make.ts';
import type { Office } from './shapes.ts';

const day = 86_400_000;
const until = Date.UTC(2026, 10, 23, 2);
const span = { seed: 5, from: until - 730 * day, until };
const village = makeVillage();
const events = generateHistory(village, span);
const visits = events.filter((event): event is VisitEvent => event.kind === 'visit');
const cases = events.filter((event): event is CaseEvent => event.kind === 'case');
const offices = new Map(village.offices.map((office) => [office.name, office]));
const homes = new Map(village.households.map((home) => [home.door, home]));
const last = (event: CaseEvent): CaseStep | undefined => event.steps.at(-1);
const open = cases.filter((event) => last(event)?.outcome !== 'solved');

const texts = (): string[] => [
  ...visits.flatMap((visit) => visit.parts.flatMap((part) => ('text' in part ? [part.text] : []))),
  ...cases.flatMap((event) => [event.title, event.text, ...event.steps.map((step) => step.text)]),
];

const mayGet: Readonly<Record<string, readonly string[]>> = {
  village: ['village-specialist'],
  township: ['department', 'field-office', 'outside-body', 'village-specialist'],
};

/** Why a step is against the rules, or null. */
function fault(event: CaseEvent, step: CaseStep, state: { holder: Office | undefined; phase: string }): string | null {
  const { holder, phase } = state;
  const to = step.to === undefined ? undefined : offices.get(step.to);
  const byHolder = step.office === holder?.name;
  switch (step.verb) {
    case 'accept':
      return byHolder && phase === 'reported' ? null : 'accept';
    case 'hand-up':
      return byHolder && phase !== 'answered' && to?.name === holder?.parent ? null : 'hand-up';
    case 'dispatch': {
      const fits = to?.duties.includes(event.category) && mayGet[holder?.kind ?? '']?.includes(to.kind);
      return byHolder && fits ? null : 'dispatch';
    }
    case 'return':
      return byHolder && step.text !== '' && to?.kind === 'township' ? null : 'return';
    case 'answer':
      return byHolder && phase !== 'answered' && step.text !== '' ? null : 'answer';
    case 'tell':
      return phase === 'answered' && step.office === event.reportedBy ? null : 'tell';
    case 'say': {
      const carried = step.proof === 'call' || step.proof === 'visit';
      const fit = carried ? step.office !== holder?.name && offices.has(step.office) : step.office === '';
      return phase === 'answered' && fit ? null : 'say';
    }
  }
}

function faults(event: CaseEvent): string[] {
  const state = { holder: offices.get(event.holder), phase: 'reported' };
  return event.steps.flatMap((step) => {
    const found = fault(event, step, state);
    if (step.to !== undefined) state.holder = offices.get(step.to);
    if (step.verb === 'answer') state.phase = 'answered';
    else if (step.verb !== 'tell') state.phase = step.outcome === 'solved' ? 'closed' : 'working';
    return found === null ? [] : [`${event.ref} ${found}`];
  });
}

describe('the two years', () => {
  it('have about 2200 visits and 320 cases, about 25 of them open', () => {
    expect(visits.length).toBeGreaterThan(2000);
    expect(visits.length).toBeLessThan(2450);
    expect(cases.length - open.length).toBe(295);
    expect(open.length).toBeGreaterThanOrEqual(20);
    expect(open.length).toBeLessThanOrEqual(25);
  });

  it('stand in time order, inside the span', () => {
    const moments = events.map((event) => event.at);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    for (const event of cases) {
      const own = [event.at, ...event.steps.map((step) => step.at)];
      expect(own).toEqual([...own].sort((a, b) => a - b));
      expect(own.at(-1)).toBeLessThan(until);
    }
    expect(moments[0]).toBeGreaterThan(span.from);
  });

  it('come again from the same seed and differ with another', () => {
    expect(JSON.stringify(generateHistory(village, span))).toBe(JSON.stringify(events));
    expect(JSON.stringify(generateHistory(village, { ...span, seed: 6 }))).not.toBe(JSON.stringify(events));
  });

  it('speak plain sentences in many wordings', () => {
    expect(texts().filter((text) => /[{}|]|undefined|null/.test(text))).toEqual([]);
    expect(new Set(cases.map((event) => event.text)).size).toBeGreaterThan(220);
    expect(new Set(texts()).size).toBeGreaterThan(900);
    expect(new Set(cases.map((event) => event.category)).size).toBeGreaterThan(45);
    expect(cases.filter((event) => Array.from(event.title).length > 14).map((event) => event.title)).toEqual([]);
  });
});

it('leave every desk of the demo something to do', () => {
  const lying = (office: string): number => open.filter((event) => holderOf(event) === office).length;
  expect(lying('柳湾乡政府')).toBeGreaterThanOrEqual(4);
  expect(lying('柳湾村委会')).toBeGreaterThanOrEqual(3);
  expect(lying('云溪县水务局')).toBeGreaterThanOrEqual(2);
  expect(lying('三社网格长')).toBeGreaterThanOrEqual(1);
});

describe('visits', () => {
  it('go to homes with people, by the office that serves the grid', () => {
    for (const visit of visits) {
      const home = homes.get(visit.householdDoor);
      expect(home?.home).not.toBe('空户');
      expect(visit.grid).toBe(home?.gridCode);
      expect(visit.parts.length).toBeGreaterThan(0);
      const serves =
        visit.grid === '62990110120300502'
          ? '五社网格长'
          : `${'一二三四五六七'[(home?.group ?? 1) - 1]}社${home?.grid}网格`;
      expect(visit.office).toBe(serves);
    }
  });

  it('tell a hailstorm in several homes of one group, in summer only', () => {
    const told = visits.flatMap((visit) =>
      visit.parts.flatMap((part) => (part.kind === 'fact' && part.fact === 'hail' ? [{ visit, on: part.on }] : [])),
    );
    const storms = new Map<string, number>();
    for (const { visit, on } of told) {
      const storm = `${on} group ${visit.householdDoor.slice(0, 1)}`;
      storms.set(storm, (storms.get(storm) ?? 0) + 1);
    }
    expect(storms.size).toBeGreaterThanOrEqual(2);
    for (const [storm, hit] of storms) expect(`${storm}: ${hit >= 3}`).toBe(`${storm}: true`);
    for (const { on } of told) expect([6, 7, 8]).toContain(Number(on?.slice(5, 7)));
  });
});

describe('cases', () => {
  it('take only steps the rules allow', () => {
    expect(cases.flatMap(faults)).toEqual([]);
  });

  it('are each part of one visit', () => {
    const told = visits.flatMap((visit) => visit.parts.flatMap((part) => (part.kind === 'problem' ? [part.ref] : [])));
    expect(told.sort()).toEqual(cases.map((event) => event.ref).sort());
  });

  it('freeze in winter and never name what must be kept from view', () => {
    const frozen = cases.filter((event) => event.title.includes('冻') && event.category === 'W3');
    expect(frozen.length).toBeGreaterThan(0);
    for (const event of frozen) expect([11, 12, 1, 2, 3]).toContain(monthOf(event.at));
    expect(cases.filter((event) => ['D6', 'V4'].includes(event.category))).toEqual([]);
  });

  it('leave the water of 下庄 to the story', () => {
    const early = cases.filter((event) => event.category.startsWith('W') && event.at > until - 120 * day);
    const hamlet = early.filter((event) => event.grid === '62990110120300302');
    expect(hamlet).toEqual([]);
    expect(open.filter((event) => event.grid === '62990110120300302')).toEqual([]);
  });

  it('are mostly solved at the first word, some partly or not, and the open ones stand in several states', () => {
    const first = cases.flatMap((event) => event.steps.find((step) => step.verb === 'say')?.outcome ?? []);
    const share = (word: string): number => first.filter((outcome) => outcome === word).length / first.length;
    expect(share('solved')).toBeGreaterThan(0.7);
    expect(share('partly')).toBeGreaterThan(0.03);
    expect(share('not-solved')).toBeGreaterThan(0.03);
    expect(new Set(open.map((event) => last(event)?.verb ?? 'reported')).size).toBeGreaterThanOrEqual(4);
  });
});
