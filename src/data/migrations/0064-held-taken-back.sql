-- What a lost phone held stays named when an import is taken back: a home that is gone by its door and grid as they were last said, from the journal.
drop function zd_phone_held(uuid);
create function zd_phone_held(which uuid) returns table (household uuid, door text, place text, grid text, kinds text[], since timestamptz, gone_at timestamptz, taken_back boolean)
  language sql stable security definer set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select holding.household, coalesce(home.door, was.door, ''), up.name, coalesce(grid.name, ''), holding.kinds, holding.since, holding.gone_at, home.id is null
  from holding left join household as home on home.id = holding.household
  left join lateral (select
      (select payload->>'door' from journal where record = holding.household and kind = 'household' and payload ? 'door' order by seq desc limit 1) as door,
      (select (payload->>'grid')::uuid from journal where record = holding.household and kind = 'household' and payload ? 'grid' order by seq desc limit 1) as grid
    ) as was on home.id is null
  left join area as grid on grid.id = coalesce(home.grid, was.grid) left join area as up on up.id = grid.parent
  where holding.device = which and (select zd_words('roles')) && array['security-admin'] order by grid.ground, 2
$$;
grant execute on function zd_phone_held to zd_app;
