-- Campaigns that tell homes of a policy card during ordinary visits, and what homes asked about them.
create table campaign (
  id uuid primary key references request (id),
  ground ltree not null,
  version integer not null,
  office uuid not null references office (id),
  policy uuid not null references policy (id),
  title text not null,
  tags text[] not null,
  from_at timestamptz not null,
  until timestamptz not null,
  approved_at timestamptz,
  ended_at timestamptz
);
create index campaign_ground on campaign using gist (ground);

create table inquiry (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  campaign uuid not null references campaign (id),
  asker uuid not null references office (id),
  author uuid not null references person (id),
  office uuid not null references office (id),
  claimed_at timestamptz not null,
  received_at timestamptz not null,
  text text not null,
  answer text not null,
  answered_at timestamptz,
  told_at timestamptz
);
create index inquiry_campaign on inquiry (campaign);
create index inquiry_household on inquiry (household);
create index inquiry_ground on inquiry using gist (ground);

-- A campaign names nobody: it is known to the office that asks, and on the ground it is for, above and below.
alter table campaign enable row level security;
alter table campaign force row level security;
create policy campaign_see on campaign for select using (
  ((select zd_text('standing')) = 'staff' and (office = any ((select zd_uuids('offices'))::uuid[])
    or (select zd_paths('grounds'))::ltree[] @> ground or (select zd_paths('grounds'))::ltree[] <@ ground))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy campaign_add on campaign for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy campaign_change on campaign for update using (
  (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));

-- CAMPAIGN-8
alter table inquiry enable row level security;
alter table inquiry force row level security;
create policy inquiry_see on inquiry for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or asker = any ((select zd_uuids('offices'))::uuid[])
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  or (select zd_text('service')) in ('import', 'jobs', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy inquiry_add on inquiry for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy inquiry_change on inquiry for update using (
  (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
-- The gate is followed by the county's own service.
create policy request_follow on request for select using ((select zd_text('service')) in ('import', 'jobs'));
grant select, insert, update on campaign, inquiry to zd_app;

-- CAMPAIGN-5: how many homes a campaign is for and how many were told, as bare numbers, also for an office that may open no home there.
create function zd_campaign_told(which uuid) returns table (homes integer, told integer) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select count(*)::int, count(*) filter (where exists (select from visit where visit.household = household.id and visit.claimed_at >= campaign.from_at
      and visit.parts @> jsonb_build_array(jsonb_build_object('kind', 'policy', 'topic', campaign.policy::text))))::int
  from campaign join household on household.ground <@ campaign.ground and household.closed_at is null and household.home <> 'vacant'
    and (campaign.tags = '{}' or household.care && campaign.tags)
  where campaign.id = which
$$;
grant execute on function zd_campaign_told to zd_app;
