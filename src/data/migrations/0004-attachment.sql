-- Pictures and audio notes: who named which file for what, and whether its bytes have come. The bytes lie outside the database.
create table attachment (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid references household (id),
  matter uuid references matter (id),
  visit uuid references visit (id),
  step integer,
  kind text not null check (kind in ('picture', 'audio')),
  for_home boolean not null,
  hidden boolean not null,
  author uuid not null references person (id),
  office uuid references office (id),
  named_at timestamptz not null,
  sha256 text not null,
  bytes integer not null,
  mime text not null,
  width integer,
  height integer,
  duration integer,
  state text not null check (state in ('expected', 'received', 'refused')),
  settled_at timestamptz,
  kept_hash text,
  small_hash text,
  fault text,
  check ((matter is null) <> (visit is null))
);
create index attachment_matter on attachment (matter) where matter is not null;
create index attachment_visit on attachment (visit) where visit is not null;
create index attachment_household on attachment (household);
create index attachment_ground on attachment (ground);

-- ATTACH-2: a file is seen by whoever sees what it belongs to; beside an inner word it is for staff.
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_see on attachment for select using (
  (matter is not null and exists (select from matter where matter.id = attachment.matter) and (for_home or (select zd_text('standing')) in ('staff', 'service')))
  or (visit is not null and exists (select from visit where visit.id = attachment.visit))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy attachment_add on attachment for insert with check ((select zd_text('standing')) is not null);
-- Its bytes come by the county's own service; people only name it.
create policy attachment_change on attachment for update using (
  (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);
grant select, insert, update on attachment to zd_app;
