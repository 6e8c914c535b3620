-- Errands: what a home asked to have done for it at an office, the receipt of its papers, and who carries it now.
create table errand (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  member uuid references member (id),
  kind text not null,
  words text not null,
  state text not null check (state in ('to-ask', 'carried', 'over')),
  round uuid,
  offered_by uuid references office (id),
  asked_at timestamptz,
  author uuid references person (id),
  holder uuid not null references office (id),
  handed_to uuid references office (id),
  step integer not null,
  mandate boolean not null,
  papers jsonb not null,
  story jsonb not null,
  outcome text check (outcome in ('done', 'refused', 'withdrawn', 'not-wanted')),
  reason text not null,
  ended_at timestamptz,
  told_at timestamptz,
  changed_at timestamptz not null,
  check ((state = 'over') = (ended_at is not null and outcome is not null)),
  check (state <> 'carried' or asked_at is not null),
  check (told_at is null or state = 'over')
);
create index errand_household on errand (household, changed_at desc);
create index errand_ground on errand using gist (ground);
create index errand_holder on errand (holder);
create index errand_handed_to on errand (handed_to);
create index errand_offered_by on errand (offered_by);
create index errand_member on errand (member);

-- ERRAND-15: the home itself, and those who serve it.
alter table errand enable row level security;
alter table errand force row level security;
create policy errand_see on errand for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('import', 'jobs', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy errand_add on errand for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy errand_change on errand for update using (
  (select zd_text('service')) in ('import', 'jobs', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on errand to zd_app;
