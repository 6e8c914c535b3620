-- Polls: their questions, who was given a ballot, the sealed urn while they run, and the board everybody can count again.
create table poll (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  office uuid not null references office (id),
  kind text not null check (kind in ('opinion', 'recommendation', 'pre-vote')),
  unit text not null check (unit in ('household', 'adult')),
  title text not null,
  text text not null,
  choices text[] not null check (cardinality(choices) between 2 and 8),
  closes_at timestamptz not null,
  state text not null check (state in ('draft', 'opening', 'open', 'closed', 'counted', 'cancelled')),
  opened_at timestamptz,
  key jsonb,
  notice uuid references notice (id) deferrable initially deferred,
  closed_at timestamptz,
  because text not null,
  sheets jsonb not null,
  paper jsonb,
  differed integer not null,
  count jsonb,
  check ((state in ('draft', 'opening', 'open')) = (closed_at is null)),
  check ((state = 'counted') = (count is not null)),
  check (state <> 'open' or key is not null)
);
create index poll_ground on poll (ground);
create index poll_ends on poll (closes_at) where state in ('opening', 'open', 'closed');

-- POLL-4: one right for one voter. A day and no hour stands here, and nothing of what was chosen.
create table poll_right (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  poll uuid not null references poll (id) deferrable initially deferred,
  household uuid not null references household (id),
  voter uuid not null,
  way text not null check (way in ('page', 'slip', 'paper')),
  code_hash text unique,
  blinded_hash text,
  taken_on date,
  unique (poll, voter),
  check ((way = 'paper') <= (taken_on is not null)),
  check ((way = 'slip') = (code_hash is not null))
);

-- POLL-8: a ballot in the urn. Its seal opens with a key that lies in no table; the tag is keyed as well, so that none is put in twice.
create table poll_urn (
  poll uuid not null references poll (id),
  tag bytea not null,
  sealed bytea not null,
  primary key (poll, tag)
);

-- POLL-12: all ballots of a counted poll in one row, so that not even the storage has an order of them.
create table poll_board (
  poll uuid primary key references poll (id) deferrable initially deferred,
  ballots jsonb not null
);

-- POLL-3: a draft is its village's office's alone; what was opened is public.
alter table poll enable row level security;
alter table poll force row level security;
create policy poll_see on poll for select using (
  (state <> 'draft' and (select zd_text('standing')) is not null)
  or ((select zd_words('roles')) && array['village-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (select zd_text('service')) in ('polls', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy poll_add on poll for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy poll_change on poll for update using (
  (select zd_text('service')) in ('polls') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));

-- POLL-5: the office that gives them out, and the home itself.
alter table poll_right enable row level security;
alter table poll_right force row level security;
create policy poll_right_see on poll_right for select using (
  ((select zd_words('roles')) && array['village-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('polls', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy poll_right_add on poll_right for insert with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));
create policy poll_right_change on poll_right for update using (
  (select zd_text('service')) in ('polls') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));

-- POLL-9: nobody looks into the urn but what counts it.
alter table poll_urn enable row level security;
alter table poll_urn force row level security;
create policy poll_urn_see on poll_urn for select using ((select zd_text('service')) in ('polls'));
create policy poll_urn_add on poll_urn for insert with check ((select zd_text('service')) in ('polls'));
create policy poll_urn_drop on poll_urn for delete using ((select zd_text('service')) in ('polls'));

alter table poll_board enable row level security;
alter table poll_board force row level security;
create policy poll_board_see on poll_board for select using ((select zd_text('standing')) is not null);
create policy poll_board_add on poll_board for insert with check ((select zd_text('service')) in ('polls', 'import'));

-- How many ballots were given out and by which way: bare numbers, also for whoever may not see to whom.
create function zd_poll_given(which uuid) returns table (page integer, slip integer, paper integer, unused integer) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'polls' set search_path = public, pg_temp as $$
  select count(*) filter (where way = 'page' and taken_on is not null)::int, count(*) filter (where way = 'slip' and taken_on is not null)::int,
    count(*) filter (where way = 'paper')::int, count(*) filter (where taken_on is null)::int
  from poll_right where poll = which
$$;
-- How many have a vote: a bare number, also for whoever may open no home there.
create function zd_poll_voters(path ltree, unit text) returns integer language sql stable security definer
  set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select case when unit = 'household' then (select count(*)::int from household where ground <@ path and closed_at is null)
    else (select count(*)::int from household join member on member.household = household.id where household.ground <@ path and household.closed_at is null
      and member.left_at is null and (member.born = '' or member.born <= to_char(now() - interval '18 years', 'YYYY-MM'))) end
$$;
grant select, insert, update on poll, poll_right to zd_app;
grant select, insert, delete on poll_urn to zd_app;
grant select, insert on poll_board to zd_app;
grant execute on function zd_poll_given, zd_poll_voters to zd_app;
