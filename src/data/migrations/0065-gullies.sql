-- TERR-16: lines that nobody walks across, drawn by the village for its planner.
create table gully (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  path jsonb not null,
  drawn_at timestamptz not null,
  removed_at timestamptz
);
create index gully_ground on gully (ground) where removed_at is null;

alter table gully enable row level security;
alter table gully force row level security;
create policy gully_see on gully for select using (
  (select zd_paths('homes'))::ltree[] @> ground or (select zd_paths('homes'))::ltree[] <@ ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy gully_add on gully for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy gully_change on gully for update using (
  ((select zd_words('roles')) && array['village-officer'] and (select zd_paths('homes'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on gully to zd_app;
