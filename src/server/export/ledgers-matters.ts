// The ledgers of matters: those in hand, all of a time, mediations, and looks at places. Nothing restricted, nothing about staff, and no home stands in them.
import { silentCodes } from '#modules/case/kinds/categories.ts';
import { byOffice, during, inArea, inside, type Ledger } from './ledger.ts';

const matter = [
  { key: 'number', from: 'matter.number', is: 'number', width: 19 },
  { key: 'category', from: 'matter.category', is: 'category' },
  { key: 'severity', from: 'matter.severity', width: 14 },
  { key: 'state', from: 'matter.state', word: 'case.state', width: 20 },
  { key: 'holder', from: 'matter.holder', width: 32 },
  { key: 'reportedAt', from: 'matter.reported_at', is: 'moment', width: 30 },
  { key: 'resolveBy', from: 'matter.resolve_by', is: 'moment', width: 30 },
] as const;
const matterText = `matter.number, matter.category, matter.severity, matter.state, office.name as holder,
  matter.reported_at as "reportedAt", matter.resolve_by as "resolveBy"`;

/** HOME-21, HOME-28 */
export const spokenOf = `not matter.restricted and cardinality(matter.complained_of) = 0 and matter.category <> all ('{${silentCodes().join()}}'::text[])`;

/** What waits on one's own desk. */
export const matters: Ledger = {
  columns: matter,
  text: `select ${matterText} from matter join office on office.id = matter.holder
    where ${byOffice('matter.holder')} and matter.state <> 'closed' and ${spokenOf} and ${inArea('matter.ground')}
    order by matter.resolve_by nulls last, matter.number`,
};

export const cases: Ledger = {
  columns: [
    ...matter,
    { key: 'answeredAt', from: 'matter.answered_at', is: 'moment', width: 30 },
    { key: 'outcome', from: 'matter.outcome', word: 'case.outcome', width: 26 },
    { key: 'closedAt', from: 'matter.closed_at', is: 'day', width: 22 },
  ],
  text: `select ${matterText}, matter.answered_at as "answeredAt", matter.outcome, matter.closed_at as "closedAt"
    from matter join office on office.id = matter.holder
    where (${inside('matter.ground')} or (${byOffice('matter.holder')} or ${byOffice('matter.answered_by')}) and ${inArea('matter.ground')})
      and ${spokenOf} and ${during('matter.reported_at')}
    order by matter.reported_at, matter.number`,
};

/** HOME-23 (DISPUTE-13): those alone that one's own office mediates or holds, and no party, session or word of them. */
export const disputes: Ledger = {
  columns: [
    { key: 'number', from: 'dispute.number', is: 'number', width: 20 },
    { key: 'category', from: 'dispute.category', is: 'category' },
    { key: 'openedAt', from: 'dispute.opened_at', is: 'day', width: 26 },
    { key: 'mediateBy', from: 'dispute.mediate_by', is: 'day', width: 26 },
    { key: 'mediation', from: 'dispute.state', word: 'print.ledger.mediation', width: 24 },
    { key: 'form', from: 'dispute.agreement', only: 'form', word: 'print.ledger.form', width: 22 },
    { key: 'ending', from: 'dispute.ending', word: 'dispute.ending', width: 40 },
    { key: 'endedAt', from: 'dispute.ended_at', is: 'day', width: 26 },
    { key: 'court', from: 'dispute.court', word: 'print.ledger.court', width: 26 },
  ],
  text: `select number, category, opened_at as "openedAt", mediate_by as "mediateBy", state as mediation, agreement ->> 'form' as form,
      ending, ended_at as "endedAt", court
    from dispute where (${byOffice('holder')} or offices && (select offices from asked)) and ${inArea('ground')} and ${during('opened_at')}
    order by opened_at, number`,
};

export const spots: Ledger = {
  columns: [
    { key: 'lookedOn', from: 'look.claimed_at', is: 'day', width: 25 },
    { key: 'place', from: 'area.name', width: 30 },
    { key: 'spot', from: 'spot.name', width: 30 },
    { key: 'kind', from: 'spot.kind', is: 'spot', width: 24 },
    { key: 'wrong', from: 'look.wrong', is: 'points' },
    { key: 'note', from: 'look.note', width: 30 },
    { key: 'praise', from: 'look.praise', width: 26 },
    { key: 'number', from: 'matter.number', is: 'number', width: 19 },
    { key: 'state', from: 'matter.state', word: 'case.state', width: 22 },
  ],
  text: `select look.claimed_at as "lookedOn", coalesce(village.name, '') || coalesce(up.name, '') as place, spot.name as spot, spot.kind,
      look.wrong, look.note, look.praise, matter.number, matter.state
    from look join spot on spot.id = look.spot left join matter on matter.id = look.matter
      left join area as village on village.ground = subpath(spot.ground, 0, 3) and village.valid_to is null
      left join area as up on up.ground = subpath(spot.ground, 0, 4) and up.valid_to is null
    where ${inside('look.ground')} and ${during('look.claimed_at')} order by look.claimed_at, spot.name, look.id`,
};
