-- Proposals of homes; whose each is; and what other homes said to it.
create table proposal (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  title text not null,
  text text not null,
  named boolean not null,
  raised_at timestamptz not null,
  state text not null check (state in ('raised', 'taken-up', 'decided', 'done', 'declined', 'withdrawn')),
  because text not null,
  covered boolean not null,
  poll uuid references poll (id),
  minutes jsonb not null,
  decision jsonb,
  steps jsonb not null,
  changed_at timestamptz not null,
  check ((state in ('decided', 'done')) = (decision is not null)),
  check ((state = 'declined') = (because <> ''))
);
create index proposal_ground on proposal (ground);

create table proposal_home (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  proposal uuid not null unique references proposal (id) deferrable initially deferred,
  household uuid not null references household (id),
  author uuid references person (id),
  office uuid references office (id)
);
create index proposal_home_household on proposal_home (household);

create table proposal_voice (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  proposal uuid not null references proposal (id) deferrable initially deferred,
  household uuid not null references household (id),
  seconds boolean not null,
  words text not null,
  unique (proposal, household)
);
create index proposal_voice_household on proposal_voice (household);

-- PROPOSAL-2: a proposal is everybody's to follow, and says nothing of whose it is.
alter table proposal enable row level security;
alter table proposal force row level security;
create policy proposal_see on proposal for select using (
  (select zd_text('standing')) is not null
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy proposal_add on proposal for insert with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));
create policy proposal_change on proposal for update using (
  (select zd_text('service')) in ('erase') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));

-- PROPOSAL-2: the home itself, the village office, and the office that wrote it down at the door.
alter table proposal_home enable row level security;
alter table proposal_home force row level security;
create policy proposal_home_see on proposal_home for select using (
  ((select zd_words('roles')) && array['village-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or office = any ((select zd_uuids('offices'))::uuid[])
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('polls', 'import', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy proposal_home_add on proposal_home for insert with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));

-- PROPOSAL-3: nobody but the home itself.
alter table proposal_voice enable row level security;
alter table proposal_voice force row level security;
create policy proposal_voice_see on proposal_voice for select using (
  (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('polls', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy proposal_voice_add on proposal_voice for insert with check ((select zd_text('standing')) in ('adult', 'service'));
create policy proposal_voice_change on proposal_voice for update using (
  (select zd_text('service')) in ('erase') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('adult', 'service'));

-- How many homes second it: a bare number.
create function zd_proposal_seconds(which uuid) returns integer language sql stable security definer
  set zd.standing = 'service' set zd.service = 'polls' set search_path = public, pg_temp as $$
  select count(*)::int from proposal_voice where proposal = which and seconds
$$;
-- How many proposals of a home still wait or run: a bare number.
create function zd_proposals_open(home uuid) returns integer language sql stable security definer
  set zd.standing = 'service' set zd.service = 'polls' set search_path = public, pg_temp as $$
  select count(*)::int from proposal_home join proposal on proposal.id = proposal_home.proposal
  where proposal_home.household = home and proposal.state in ('raised', 'taken-up')
$$;
-- The home's door and name, where it agreed to be named.
create function zd_proposal_name(which uuid) returns text language sql stable security definer
  set zd.standing = 'service' set zd.service = 'import' set search_path = public, pg_temp as $$
  select household.door || ' ' || household.head from proposal join proposal_home on proposal_home.proposal = proposal.id
    join household on household.id = proposal_home.household where proposal.id = which and proposal.named and household.closed_at is null
$$;
-- PROPOSAL-3: what homes say to a proposal, without the homes and in no order that tells of them; granted to nobody.
create function zd_proposal_said(which uuid) returns table (ground ltree, words text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'polls' set search_path = public, pg_temp as $$
  select ground, words from proposal_voice where proposal = which and words <> '' order by md5(words)
$$;
revoke execute on function zd_proposal_said from public;
-- The same, to the village office alone.
create function zd_proposal_words(which uuid) returns text[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(words), '{}') from zd_proposal_said(which) as said
  where (select zd_words('roles')) && array['village-officer'] and (select zd_paths('grounds'))::ltree[] @> said.ground
$$;
grant select, insert, update on proposal, proposal_voice to zd_app;
grant select, insert on proposal_home to zd_app;
grant execute on function zd_proposal_seconds, zd_proposals_open, zd_proposal_name, zd_proposal_words to zd_app;
