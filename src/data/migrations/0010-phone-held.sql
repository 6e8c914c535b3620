-- The list of what a phone held reads the doors of homes that its reader does not serve: as a service, for the security administrator alone.
create or replace function zd_phone_held(which uuid) returns table (household uuid, door text, place text, grid text, kinds text[], since timestamptz, gone_at timestamptz)
  language sql stable security definer set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select holding.household, home.door, up.name, grid.name, holding.kinds, holding.since, holding.gone_at
  from holding join household as home on home.id = holding.household
  join area as grid on grid.id = home.grid left join area as up on up.id = grid.parent
  where holding.device = which and (select zd_words('roles')) && array['security-admin'] order by grid.ground, home.door
$$;
