// Who is told what and when: every step of a matter, the quiet hours, deadlines and their levels, without a database.
import { describe, expect, test } from 'vitest';
import { actorOf, applied, caseOf, chain, decide, idOf, monday, officeOf } from '#tests/loaded.ts';
import { closeWebhook, configureTelling, openWebhook, retryMessage } from './commands.ts';
import { type Message, type Telling, tellingId, type Webhook } from './model.ts';
import {
  afterQuiet,
  mayLeave,
  mayWake,
  messageKind,
  stateOfAll,
  toldBy,
  toldFacts,
  waitAfter,
  webhookKind,
} from './rules.ts';
import { digestDay, dueNow, heardIn, never } from './rules-due.ts';
import type { StaffedOffice } from '#modules/people/model.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string): number => Date.parse(`${text}+08:00`);
const [village, water, level2] = ['village', 'water', 'level2'].map((name) => idOf(`office ${name}`)) as [
  string,
  string,
  string,
];
const offices = chain().map(([, office]) => office as StaffedOffice);
const telling: Telling = {
  id: tellingId,
  ground: '',
  version: 1,
  quietFrom: 21 * 60,
  quietTo: 8 * 60,
  digestAt: 510,
  muted: [],
  language: 'zh',
};

describe('what happened', () => {
  test('TELL-2 TELL-6 each step tells the household, and the office that gets the matter', () => {
    const matter = caseOf();
    expect(toldBy({ name: 'case.accepted', data: {} }, matter)).toEqual([{ kind: 'accepted', office: null }]);
    expect(toldBy({ name: 'case.dispatched', data: { to: water, by: village } }, matter)).toEqual([
      { kind: 'moved', office: null },
      { kind: 'new', office: water },
    ]);
    for (const name of ['extended', 'suspended'])
      expect(toldBy({ name: `case.${name}`, data: { by: water } }, matter)).toEqual([{ kind: name, office: null }]);
    for (const name of ['solved', 'no-answer', 'withdrawn'])
      expect(toldBy({ name: `case.${name}`, data: {} }, matter)).toEqual([{ kind: 'closed', office: null }]);
    expect(toldBy({ name: 'case.noted', data: {} }, matter)).toEqual([]);
    expect(toldFacts).not.toContain('case.noted');
  });
  test('TELL-6 an answer waits for the first receiver, a call for help for those beside the worker', () => {
    const matter = caseOf({ copied: [idOf('office liaison')] });
    expect(toldBy({ name: 'case.answered', data: { by: water } }, matter)).toEqual([
      { kind: 'answered', office: null },
      { kind: 'carry', office: level2 },
    ]);
    expect(toldBy({ name: 'case.answered', data: { by: level2 } }, matter)).toHaveLength(1);
    expect(toldBy({ name: 'case.help-asked', data: {} }, matter)).toEqual([
      { kind: 'help', office: idOf('office liaison') },
    ]);
    expect(toldBy({ name: 'case.referred', data: { by: water } }, matter)).toEqual([
      { kind: 'answered', office: null },
      { kind: 'carry', office: level2 },
    ]);
    // An officer's own report stays with his office, which knows it; what a plate sends does not.
    const own = { name: 'case.reported', data: { to: level2, by: level2 } };
    expect(toldBy(own, matter)).toEqual([]);
    expect(toldBy(own, caseOf({ reporterStanding: 'plate' }))).toEqual([{ kind: 'new', office: level2 }]);
  });
  test('TELL-6 who is called to a matter is told, and its holder when it is put under supervision', () => {
    const matter = caseOf({ holder: water });
    const called = { name: 'case.office-called', data: { to: village, by: idOf('office township') } };
    expect(toldBy(called, matter)).toEqual([{ kind: 'called', office: village }]);
    expect(toldBy({ ...called, name: 'case.office-came' }, matter)).toEqual([]);
    expect(toldBy({ name: 'case.supervised', data: {} }, matter)).toEqual([{ kind: 'supervised', office: water }]);
  });
  test('TELL-3 of a restricted matter the named office alone is told, and only once', () => {
    const named = idOf('office police');
    const matter = caseOf({ restricted: true, namedOffice: named, holder: named });
    const told = toldFacts.flatMap((name) => toldBy({ name, data: { to: named, by: level2 } }, matter));
    expect(told).toEqual([{ kind: 'new', office: named }]);
    expect(mayLeave(matter)).toBe(false);
    expect(mayLeave(caseOf({ complainedOf: [idOf('person level2')] }))).toBe(false);
    // About an office in which nobody sits: it names nobody, and is about staff all the same.
    expect(mayLeave(caseOf({ category: 'V4' }))).toBe(false);
    expect(mayLeave(caseOf())).toBe(true);
  });
});

