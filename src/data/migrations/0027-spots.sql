-- Places that are looked after, and the looks at them; neither names anybody.
create table spot (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  kind text not null,
  name text not null,
  lat double precision,
  lon double precision,
  closed_at timestamptz,
  look uuid,
  looked_at timestamptz,
  wrong text[] not null,
  praise text not null,
  matter uuid references matter (id)
);
create index spot_ground on spot using gist (ground);
create table look (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  spot uuid not null references spot (id),
  claimed_at timestamptz not null,
  received_at timestamptz not null,
  office uuid not null references office (id),
  person uuid not null references person (id),
  wrong text[] not null,
  note text not null,
  praise text not null,
  matter uuid references matter (id)
);
create index look_spot on look (spot, claimed_at desc);
create index look_ground on look using gist (ground);

-- ENV-2: seen by those who serve the ground.
alter table spot enable row level security;
alter table spot force row level security;
create policy spot_see on spot for select using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy spot_add on spot for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy spot_change on spot for update using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
alter table look enable row level security;
alter table look force row level security;
create policy look_see on look for select using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs'));
create policy look_add on look for insert with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on spot to zd_app;
grant select, insert on look to zd_app;
