// What another system does with its key: it files a request, which is a matter from then on, and tells news of one that it filed.
import * as z from 'zod/mini';
import { type Actor, isUnder } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Loaded } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case, CaseNumber } from '#modules/case/model.ts';
import { rulesOf } from '#modules/case/rules-county.ts';
import { deadlines, holderDeadline } from '#modules/case/rules.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice } from '#modules/people/rules.ts';
import type { Area } from '#modules/territory/model.ts';
import { makeKey, revokeKey } from './commands-keys.ts';
import { hearSent, noteSent } from './commands-sent.ts';
import { findService, isOfPlace } from './kinds/offered.ts';
import { type FiledRequest, type Key, mostLines, type Scope } from './model.ts';
import { receiverOf, saidStatuses, statusWords } from './rules.ts';

const speakers = ['service:open311'];
const text = (most: number): z.ZodMiniDefault<z.ZodMiniString> => z._default(z.string().check(z.maxLength(most)), '');
const degrees = (most: number) => z._default(z.nullable(z.number().check(z.gte(-most), z.lte(most))), null);

/** The key that speaks, if it may do this. */
function keyOf(loaded: Loaded, actor: Actor, scope: Scope): Key {
  const key = loaded.get<Key>('open311-key', actor.key ?? '');
  if (key.revokedAt !== null || !key.scopes.includes(scope)) throw new Problem('refused', 'not-yours');
  return key;
}
const ofKey = (actor: Actor): { kind: string; id: string }[] => [{ kind: 'open311-key', id: actor.key ?? nobodyId }];
const nobodyId = '00000000-0000-0000-0000-000000000000';

const fileInput = z.object({
  case: z.uuid(),
  /** Where it lies, as far as that is known; the key's own area where it is not. */
  area: z.uuid(),
  category: z.string().check(z.maxLength(4)),
  text: text(4000),
  ref: text(100),
  saidHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  lat: degrees(90),
  lon: degrees(180),
  /** Lines for the officer: who rang, the address as it was said, answers to the questions of the category, a picture's address. */
  beside: z._default(z.array(z.string().check(z.maxLength(2200))).check(z.maxLength(mostLines)), []),
});
type Filed = z.infer<typeof fileInput>;

/** The matter as it is reported: no home behind it, so the office that receives first answers for hearing that it is well again. */
function recordOf(said: Filed, area: Area, { loaded, now, at }: Deciding) {
  const category = findService(said.category);
  if (!category) throw new Problem('invalid', 'category-unknown', { category: said.category });
  const chain = loaded.list<StaffedOffice>('office');
  const holder = receiverOf(chain, area.kind, category);
  const county = rulesOf({ loaded, now });
  const near = area.kind === 'level-2' || area.kind === 'level-1' ? (['level-1', 'liaison'] as const) : [];
  const copied = near.flatMap((kind) => nearestOffice(chain, kind)?.id ?? []).filter((id) => id !== holder.id);
  return {
    ground: area.ground,
    household: null,
    category: category.code,
    severity: category.severity,
    title: category.zh,
    text: said.text,
    number: loaded.list<CaseNumber>('case-number')[0]?.number ?? null,
    restricted: false,
    namedOffice: null,
    complainedOf: [],
    secretHash: null,
    visit: null,
    sameAs: null,
    subject: null,
    holder: holder.id,
    holderSince: now,
    holderBy: holderDeadline(holder, category.severity, now, county),
    firstReceiver: holder.id,
    copied,
    reporter: null,
    reporterStanding: 'service',
    reportedAt: now,
    claimedAt: at,
    ...deadlines(category.severity, now, county),
    lat: said.lat,
    lon: said.lon,
  };
}

export const fileRequest = defineVerb({
  name: 'open311.file',
  input: fileInput,
  who: speakers,
  offline: false,
  needs: (input, actor) => [
    ...ofKey(actor),
    { kind: 'area', id: input.area },
    { kind: 'case-number', id: input.case },
    { kind: 'chain', of: { kind: 'area', id: input.area }, category: input.category },
  ],
  decide(input, context) {
    const { loaded, actor, now } = context;
    const key = keyOf(loaded, actor, 'file');
    const area = loaded.list<Area>('area').find(({ id }) => id === input.area);
    if (!area || !isUnder(area.ground, actor.ground ?? '')) throw new Problem('refused', 'not-yours');
    const record = recordOf(input, area, context);
    const at = { at: now, by: record.firstReceiver, person: null };
    const filed = {
      key: key.id,
      ref: input.ref,
      saidHash: input.saidHash,
      listed: isOfPlace(record.category),
      wordsOut: key.wordsOut,
    };
    const id = input.case;
    const from = [`来自「${key.name}」`, ...(input.ref === '' ? [] : [`对方编号：${input.ref}`]), ...input.beside];
    return [
      { name: 'case.reported', kind: 'case', id, data: { ...at, text: input.text, to: record.holder, record } },
      // OPEN-10
      { name: 'case.noted', kind: 'case', id, data: { ...at, by: null, text: from.join('\n'), internal: true } },
      { name: 'open311.filed', kind: 'open311-request', id, data: { at: now, record: filed } },
    ];
  },
});

export const tellNews = defineVerb({
  name: 'open311.tell',
  input: z.object({
    case: z.uuid(),
    status: z.enum(saidStatuses),
    text: text(4000),
    beside: z._default(z.array(z.string().check(z.maxLength(2200))).check(z.maxLength(12)), []),
  }),
  who: speakers,
  offline: false,
  needs: (input, actor) => [
    ...ofKey(actor),
    { kind: 'case', id: input.case },
    { kind: 'open311-request', id: input.case },
  ],
  decide(input, { loaded, actor, now }) {
    const key = keyOf(loaded, actor, 'update');
    const matter = loaded.get<Case>('case', input.case);
    const filed = loaded.get<FiledRequest>('open311-request', input.case);
    // OPEN-9
    if (filed.key !== key.id) throw new Problem('refused', 'not-yours');
    const lines = [`「${key.name}」：${statusWords[input.status]}`, input.text, ...input.beside].filter(
      (line) => line !== '',
    );
    const data = { at: now, by: null, person: null, text: lines.join('\n'), internal: true };
    return [{ name: 'case.noted', kind: 'case', id: matter.id, data }];
  },
});

export const open311Verbs = [makeKey, revokeKey, fileRequest, tellNews, noteSent, hearSent];
