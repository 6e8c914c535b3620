-- Policy cards: what is shown, what waits for a second person, and every edition before.
create table policy (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  office uuid not null references office (id),
  code text not null,
  shown jsonb,
  draft jsonb,
  earlier jsonb not null,
  valid_from date,
  valid_to date,
  checked_at timestamptz,
  withdrawn_at timestamptz,
  check (shown is not null or draft is not null),
  check ((shown is null) = (checked_at is null))
);
create index policy_ground on policy using gist (ground);

-- POLICY-2: what nobody has checked stays with the desks that write cards; what was checked is for everybody.
alter table policy enable row level security;
alter table policy force row level security;
create policy policy_see on policy for select using (
  (shown is not null and (select zd_text('standing')) is not null)
  or (select zd_words('roles')) && array['county-officer', 'department-officer']
  or ((select zd_words('roles')) && array['township-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy policy_add on policy for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy policy_change on policy for update using (
  (select zd_words('roles')) && array['county-officer', 'department-officer']
  or ((select zd_words('roles')) && array['township-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on policy to zd_app;
