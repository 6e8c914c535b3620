-- What is asked of the grids from above, and what somebody there says is a burden.
create table request (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  office uuid not null references office (id),
  title text not null,
  text text not null default '',
  asks text[] not null default '{}',
  minutes integer not null,
  per text not null check (per in ('home', 'grid')),
  times integer not null,
  cost integer not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references office (id),
  approved boolean,
  reason text not null default '',
  ended_at timestamptz
);
create index request_ground on request using gist (ground);
create index request_office on request (office);

create table burden (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  request uuid references request (id),
  person uuid not null references person (id),
  role text not null,
  text text not null,
  at timestamptz not null,
  answer text not null default '',
  answered_at timestamptz
);
create index burden_at on burden (at desc);
create index burden_person on burden (person);

-- A request is known to the office that asks and to those on the ground it goes to; it names nobody.
alter table request enable row level security;
alter table request force row level security;
create policy request_see on request for select using (
  ((select zd_text('standing')) = 'staff' and (office = any ((select zd_uuids('offices'))::uuid[])
    or (select zd_paths('grounds'))::ltree[] @> ground or (select zd_paths('grounds'))::ltree[] <@ ground))
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy request_add on request for insert with check ((select zd_text('standing')) = 'staff');
create policy request_change on request for update using (id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) = 'staff');

-- That something is a burden goes past every office in between: to the county centre, and to who said it.
alter table burden enable row level security;
alter table burden force row level security;
create policy burden_see on burden for select using (
  person = (select zd_uuid('person')) or (select zd_words('roles')) && array['county-officer'] or id = any ((select zd_uuids('writing'))::uuid[]));
create policy burden_add on burden for insert with check ((select zd_text('standing')) = 'staff');
create policy burden_change on burden for update using (id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) = 'staff');

-- How many homes and grids a request would reach: bare numbers, also for an office that may open no home there.
create function zd_reached(path ltree) returns table (homes integer, grids integer) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select (select count(*)::int from household where ground <@ path and closed_at is null),
    (select count(*)::int from area where ground <@ path and kind = 'level-2' and valid_to is null)
$$;
grant select, insert, update on request, burden to zd_app;
grant execute on function zd_reached to zd_app;