describe('when', () => {
  test('TELL-11 reminder at midnight: it waits for the end of the quiet hours, on whichever side of midnight', () => {
    expect(afterQuiet(at('2026-11-24T00:00:00'), telling)).toBe(at('2026-11-24T08:00:00'));
    expect(afterQuiet(at('2026-11-23T21:00:00'), telling)).toBe(at('2026-11-24T08:00:00'));
    expect(afterQuiet(at('2026-12-31T23:59:59'), telling)).toBe(at('2027-01-01T08:00:00'));
    for (const time of ['08:00:00', '20:59:59']) {
      const moment = at(`2026-11-24T${time}`);
      expect(afterQuiet(moment, telling)).toBe(moment);
    }
    const noon = { quietFrom: 12 * 60, quietTo: 14 * 60 };
    expect(afterQuiet(at('2026-11-24T12:30:00'), noon)).toBe(at('2026-11-24T14:00:00'));
    expect(afterQuiet(at('2026-11-24T00:00:00'), { quietFrom: 0, quietTo: 0 })).toBe(at('2026-11-24T00:00:00'));
    expect(mayWake({ kind: 'new', office: water }, '1')).toBe(true);
    expect(mayWake({ kind: 'new', office: water }, '2')).toBe(false);
    expect(mayWake({ kind: 'moved', office: null }, '1')).toBe(false);
  });
  test('TELL-7 second escalation level never running: each level comes once, also when nobody looked for days', () => {
    const due = at('2026-11-27T18:00:00');
    expect(dueNow('3', due, due - 2 * day)).toEqual({ told: [], nextAt: due - day });
    expect(dueNow('3', due, due - hour)).toEqual({ told: [{ kind: 'near', level: 0, by: 'holder' }], nextAt: due });
    // Friday evening: the next working day is Monday, the third is Wednesday.
    const first = dueNow('3', due, due);
    expect(first.told.map(({ level }) => level)).toEqual([1]);
    expect(first.nextAt).toBe(at('2026-11-30T18:00:00'));
    const second = dueNow('3', due, first.nextAt);
    expect(second.told.map(({ level, by }) => [level, by])).toEqual([
      [1, 'holder'],
      [2, 'above'],
    ]);
    expect(second.nextAt).toBe(at('2026-12-02T18:00:00'));
    const late = dueNow('3', due, due + 30 * day);
    expect(late).toMatchObject({ nextAt: never });
    expect(late.told.map(({ level }) => level)).toEqual([1, 2, 3]);
    // Danger to life is counted in minutes, at any hour of any day.
    expect(dueNow('1', due, due + 61 * 60_000).told.map(({ level }) => level)).toEqual([1, 2]);
  });
  test('TELL-7 the second level hears in the office above, the third in the county centre', () => {
    const holder = officeOf('village');
    expect(heardIn('holder', holder, offices)?.kind).toBe('village');
    expect(heardIn('above', holder, offices)?.kind).toBe('township');
    expect(heardIn('county-centre', holder, offices)?.kind).toBe('county-centre');
    expect(heardIn('above', officeOf('centre'), offices)?.kind).toBe('county-centre');
  });
  test('TELL-9 whom the third day of silence asks is told so', () => {
    const due = { name: 'case.call-back-due', data: { to: village } };
    expect(toldBy(due, caseOf())).toEqual([{ kind: 'call-back', office: village }]);
    expect(toldBy({ ...due, data: { to: null } }, caseOf())).toEqual([]);
  });
  test('TELL-17 the digest comes on working mornings only, never before its hour', () => {
    expect(digestDay(at('2026-11-24T08:29:00'), telling)).toBeUndefined();
    expect(digestDay(at('2026-11-24T08:30:00'), telling)).toBe('2026-11-24');
    expect(digestDay(at('2026-11-28T09:00:00'), telling)).toBeUndefined();
    expect(digestDay(at('2026-11-24T22:00:00'), telling)).toBeUndefined();
  });
});

