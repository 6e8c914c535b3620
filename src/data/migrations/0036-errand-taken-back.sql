-- ERRAND-11: a verified adult takes back an errand of the own home.
drop policy errand_change on errand;
create policy errand_change on errand for update using (
  (select zd_text('service')) in ('import', 'jobs', 'erase')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service')
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult'));
