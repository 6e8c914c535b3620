-- POLICY-12, ATTACH-12: PDFs and pictures of a policy card, seen by whoever sees the card, and before it is checked by those that write cards.
alter table attachment add policy uuid references policy (id) deferrable initially deferred;
alter table attachment drop constraint attachment_kind_check;
alter table attachment add constraint attachment_kind_check check (kind in ('picture', 'audio', 'paper') and (kind <> 'paper' or policy is not null));
alter table attachment drop constraint attachment_belongs;
alter table attachment add constraint attachment_belongs check (num_nonnulls(matter, visit, election, policy) = 1);
create index attachment_policy on attachment (policy) where policy is not null;
drop policy attachment_see on attachment;
create policy attachment_see on attachment for select using (
  (matter is not null and exists (select from matter where matter.id = attachment.matter) and (for_home or (select zd_text('standing')) in ('staff', 'service')))
  or (visit is not null and exists (select from visit where visit.id = attachment.visit))
  or (election is not null and exists (select from election where election.id = attachment.election))
  or (policy is not null and exists (select from policy as card where card.id = attachment.policy and (
    (card.withdrawn_at is null and card.shown -> 'card' -> 'papers' @> jsonb_build_array(jsonb_build_object('attachment', attachment.id)))
    or (select zd_words('roles')) && array['county-officer', 'department-officer']
    or ((select zd_words('roles')) && array['township-officer'] and (select zd_paths('grounds'))::ltree[] @> card.ground))))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
