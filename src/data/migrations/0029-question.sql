-- Questions asked at a door, and what was answered.
create table question (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  author uuid not null references person (id),
  office uuid not null references office (id),
  claimed_at timestamptz not null,
  received_at timestamptz not null,
  topic text not null,
  text text not null,
  answer text not null,
  notice uuid references notice (id)
);
create index question_household on question (household, claimed_at desc);
create index question_ground on question using gist (ground);

-- QUESTION-5: the home itself, and those who serve it.
alter table question enable row level security;
alter table question force row level security;
create policy question_see on question for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy question_add on question for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy question_change on question for update using (
  (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on question to zd_app;
