// Takes what another system files or tells: read with care, found on the ground, and written through the one door.
import type { FactData } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { type Attribute, attributesOf } from '#modules/open311/kinds/attributes.ts';
import { findService } from '#modules/open311/kinds/offered.ts';
import { mostLines, type RequestRow } from '#modules/open311/model.ts';
import { saidStatuses } from '#modules/open311/rules.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { derivedId } from '../import/row-ids.ts';
import { hashOf } from '../session.ts';
import { mustMay, type OutsideCaller } from './caller.ts';
import { numberOf, type Said, textOf, timeOf } from './said.ts';
import { fault, type Key, speaker } from './speak.ts';

/** What is written beside a matter is read by its offices. */
const zh = speaker('zh');
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names under which systems send their own number of a request. */
const refNames = ['customer_reference', 'external_id', 'fixmystreet_id'].flatMap((name) => [
  name,
  `attribute[${name}]`,
]);
const refOf = (said: Said): string => {
  const name = refNames.find((one) => said.get(one) !== '');
  return name === undefined ? '' : textOf(said, name, 100);
};

/** Everything that was said but the key, so that a repeat is told from another report. */
const saidHashOf = (said: Said): string => {
  const names = said.names().filter((name) => name !== 'api_key' && name !== 'jurisdiction_id');
  return hashOf(JSON.stringify(names.sort().map((name) => [name, said.all(name)])));
};

const attributeName = /^attribute\[([^\]]{1,60})\](\[\])?$/;

function valueOf(attribute: Attribute | undefined, value: string, field: string): string {
  if (!attribute) return value;
  if (attribute.datatype === 'number' && !/^\d{1,9}(\.\d+)?$/.test(value)) throw fault('invalid', 'number', { field });
  if (attribute.values.length === 0) return value;
  const chosen = attribute.values.find(({ key, zh: word, en }) => [key, word, en].includes(value));
  if (!chosen) throw fault('invalid', 'value', { field });
  return chosen.zh;
}

/** One that the service does not ask for is written down as it came: nothing that was said is lost. */
function attributeLines(said: Said, code: string): string[] {
  return said.names().flatMap((name) => {
    const asked = attributeName.exec(name)?.[1];
    const values = said.all(name);
    if (asked === undefined || values.length === 0 || refNames.includes(name)) return [];
    const attribute = attributesOf[code]?.find((one) => one.code === asked);
    const text = values.map((value) => valueOf(attribute, value, name)).join('、');
    if (text.length > 2000) throw fault('invalid', 'long', { field: name, most: 2000 });
    return [zh('open311.beside.attribute', { question: attribute?.question.zh ?? asked, text })];
  });
}

const line = (key: Key, text: string): string[] => (text === '' ? [] : [zh(key, { text })]);

/** Some send one for each picture. */
function mediaOf(said: Said): string {
  const all = said.all('media_url');
  if (all.some((url) => !/^https?:\/\/\S+$/i.test(url))) throw fault('invalid', 'media');
  const text = all.join(' ');
  if (text.length > 2000) throw fault('invalid', 'long', { field: 'media_url', most: 2000 });
  return text;
}

/** OPEN-10. A picture's address is kept and never fetched from here. */
function besideOf(said: Said): string[] {
  const caller = [textOf(said, 'last_name', 60), textOf(said, 'first_name', 60)].join(' ').trim();
  return [
    ...line('open311.beside.address', textOf(said, 'address_string', 500)),
    ...line('open311.beside.caller', caller),
    ...line('open311.beside.phone', textOf(said, 'phone', 60)),
    ...line('open311.beside.email', textOf(said, 'email', 200)),
    ...line('open311.beside.account', textOf(said, 'account_id', 100)),
    ...line('open311.beside.media', mediaOf(said)),
  ];
}

export interface Taking {
  readonly county: County;
  readonly caller: OutsideCaller;
  readonly said: Said;
}

/** OPEN-3: by the grid's code, else inside an outline, else the key's own area, whose desk sorts. */
async function areaOf({ county, caller, said }: Taking, within: string): Promise<string> {
  const [lat, lon] = [numberOf(said, 'lat', 90), numberOf(said, 'long', 180)];
  const code = said.get('address_id');
  if (code === '' && said.get('address_string') === '' && (lat === null || lon === null))
    throw fault('invalid', 'needs-place');
  const ask_ = (input: object): Promise<{ area: string | null }> =>
    ask(county, caller.actor, 'open311.place', { within, ...input });
  if (code !== '') {
    const { area } = code.length > 20 ? { area: null } : await ask_({ code });
    if (area) return area;
    if (said.get('address_string') === '' && (lat === null || lon === null))
      throw fault('invalid', 'address-id', { value: code.slice(0, 40) });
  }
  if (lat === null || lon === null) return within;
  return (await ask_({ at: { lat, lon } })).area ?? within;
}

