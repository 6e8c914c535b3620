-- CASE-26: whoever was called sees the matter until thirty days after it closed, long enough to read how it ended; whoever else was copied goes on seeing it.
drop policy matter_see on matter;
drop policy matter_change on matter;
create policy matter_see on matter for select using (
  ((case when restricted then named_office = any ((select zd_uuids('offices'))::uuid[])
    else (select zd_paths('grounds'))::ltree[] @> ground
      or holder = any ((select zd_uuids('offices'))::uuid[])
      or first_receiver = any ((select zd_uuids('offices'))::uuid[])
      or (copied && ((select zd_uuids('offices'))::uuid[])
        and (called = '{}' or state <> 'closed' or closed_at > now() - interval '30 days'
          or exists (select from unnest(copied) as one where one = any ((select zd_uuids('offices'))::uuid[]) and one <> all (called))))
      or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and (subject is null or subject = (select zd_uuid('member'))) and (reporter = (select zd_uuid('person')) or reporter_standing <> 'adult')) end)
    and ((select zd_uuid('person')) is null or not ((select zd_uuid('person')) = any (complained_of))))
  or (id = any ((select zd_uuids('cases'))::uuid[]) and not restricted)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy matter_change on matter for update using (
  ((case when restricted then named_office = any ((select zd_uuids('offices'))::uuid[])
    else (select zd_paths('grounds'))::ltree[] @> ground
      or holder = any ((select zd_uuids('offices'))::uuid[])
      or first_receiver = any ((select zd_uuids('offices'))::uuid[])
      or (copied && ((select zd_uuids('offices'))::uuid[])
        and (called = '{}' or state <> 'closed' or closed_at > now() - interval '30 days'
          or exists (select from unnest(copied) as one where one = any ((select zd_uuids('offices'))::uuid[]) and one <> all (called))))
      or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and (subject is null or subject = (select zd_uuid('member'))) and (reporter = (select zd_uuid('person')) or reporter_standing <> 'adult')) end)
    and ((select zd_uuid('person')) is null or not ((select zd_uuid('person')) = any (complained_of))))
  or (id = any ((select zd_uuids('cases'))::uuid[]) and not restricted)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);
