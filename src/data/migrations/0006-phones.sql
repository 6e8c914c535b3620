-- What each phone was handed, so that a lost one can be answered for; and how many homes one phone may hold beyond the usual.
alter table device add column most_homes integer check (most_homes between 1 and 5000);

create table holding (
  device uuid not null references device (id),
  household uuid not null references household (id),
  person uuid not null references person (id),
  kinds text[] not null,
  since timestamptz not null,
  gone_at timestamptz,
  primary key (device, household)
);

-- Written while a phone is handed something, by its own person; read by the security administrator.
alter table holding enable row level security;
alter table holding force row level security;
create policy holding_see on holding for select using (person = (select zd_uuid('person')) or (select zd_words('roles')) && array['security-admin'] or (select zd_text('service')) = 'session');
create policy holding_add on holding for insert with check (person = (select zd_uuid('person')));
create policy holding_change on holding for update using (person = (select zd_uuid('person'))) with check (person = (select zd_uuid('person')));

-- Door and place of what a phone held, for who answers for lost phones: he sees no home's name, people or words.
create function zd_phone_held(which uuid) returns table (household uuid, door text, place text, grid text, kinds text[], since timestamptz, gone_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select holding.household, home.door, up.name, grid.name, holding.kinds, holding.since, holding.gone_at
  from holding join lateral (select door, household.grid from household where household.id = holding.household) as home on true
  join area as grid on grid.id = home.grid left join area as up on up.id = grid.parent
  where holding.device = which and (select zd_words('roles')) && array['security-admin'] order by grid.ground, home.door
$$;

grant select, insert, update on holding to zd_app;
grant execute on function zd_phone_held to zd_app;
