-- Elections on paper or in a meeting: ids, figures and reasons by code, never a name or a word of anybody; the picture of the tally board; yearly appraisals.
create table election (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  kind text not null check (kind in ('committee', 'group-leader', 'grid-worker')),
  area uuid not null references area (id),
  contests jsonb not null,
  vote text not null check (vote in ('secret', 'slip', 'show')),
  places text[] not null,
  stricter jsonb not null,
  recall jsonb,
  committee uuid[] not null,
  state text not null check (state in ('called', 'drawn', 'published', 'nominated', 'counted', 'signed', 'over', 'void')),
  called_at timestamptz not null,
  office uuid not null references office (id),
  roll jsonb not null,
  unsure uuid[] not null,
  changes jsonb not null,
  published_at timestamptz,
  objections jsonb not null,
  proxies jsonb not null,
  rounds jsonb not null,
  signers uuid[] not null,
  story jsonb not null,
  changed_at timestamptz not null
);
create index election_ground on election using gist (ground);

create table appraisal (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  area uuid not null references area (id),
  year integer not null,
  day date not null,
  office uuid not null references office (id),
  entitled integer not null,
  came integer not null check (came between 5 and entitled),
  rows jsonb not null,
  said_at timestamptz not null,
  unique (area, year)
);

-- ELECT-3, ELECT-19: who serves above or below it, and the verified adults of its homes.
alter table election enable row level security;
alter table election force row level security;
create policy election_see on election for select using (
  ((select zd_words('roles')) && array['village-officer', 'township-officer', 'level-1-head', 'liaison-officer', 'level-2-worker']
    and ((select zd_paths('grounds'))::ltree[] @> ground or (select zd_paths('grounds'))::ltree[] <@ ground))
  or ((select zd_text('standing')) = 'adult' and exists (select from household where household.id = (select zd_uuid('household')) and household.ground <@ election.ground))
  or ((select zd_words('roles')) && array['supervision-member'] and exists (select from office where office.id = any ((select zd_uuids('offices'))::uuid[]) and office.ground @> election.ground))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy election_add on election for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy election_change on election for update using (
  id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'adult', 'service'));
grant select, insert, update on election to zd_app;

-- ELECT-20
alter table appraisal enable row level security;
alter table appraisal force row level security;
create policy appraisal_see on appraisal for select using (
  ((select zd_words('roles')) && array['village-officer', 'township-officer', 'level-1-head', 'liaison-officer', 'level-2-worker']
    and ((select zd_paths('grounds'))::ltree[] @> ground or (select zd_paths('grounds'))::ltree[] <@ ground))
  or ((select zd_text('standing')) = 'adult' and exists (select from household where household.id = (select zd_uuid('household')) and household.ground <@ appraisal.ground))
  or ((select zd_words('roles')) && array['supervision-member'] and exists (select from office where office.id = any ((select zd_uuids('offices'))::uuid[]) and office.ground @> appraisal.ground))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy appraisal_add on appraisal for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy appraisal_change on appraisal for update using (id = any ((select zd_uuids('writing'))::uuid[])) with check (false);
grant select, insert, update on appraisal to zd_app;

-- ELECT-19: to a home on its ground the names of those who stand or got votes, and of nobody else.
create function zd_standing(which uuid[]) returns table (id uuid, name text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'import' set search_path = public, pg_temp as $$
  select member.id, member.name from member where member.id in (
    select (one #>> '{}')::uuid from election, lateral (
        select jsonb_path_query(rounds, '$[*].candidates.*[*]') union all select jsonb_path_query(rounds, '$[*].results[*].tally[*].member')) as standing(one)
      where election.id = any (which) and election.recall is null
        and exists (select from household where household.id = (select zd_uuid('household')) and household.ground <@ election.ground))
$$;
grant execute on function zd_standing to zd_app;

-- ELECT-14: the picture of the tally board belongs to its election.
alter table attachment add election uuid references election (id) deferrable initially deferred;
alter table attachment drop constraint attachment_check;
alter table attachment add constraint attachment_belongs check (num_nonnulls(matter, visit, election) = 1);
create index attachment_election on attachment (election) where election is not null;
drop policy attachment_see on attachment;
create policy attachment_see on attachment for select using (
  (matter is not null and exists (select from matter where matter.id = attachment.matter) and (for_home or (select zd_text('standing')) in ('staff', 'service')))
  or (visit is not null and exists (select from visit where visit.id = attachment.visit))
  or (election is not null and exists (select from election where election.id = attachment.election))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
