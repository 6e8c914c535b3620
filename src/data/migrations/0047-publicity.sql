-- Public lists: who gets what, open to objections for some days; names leave when their time is over.
create table publicity (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  title text not null,
  basis text not null,
  office uuid not null references office (id),
  made_by uuid references person (id),
  made_at timestamptz not null,
  days integer not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  rows jsonb not null,
  row_count integer not null,
  minors jsonb not null,
  state text not null check (state in ('waiting', 'shown', 'closed', 'withdrawn')),
  released_by uuid references person (id),
  released_at timestamptz,
  objections jsonb not null,
  result text check (result in ('confirmed', 'changed', 'withdrawn')),
  said text not null,
  changes jsonb not null,
  closed_at timestamptz,
  erased_at timestamptz,
  check ((state in ('closed', 'withdrawn')) = (closed_at is not null)),
  check (released_by is null or released_by <> made_by),
  check (state = 'waiting' or jsonb_array_length(minors) = 0 or released_by is not null or state = 'withdrawn')
);
create index publicity_ground on publicity using gist (ground);
create index publicity_due on publicity (closed_at) where erased_at is null and closed_at is not null;

-- PUBLICITY-15: an open list is there for everybody; whatever else it is, for the offices of its ground.
alter table publicity enable row level security;
alter table publicity force row level security;
create policy publicity_see on publicity for select using (
  (state = 'shown' and (select zd_text('standing')) in ('staff', 'adult', 'plate', 'secret'))
  or ((select zd_words('roles')) && array['village-officer', 'township-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or office = any ((select zd_uuids('offices'))::uuid[])
  or (select zd_text('service')) in ('import', 'jobs', 'erase', 'door')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy publicity_add on publicity for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy publicity_change on publicity for update using (
  (select zd_text('service')) in ('import', 'jobs', 'erase') or id = any ((select zd_uuids('writing'))::uuid[]))
  with check ((select zd_text('standing')) in ('staff', 'service', 'plate', 'adult'));
grant select, insert, update on publicity to zd_app;

-- What a village made public about its own affairs, item by item and period by period.
create table disclosure (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  item text not null,
  period text not null,
  office uuid not null references office (id),
  person uuid references person (id),
  title text not null,
  text text not null,
  at timestamptz not null,
  notice uuid not null references notice (id)
);
create index disclosure_ground on disclosure (ground, at desc);

-- PUBLICITY-17: public words; their calendar is read by the village, the township above it and its supervision committee.
alter table disclosure enable row level security;
alter table disclosure force row level security;
create policy disclosure_see on disclosure for select using (
  (select zd_text('standing')) = 'staff'
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy disclosure_add on disclosure for insert with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert on disclosure to zd_app;
