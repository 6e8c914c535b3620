// The ledgers of homes: the roster, where they stand, and the visits.
import { during, inside, type Ledger } from './ledger.ts';

const home = [
  { key: 'group', from: 'area.name', width: 30 },
  { key: 'grid', from: 'area.name', width: 34 },
  { key: 'door', from: 'household.door', width: 26 },
  { key: 'head', from: 'household.head' },
] as const;
const homeText = `coalesce(up.name, '') as "group", grid.name as grid, household.door, household.head`;
const placesText = `join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent`;

export const homes: Ledger = {
  columns: home,
  text: `select household.id as home, ${homeText} from household ${placesText}
    where household.closed_at is null and ${inside('household.ground')} order by household.ground, length(household.door), household.door`,
};

/** HOME-29: named as a roster is, so that an import takes it back; a home that nobody has put on the map has no numbers. */
export const places: Ledger = {
  columns: [
    ...home,
    { key: 'lon', from: 'household.lon', is: 'number', width: 30 },
    { key: 'lat', from: 'household.lat', is: 'number', width: 30 },
  ],
  text: `select household.id as home, ${homeText}, household.lon, household.lat from household ${placesText}
    where household.closed_at is null and ${inside('household.ground')} order by household.ground, length(household.door), household.door`,
};

/** HOME-22: which home, when, and what kinds of things were spoken of; never in whose name, never a word. */
export const visits: Ledger = {
  columns: [
    { key: 'visitedOn', from: 'visit.claimed_at', is: 'day', width: 26 },
    ...home.map((column) => (column.key === 'head' ? { ...column, width: 40 } : column)),
    { key: 'did', from: 'visit.parts', only: 'kinds', word: 'print.ledger.did' },
  ],
  text: `select household.id as home, visit.claimed_at as "visitedOn", ${homeText},
      array(select distinct part ->> 'kind' from jsonb_array_elements(visit.parts) as part order by 1) as did
    from visit join household on household.id = visit.household ${placesText}
    where household.closed_at is null and not visit.confidential and ${inside('household.ground')} and ${during('visit.claimed_at')}
    order by visit.claimed_at, household.door, visit.id`,
};
