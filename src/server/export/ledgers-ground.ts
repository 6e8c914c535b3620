// The ledger of the ground: every grid with its group, whether somebody is in post, how many homes, how large, and where its middle lies.
import { inside, type Ledger } from './ledger.ts';

/** Square metres of a degree squared at the equator. */
const squareDegree = 111_320 ** 2;

/**
 * Per ring, from its own first corner so that no digits are lost: twice its area in square degrees, and the middle of its
 * ground. A grid is all its rings, each weighing as much as it is large.
 */
const measured = `left join lateral (
    select sum(abs(ring.twice)) / 2 * cos(radians(min(ring.y0))) * ${squareDegree} as metres,
      sum((ring.x0 + ring.x) * abs(ring.twice)) / sum(abs(ring.twice)) as lon,
      sum((ring.y0 + ring.y) * abs(ring.twice)) / sum(abs(ring.twice)) as lat
    from (
      select x0, y0, sum(turn) as twice, sum((x1 + x2) * turn) / (3 * sum(turn)) as x, sum((y1 + y2) * turn) / (3 * sum(turn)) as y
      from (
        select part, x0, y0, x1, y1, x2, y2, x1 * y2 - x2 * y1 as turn
        from (
          select parts.n as part, (parts.ring -> 0 ->> 0)::float8 as x0, (parts.ring -> 0 ->> 1)::float8 as y0,
            (spot.at ->> 0)::float8 - (parts.ring -> 0 ->> 0)::float8 as x1, (spot.at ->> 1)::float8 - (parts.ring -> 0 ->> 1)::float8 as y1,
            lead((spot.at ->> 0)::float8 - (parts.ring -> 0 ->> 0)::float8) over (partition by parts.n order by spot.n) as x2,
            lead((spot.at ->> 1)::float8 - (parts.ring -> 0 ->> 1)::float8) over (partition by parts.n order by spot.n) as y2
          from jsonb_array_elements(grid.shape) with ordinality as parts (ring, n)
          cross join lateral jsonb_array_elements(parts.ring) with ordinality as spot (at, n)
        ) as edges where x2 is not null
      ) as crossed group by part, x0, y0 having sum(turn) <> 0
    ) as ring
  ) as ground on true`;

/** HOME-30: whether somebody is in post, and never who (HOME-21). One mu is two thirds of a thousand square metres. */
export const grids: Ledger = {
  columns: [
    { key: 'code', from: 'area.code', width: 40 },
    { key: 'group', from: 'area.name', width: 26 },
    { key: 'grid', from: 'area.name' },
    { key: 'post', from: 'post.role', word: 'print.ledger.post', width: 24 },
    { key: 'count', from: 'area.ground', is: 'number', width: 18 },
    { key: 'mu', from: 'area.shape', is: 'number', width: 26 },
    { key: 'lon', from: 'area.shape', is: 'number', width: 28 },
    { key: 'lat', from: 'area.shape', is: 'number', width: 28 },
  ],
  text: `select null as home, grid.code, coalesce(up.name, '') as "group", grid.name as grid,
      case when exists (select from office join post on post.office = office.id where office.area = grid.id and office.kind = 'level-2'
        and post.role = 'level-2-worker' and post.from_at <= now() and post.to_at > now() and post.ended_at is null) then 'held' else 'empty' end as post,
      (select count(*)::int from household where household.grid = grid.id and household.closed_at is null) as count,
      round((ground.metres * 3 / 2000)::numeric, 1) as mu, round(ground.lon::numeric, 6) as lon, round(ground.lat::numeric, 6) as lat
    from area as grid left join area as up on up.id = grid.parent ${measured}
    where grid.kind = 'level-2' and grid.valid_to is null and ${inside('grid.ground')} order by grid.ground`,
};
