-- Divisions of a village into grids: which homes came from which grid into which, so that it can be handed over and taken back.
create table division (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  at timestamptz not null,
  person uuid references person (id),
  moves jsonb not null,
  opened uuid[] not null default '{}',
  closed uuid[] not null default '{}',
  drawn jsonb not null default '[]',
  restored_at timestamptz
);
create index division_ground on division (ground, at desc);

-- TERR-10: seen on its ground and by those who serve a part of it; the homes in it follow their own rule.
alter table division enable row level security;
alter table division force row level security;
create policy division_see on division for select using (
  (select zd_paths('homes'))::ltree[] @> ground or (select zd_paths('homes'))::ltree[] <@ ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy division_add on division for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy division_change on division for update using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on division to zd_app;
