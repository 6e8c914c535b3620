// The answers of GeoReport v2 as trees, field by field in the order of the standard.
import { attributesOf } from '#modules/open311/kinds/attributes.ts';
import { findService, groupOf, isOfPlace, services } from '#modules/open311/kinds/offered.ts';
import type { RequestRow, UpdateRow } from '#modules/open311/model.ts';
import { newsOf, statusOf } from '#modules/open311/rules.ts';
import type { Category } from '#modules/case/kinds/categories.ts';
import type { County } from '../county.ts';
import { derivedId } from '../import/row-ids.ts';
import type { Key, Lang, Say } from './speak.ts';
import { List, type Value, writeTime } from './write.ts';

/** When the way we speak changed last. */
const changeset = '2026-11-26T00:00:00+08:00';
const specification = 'http://wiki.open311.org/GeoReport_v2';

/** Two endpoints: some clients want the address to end in a slash. */
export const discovery = (county: County, base: string, say: Say): Value => ({
  changeset,
  contact: say('open311.contact', { county: county.facts.name, phone: county.facts.complaintPhone || '-' }),
  key_service: say('open311.keyService'),
  endpoints: new List(
    'endpoint',
    [base, `${base}/`].map((url) => ({
      specification,
      url,
      changeset,
      type: county.facts.demo ? 'test' : 'production',
      formats: new List('format', ['text/xml', 'application/json']),
    })),
  ),
});

const nameOf = (category: Category | undefined, lang: Lang): string => category?.[lang] ?? '';

export const serviceRows = (say: Say, lang: Lang): Value =>
  new List(
    'service',
    services.map((one) => ({
      service_code: one.code,
      service_name: nameOf(one, lang),
      description: say('open311.service'),
      metadata: attributesOf[one.code] !== undefined,
      type: 'realtime',
      // Understood by clients that keep such reports off their own map.
      keywords: isOfPlace(one.code) ? '' : 'private',
      group: nameOf(groupOf(one), lang),
    })),
  );

export const definition = (code: string, lang: Lang): Value => ({
  service_code: code,
  attributes: new List(
    'attribute',
    (attributesOf[code] ?? []).map((one, place) => ({
      variable: true,
      code: one.code,
      datatype: one.datatype,
      required: false,
      datatype_description: one.hint[lang],
      order: place + 1,
      description: one.question[lang],
      ...(one.values.length === 0
        ? {}
        : {
            values: new List(
              'value',
              one.values.map((value) => ({ key: value.key, name: value[lang] })),
            ),
          }),
    })),
  ),
});

/** OPEN-6: the true state in words. */
function notesOf({ state, side, outcome, agency: office }: RequestRow, say: Say): string {
  if (state === 'closed' && side === 'withdrawn') return say('open311.side.withdrawn');
  if (state === 'closed' && (outcome === 'solved' || outcome === 'no-answer')) return say(`open311.state.${outcome}`);
  if (side !== null && (state !== 'closed' || side === 'referred'))
    return say(`open311.side.${side}` as Key, { office });
  return say(`open311.state.${state}` as Key, { office });
}

export const requestRow = (row: RequestRow, say: Say, lang: Lang): Value => ({
  service_request_id: row.id,
  status: statusOf(row.state),
  status_notes: notesOf(row, say),
  service_name: nameOf(findService(row.category), lang),
  service_code: row.category,
  description: row.description === '' ? nameOf(findService(row.category), lang) : row.description,
  agency_responsible: row.agency,
  service_notice: null,
  requested_datetime: writeTime(row.requestedAt),
  updated_datetime: writeTime(row.updatedAt),
  expected_datetime: row.expectedAt === null ? null : writeTime(row.expectedAt),
  address: row.address,
  address_id: row.gridCode,
  zipcode: null,
  lat: row.lat,
  long: row.lon,
  media_url: null,
});

/** The line's own number would count what offices write for themselves; the id tells nothing. */
export const updateRow = (county: County, row: UpdateRow, say: Say): Value => {
  const what = say(`open311.news.${row.name}` as Key, { office: row.agency });
  return {
    update_id: derivedId(county.facts.generation, 'open311', 'news', row.matter, row.n),
    service_request_id: row.matter,
    status: newsOf[row.name] ?? 'OPEN',
    updated_datetime: writeTime(row.at),
    description: row.text === '' ? what : `${what}\n${row.text}`,
    media_url: null,
  };
};