export async function requestOf({ county, caller }: Omit<Taking, 'said'>, id: string): Promise<RequestRow | undefined> {
  if (!uuid.test(id)) return undefined;
  const [row] = (await ask(county, caller.actor, 'open311.requests', { ids: [id] })) as RequestRow[];
  return row;
}

const say = (taking: Taking, name: string, { id, at }: { id: string; at: number }, input: object): Promise<FactData> =>
  execute(taking.county, taking.caller.actor, {
    v: 1,
    id,
    name,
    input,
    at,
    device: null,
    author: null,
  });

const refused = (answer: { status: string; code: string; facts: FactData }): Problem =>
  new Problem('invalid', answer.code, answer.facts);

/** OPEN-5: what was filed under this reference before. */
async function filedBefore({ county, caller }: Taking, ref: string, hash: string): Promise<string | undefined> {
  if (ref === '') return undefined;
  const before = (await ask(county, caller.actor, 'open311.filed', { ref })) as { id: string; saidHash: string } | null;
  if (before && before.saidHash !== hash) throw fault('invalid', 'ref-used', { id: before.id });
  return before?.id;
}

/** Files a request and answers the matter's id; a repeat of the same reference answers the same, which is `known`. */
export async function fileRequest(taking: Taking): Promise<{ id: string; known: boolean }> {
  const { county, caller, said } = taking;
  const holder = mustMay(caller, 'file');
  const code = said.get('service_code');
  if (code === '') throw fault('invalid', 'needs', { field: 'service_code' });
  if (!findService(code)) throw fault('missing', 'service', { value: code.slice(0, 40) });
  const [ref, hash] = [refOf(said), saidHashOf(said)];
  const before = await filedBefore(taking, ref, hash);
  if (before) return { id: before, known: true };
  const since = timeOf(said, 'requested_datetime');
  const beside = [
    ...line('open311.beside.moment', said.get('requested_datetime')),
    ...besideOf(said),
    ...attributeLines(said, code),
  ];
  if (beside.length > mostLines) throw fault('invalid', 'long', { field: 'attribute', most: mostLines });
  const input = {
    case: ref === '' ? newId() : derivedId(county.facts.generation, 'open311', 'case', holder.id, ref),
    area: await areaOf(taking, holder.area),
    category: code,
    text: textOf(said, 'description', 4000),
    ref,
    saidHash: hash,
    lat: numberOf(said, 'lat', 90),
    lon: numberOf(said, 'long', 180),
    beside,
  };
  // What was refused may be mended a minute later; the matter's own id keeps it from being there twice.
  const minute = Math.floor(county.now() / 60_000);
  const command = ref === '' ? newId() : derivedId(county.facts.generation, 'open311', 'file', input.case, minute);
  const answer = await say(taking, 'open311.file', { id: command, at: since ?? county.now() }, input);
  if (answer.status === 'accepted') return { id: input.case, known: false };
  const again = await filedBefore(taking, ref, hash);
  if (again) return { id: again, known: true };
  throw refused(answer);
}

/** Writes news of another system into the story, and answers the id it has here (OPEN-9). */
export async function tellNews(taking: Taking): Promise<string> {
  const { county, caller, said } = taking;
  const holder = mustMay(caller, 'update');
  const id = said.get('service_request_id').toLowerCase();
  if (id === '') throw fault('invalid', 'needs', { field: 'service_request_id' });
  const status = said.get('status').toUpperCase().replaceAll(' ', '_');
  if (status === '') throw fault('invalid', 'needs', { field: 'status' });
  if (!(saidStatuses as readonly string[]).includes(status))
    throw fault('invalid', 'status', { value: status.slice(0, 40) });
  timeOf(said, 'updated_datetime');
  if (!(await requestOf(taking, id))) throw fault('missing', 'request', { value: id.slice(0, 40) });
  const ref = textOf(said, 'update_id', 100);
  const input = {
    case: id,
    status,
    text: textOf(said, 'description', 4000),
    beside: [...line('open311.beside.moment', said.get('updated_datetime')), ...besideOf(said)],
  };
  const command = derivedId(
    county.facts.generation,
    'open311',
    'tell',
    holder.id,
    id,
    ref === '' ? saidHashOf(said) : ref,
  );
  try {
    const answer = await say(taking, 'open311.tell', { id: command, at: county.now() }, input);
    if (answer.status === 'accepted') return command;
    throw answer.code === 'not-yours' ? fault('refused', 'not-own') : refused(answer);
  } catch (error) {
    if (error instanceof Problem && error.code === 'command-differs') throw fault('invalid', 'ref-used', { id });
    throw error;
  }
}
