-- Findings: several matters that point to one place; and the questions to homes that would tell more.
create table finding (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  topic text not null,
  category text not null,
  tier text not null check (tier in ('hint', 'proposal')),
  since timestamptz not null,
  until timestamptz not null,
  score double precision not null,
  can_tell boolean not null,
  causes jsonb not null,
  inside jsonb not null,
  outside jsonb not null,
  raised_at timestamptz not null,
  weighed_at timestamptz not null,
  state text not null check (state in ('open', 'waiting', 'accepted', 'declined', 'faded')),
  judged_at timestamptz,
  judged_by uuid references office (id),
  because text not null,
  again_at timestamptz,
  incident uuid references incident (id) deferrable initially deferred,
  check ((state in ('accepted', 'declined', 'waiting')) <= (judged_at is not null)),
  check ((state = 'accepted') = (incident is not null)),
  check (state <> 'waiting' or again_at is not null)
);
create index finding_ground on finding using gist (ground);

create table ask (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  finding uuid not null references finding (id) deferrable initially deferred,
  category text not null,
  same_as uuid references matter (id),
  asked_at timestamptz not null,
  reply text check (reply in ('yes', 'no', 'not-asked')),
  replied_at timestamptz,
  author uuid references person (id),
  office uuid references office (id),
  matter uuid,
  ended_at timestamptz,
  unique (finding, household),
  check ((reply is null) = (replied_at is null)),
  check (coalesce(reply = 'yes', false) = (matter is not null)),
  check (reply is null or ended_at is not null)
);
create index ask_ground on ask using gist (ground);
create index ask_household on ask (household);
create index ask_open on ask (finding) where ended_at is null;

-- FIND-6: the village office and the township above it judge it, nobody else reads it.
alter table finding enable row level security;
alter table finding force row level security;
create policy finding_see on finding for select using (
  ((select zd_words('roles')) && array['village-officer', 'township-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy finding_add on finding for insert with check ((select zd_text('service')) = 'jobs');
create policy finding_change on finding for update using (
  (select zd_text('service')) = 'jobs' or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on finding to zd_app;

-- A question is about a home: the home itself, and those who serve it.
alter table ask enable row level security;
alter table ask force row level security;
create policy ask_see on ask for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy ask_add on ask for insert with check ((select zd_text('service')) = 'jobs');
create policy ask_change on ask for update using (
  (select zd_text('service')) = 'jobs' or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on ask to zd_app;
