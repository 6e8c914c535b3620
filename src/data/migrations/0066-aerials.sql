-- AERIAL-1: a picture of a village's ground from above, and the three corners by which it lies on the map.
create table aerial (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  corners jsonb not null,
  laid_at timestamptz not null,
  removed_at timestamptz
);
create index aerial_ground on aerial (ground, laid_at desc);

-- AERIAL-2: homes may be seen on it, so it is for the desks that see the homes of its ground on the map.
alter table aerial enable row level security;
alter table aerial force row level security;
create policy aerial_see on aerial for select using (
  ((select zd_words('roles')) && array['level-1-head', 'liaison-officer', 'village-officer', 'township-officer']
    and ((select zd_paths('homes'))::ltree[] @> ground or (select zd_paths('homes'))::ltree[] <@ ground))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy aerial_add on aerial for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy aerial_change on aerial for update using (
  ((select zd_words('roles')) && array['village-officer'] and (select zd_paths('homes'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on aerial to zd_app;

alter table attachment add aerial uuid references aerial (id) deferrable initially deferred;
alter table attachment drop constraint attachment_kind_check;
alter table attachment add constraint attachment_kind_check check (
  kind in ('picture', 'audio', 'paper', 'aerial') and (kind <> 'paper' or policy is not null) and ((kind = 'aerial') = (aerial is not null)));
alter table attachment drop constraint attachment_belongs;
alter table attachment add constraint attachment_belongs check (num_nonnulls(matter, visit, election, policy, aerial) = 1);
create index attachment_aerial on attachment (aerial) where aerial is not null;
drop policy attachment_see on attachment;
create policy attachment_see on attachment for select using (
  (matter is not null and exists (select from matter where matter.id = attachment.matter) and (for_home or (select zd_text('standing')) in ('staff', 'service')))
  or (visit is not null and exists (select from visit where visit.id = attachment.visit))
  or (election is not null and exists (select from election where election.id = attachment.election))
  or (policy is not null and exists (select from policy as card where card.id = attachment.policy and (
    (card.withdrawn_at is null and card.shown -> 'card' -> 'papers' @> jsonb_build_array(jsonb_build_object('attachment', attachment.id)))
    or (select zd_words('roles')) && array['county-officer', 'department-officer']
    or ((select zd_words('roles')) && array['township-officer'] and (select zd_paths('grounds'))::ltree[] @> card.ground))))
  or (aerial is not null and exists (select from aerial as laid where laid.id = attachment.aerial))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