describe('whether it arrived', () => {
  const message: Message = {
    id: idOf('message'),
    ground: '',
    version: 3,
    cause: 'fact 1',
    kind: 'new',
    channel: 'webhook',
    matter: idOf('case'),
    record: null,
    household: null,
    office: water,
    webhook: idOf('hook'),
    level: null,
    counts: null,
    state: 'failed',
    at: monday,
    notBefore: monday,
    attempts: 9,
    settledAt: monday,
    fault: 'gone',
  };
  test('TELL-13 hand-over to two offices where one fails is not sent', () => {
    expect(stateOfAll(['sent', 'failed'])).toBe('failed');
    expect(stateOfAll(['sent', 'ready'])).toBe('ready');
    expect(stateOfAll(['sent', 'sent'])).toBe('sent');
  });
  test('TELL-13 only what failed is tried again', () => {
    const actor = actorOf('administration', 'system-admin');
    const said = { message: message.id };
    const facts = decide(retryMessage, said, { actor, records: [['message', message]], now: monday + day });
    expect(applied(messageKind, message, facts)).toMatchObject({
      state: 'ready',
      attempts: 0,
      fault: null,
      notBefore: monday + day,
    });
    const sent = { ...message, state: 'sent' as const };
    expect(() => decide(retryMessage, said, { actor, records: [['message', sent]] })).toThrow('message-not-failed');
    expect(() => decide(retryMessage, said, { actor: actorOf('village'), records: [['message', message]] })).toThrow(
      'not-yours',
    );
  });
  test('TELL-14 it waits longer after each try, never twice the same, and six hours at the most', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((n) => waitAfter(n, 1));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waitAfter(1, 0)).toBe(waitAfter(1, 1) / 2);
    expect(waitAfter(40, 1)).toBe(6 * hour);
  });
});

describe('how the county tells', () => {
  const actor = actorOf('administration', 'system-admin');
  test('TELL-16 the page of the household is not among what can be switched off', () => {
    const records = [['telling', telling] as const];
    const input = { quietFrom: 1260, quietTo: 480, digestAt: 510, muted: ['sms:moved', 'sms:moved'] };
    expect(decide(configureTelling, input, { actor, records })[0]?.data.muted).toEqual(['sms:moved']);
    expect(() => decide(configureTelling, { ...input, muted: ['page:moved'] }, { actor, records })).toThrow();
    expect(() => decide(configureTelling, input, { actor: actorOf('township'), records })).toThrow('not-yours');
  });
  test('TELL-15 a webhook has an address of the web without a name or password in it', () => {
    const input = { webhook: idOf('hook'), url: 'https://county.example/zd', kinds: ['new'] };
    const hook = applied<Webhook>(webhookKind, undefined, decide(openWebhook, input, { actor, records: [] }));
    expect(hook).toMatchObject({ office: null, closedAt: null });
    for (const url of ['ftp://a.example', 'https://me:pass@a.example/', 'not an address'])
      expect(() => decide(openWebhook, { ...input, url }, { actor, records: [] })).toThrow('webhook-address');
    const closed = applied(
      webhookKind,
      hook,
      decide(closeWebhook, { webhook: hook.id }, { actor, records: [['webhook', hook]] }),
    );
    expect(() => decide(closeWebhook, { webhook: hook.id }, { actor, records: [['webhook', closed]] })).toThrow(
      'webhook-closed',
    );
  });
});
