-- Row-level security: who may see which row, after the one rule of the architecture. FORCE, so that the owner is held by it too.
-- Every setting is read in a sub-select, so that it is evaluated once per query and not once per row.

-- Names and service phones of those in a post are known to all they serve; a villager's own person row to himself and to signing in.
alter table person enable row level security;
alter table person force row level security;
create policy person_see on person for select using (
  (staff and (select zd_text('standing')) in ('staff', 'adult', 'plate', 'secret', 'service'))
  or id = (select zd_uuid('person'))
  or (select zd_text('service')) in ('session', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy person_add on person for insert with check ((select zd_text('standing')) is not null);
-- What everybody sees only a decided command changes: the door names the rows it writes.
create policy person_change on person for update using (
  (select zd_text('service')) in ('session', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- Who serves where is public inside the county; no scope, no rows.
alter table post enable row level security;
alter table post force row level security;
create policy post_see on post for select using ((select zd_text('standing')) is not null);
create policy post_add on post for insert with check ((select zd_text('standing')) is not null);
create policy post_change on post for update using (id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- Signing in belongs to the session service alone.
alter table credential enable row level security;
alter table credential force row level security;
create policy credential_see on credential for select using ((select zd_text('service')) in ('session'));
create policy credential_add on credential for insert with check ((select zd_text('service')) in ('session'));
create policy credential_change on credential for update using ((select zd_text('service')) in ('session')) with check ((select zd_text('standing')) is not null);

-- Signing in belongs to the session service alone.
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_see on invitation for select using ((select zd_text('service')) in ('session'));
create policy invitation_add on invitation for insert with check ((select zd_text('service')) in ('session'));
create policy invitation_change on invitation for update using ((select zd_text('service')) in ('session')) with check ((select zd_text('standing')) is not null);

-- A person's own phones; the security administrator may revoke them.
alter table device enable row level security;
alter table device force row level security;
create policy device_see on device for select using ((select zd_text('service')) in ('session') or person = (select zd_uuid('person')) or (select zd_words('roles')) && array['security-admin']);
create policy device_add on device for insert with check ((select zd_text('service')) in ('session'));
create policy device_change on device for update using ((select zd_text('service')) in ('session') or person = (select zd_uuid('person')) or (select zd_words('roles')) && array['security-admin']) with check ((select zd_text('standing')) is not null);

-- Signing in belongs to the session service alone.
alter table session enable row level security;
alter table session force row level security;
create policy session_see on session for select using ((select zd_text('service')) in ('session'));
create policy session_add on session for insert with check ((select zd_text('service')) in ('session'));
create policy session_change on session for update using ((select zd_text('service')) in ('session')) with check ((select zd_text('standing')) is not null);
create policy session_drop on session for delete using ((select zd_text('service')) in ('session'));

-- A home is read by those who serve its ground, by its own verified adult, and by the office that holds an open case of it.
alter table household enable row level security;
alter table household force row level security;
create policy household_see on household for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or id = (select zd_uuid('household'))
  or (select zd_text('service')) in ('door', 'import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])
  or exists (select from matter where matter.household = household.id and matter.state <> 'closed' and matter.holder = any ((select zd_uuids('offices'))::uuid[])));
create policy household_add on household for insert with check ((select zd_text('standing')) is not null);
create policy household_change on household for update using (
  (select zd_paths('homes'))::ltree[] @> ground
  or id = (select zd_uuid('household'))
  or (select zd_text('service')) in ('door', 'import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])
  or exists (select from matter where matter.household = household.id and matter.state <> 'closed' and matter.holder = any ((select zd_uuids('offices'))::uuid[]))) with check ((select zd_text('standing')) is not null);

-- A verified adult sees his own row, never another adult's.
alter table member enable row level security;
alter table member force row level security;
create policy member_see on member for select using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (household = (select zd_uuid('household')) and ((select zd_text('standing')) = 'adult') and id = (select zd_uuid('member')))
  or (select zd_text('service')) in ('session', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy member_add on member for insert with check ((select zd_text('standing')) is not null);
create policy member_change on member for update using (
  (select zd_paths('homes'))::ltree[] @> ground
  or (household = (select zd_uuid('household')) and ((select zd_text('standing')) = 'adult') and id = (select zd_uuid('member')))
  or (select zd_text('service')) in ('session', 'import')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- What was told in confidence stays with the office it was told to.
alter table visit enable row level security;
alter table visit force row level security;
create policy visit_see on visit for select using (
  ((select zd_paths('homes'))::ltree[] @> ground and (not confidential or office = any ((select zd_uuids('offices'))::uuid[])))
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and not confidential and (subject is null or subject = (select zd_uuid('member'))))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy visit_add on visit for insert with check ((select zd_text('standing')) is not null);
create policy visit_change on visit for update using (
  ((select zd_paths('homes'))::ltree[] @> ground and (not confidential or office = any ((select zd_uuids('offices'))::uuid[])))
  or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and not confidential and (subject is null or subject = (select zd_uuid('member'))))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- Promises follow the home, and those made in confidence or about somebody else follow the entry they were made in.
alter table promise enable row level security;
alter table promise force row level security;
create policy promise_see on promise for select using (
  (((select zd_paths('homes'))::ltree[] @> ground or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult'))
    and (visit is null or exists (select from visit where visit.id = promise.visit)))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy promise_add on promise for insert with check ((select zd_text('standing')) is not null);
create policy promise_change on promise for update using (
  ((select zd_paths('homes'))::ltree[] @> ground
    and (visit is null or exists (select from visit where visit.id = promise.visit)))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- The rule in words: not restricted and (under my grounds, or held, first received or assisted by my office), or restricted and my office is the named one; minus what names me.
alter table matter enable row level security;
alter table matter force row level security;
create policy matter_see on matter for select using (
  ((case when restricted then named_office = any ((select zd_uuids('offices'))::uuid[])
    else (select zd_paths('grounds'))::ltree[] @> ground
      or holder = any ((select zd_uuids('offices'))::uuid[])
      or first_receiver = any ((select zd_uuids('offices'))::uuid[])
      or copied && ((select zd_uuids('offices'))::uuid[])
      or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and (subject is null or subject = (select zd_uuid('member'))) and (reporter = (select zd_uuid('person')) or reporter_standing <> 'adult')) end)
    and ((select zd_uuid('person')) is null or not ((select zd_uuid('person')) = any (complained_of))))
  or (id = any ((select zd_uuids('cases'))::uuid[]) and not restricted)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy matter_add on matter for insert with check ((select zd_text('standing')) is not null);
create policy matter_change on matter for update using (
  ((case when restricted then named_office = any ((select zd_uuids('offices'))::uuid[])
    else (select zd_paths('grounds'))::ltree[] @> ground
      or holder = any ((select zd_uuids('offices'))::uuid[])
      or first_receiver = any ((select zd_uuids('offices'))::uuid[])
      or copied && ((select zd_uuids('offices'))::uuid[])
      or (household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult' and (subject is null or subject = (select zd_uuid('member'))) and (reporter = (select zd_uuid('person')) or reporter_standing <> 'adult')) end)
    and ((select zd_uuid('person')) is null or not ((select zd_uuid('person')) = any (complained_of))))
  or (id = any ((select zd_uuids('cases'))::uuid[]) and not restricted)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- The story of a case is seen by whoever sees the case; inner notes by staff only.
alter table step enable row level security;
alter table step force row level security;
create policy step_see on step for select using (exists (select from matter where matter.id = step.matter) and (not internal or (select zd_text('standing')) in ('staff', 'service')));
create policy step_add on step for insert with check ((select zd_text('standing')) is not null);
create policy step_change on step for update using (exists (select from matter where matter.id = step.matter) and (not internal or (select zd_text('standing')) in ('staff', 'service'))) with check ((select zd_text('standing')) is not null);

-- An incident is seen on its ground, by its holder, and by whoever sees one of its cases.
alter table incident enable row level security;
alter table incident force row level security;
create policy incident_see on incident for select using (
  (select zd_paths('grounds'))::ltree[] @> ground or holder = any ((select zd_uuids('offices'))::uuid[]) or (select zd_text('service')) in ('import', 'jobs')
  or exists (select from matter where matter.incident = incident.id)
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy incident_add on incident for insert with check ((select zd_text('standing')) is not null);
create policy incident_change on incident for update using (
  (select zd_paths('grounds'))::ltree[] @> ground or holder = any ((select zd_uuids('offices'))::uuid[]) or (select zd_text('service')) in ('import', 'jobs')
  or exists (select from matter where matter.incident = incident.id)
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- The journal is written by everybody's transaction and read by the sealer, the verifier and the reactions only.
alter table journal enable row level security;
alter table journal force row level security;
create policy journal_see on journal for select using ((select zd_text('service')) in ('seal', 'verify', 'jobs'));
create policy journal_add on journal for insert with check ((select zd_text('standing')) is not null);
create policy journal_change on journal for update using ((select zd_text('service')) in ('seal', 'verify', 'jobs')) with check ((select zd_text('standing')) is not null);

-- A repeated command is known to its author only; somebody else's id tells nothing. Who has no person of his own reaches only the command he repeats.
alter table command_log enable row level security;
alter table command_log force row level security;
create policy command_log_see on command_log for select using (author = (select zd_uuid('person'))
  or ((select zd_uuid('person')) is null and id = (select zd_uuid('command')))
  or (select zd_text('service')) in ('verify', 'import'));
create policy command_log_add on command_log for insert with check ((select zd_text('standing')) is not null);
create policy command_log_change on command_log for update using (false) with check ((select zd_text('standing')) is not null);

-- Who read my record: for the household's verified adult and the audit administrator.
alter table reading enable row level security;
alter table reading force row level security;
create policy reading_see on reading for select using ((household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult') or (select zd_words('roles')) && array['audit-admin'] or (select zd_text('service')) in ('verify'));
create policy reading_add on reading for insert with check ((select zd_text('standing')) is not null);
create policy reading_change on reading for update using ((household = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult') or (select zd_words('roles')) && array['audit-admin'] or (select zd_text('service')) in ('verify')) with check ((select zd_text('standing')) is not null);

-- What a phone could not deliver waits for the new worker or the grid head.
alter table hand_over_box enable row level security;
alter table hand_over_box force row level security;
create policy hand_over_box_see on hand_over_box for select using ((select zd_paths('grounds'))::ltree[] @> ground or author = (select zd_uuid('person')) or (select zd_text('service')) in ('jobs'));
create policy hand_over_box_add on hand_over_box for insert with check ((select zd_text('standing')) is not null);
create policy hand_over_box_change on hand_over_box for update using ((select zd_paths('grounds'))::ltree[] @> ground or author = (select zd_uuid('person')) or (select zd_text('service')) in ('jobs')) with check ((select zd_text('standing')) is not null);

-- Keys that open what phones sealed.
alter table server_key enable row level security;
alter table server_key force row level security;
create policy server_key_see on server_key for select using ((select zd_text('service')) in ('session', 'push'));
create policy server_key_add on server_key for insert with check ((select zd_text('standing')) is not null);
create policy server_key_change on server_key for update using ((select zd_text('service')) in ('session', 'push')) with check ((select zd_text('standing')) is not null);


-- One round trip from a token to who is acting: his posts now, and those he holds for somebody away.
-- plpgsql, because it keeps its plans: every request there is begins here.
create function zd_posts(who uuid) returns jsonb language plpgsql stable as $$ begin
  return (select coalesce(jsonb_agg(jsonb_build_object('id', post.id, 'office', post.office, 'officeKind', office.kind, 'role', post.role,
    'ground', post.ground::text, 'deputising', post.person <> who) order by post.id), '[]')
  from post join office on office.id = post.office
  where (post.person = who or (post.deputy = who and post.away_from <= now() and (post.away_to is null or post.away_to > now())))
    and post.from_at <= now() and post.to_at > now() and post.ended_at is null and office.closed_at is null);
end $$;

create function zd_actor(token text) returns jsonb language plpgsql volatile security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$ begin
  return (with found as (
    select session.person, session.kind, session.household, session.csrf, null::uuid as device, null::timestamptz as revoked_at, seen_at < now() - interval '1 minute' as stale
    from session where token_hash = token and expires_at > now() and seen_at > now() - case kind when 'staff' then interval '12 hours' else interval '30 days' end
    union all
    select device.person, 'phone', null, '', device.id, device.revoked_at, false from device where token_hash = token
  )
  select jsonb_build_object('person', found.person, 'name', person.name, 'kind', found.kind, 'household', found.household, 'csrf', found.csrf,
    'device', found.device, 'revoked', found.revoked_at is not null, 'stale', found.stale,
    'totpNeeded', found.kind = 'staff' and not exists (select from credential where credential.person = found.person and totp_secret is not null)
      and exists (select from post, county where (post.person = found.person or post.deputy = found.person) and post.role = any (county.totp_roles)
        and post.from_at <= now() and post.to_at > now() and post.ended_at is null),
     'member', own.id, 'posts', zd_posts(found.person))
  from found join person on person.id = found.person
    -- An adult stands on his own verified place in that home, for as long as he has it.
    left join lateral (select member.id from member where found.kind = 'adult' and member.person = found.person and member.household = found.household
      and member.verified_at is not null and member.left_at is null limit 1) as own on true
  where person.blocked_at is null and (found.kind <> 'adult' or own.id is not null));
end $$;

create function zd_plate(hash text) returns table (household uuid, ground text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'door' set search_path = public, pg_temp as $$
  select id, household.ground::text from household where plate_hash = hash and closed_at is null
$$;

-- A typed plate: eight characters, valid only inside a chosen village.
create function zd_plate_short(village ltree, typed text) returns table (household uuid, ground text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'door' set search_path = public, pg_temp as $$
  select id, household.ground::text from household where subpath(household.ground, 0, 3) = village and plate_short = typed and closed_at is null
$$;

create function zd_case_by_secret(hash text) returns table (matter uuid, household uuid, ground text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select matter.id, matter.household, matter.ground::text from matter where secret_hash = hash and not restricted
$$;

-- INC-6: door and taps of an incident's homes for the office that holds it, also once a home has said "solved" and is no longer open to it.
create function zd_incident_homes(which uuid) returns table (matter uuid, door text, grid uuid, supply_points text[]) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'jobs' set search_path = public, pg_temp as $$
  select matter.id, household.door, household.grid, household.supply_points from incident join matter on matter.incident = incident.id
  join household on household.id = matter.household
  where incident.id = which and incident.holder = any ((select zd_uuids('offices'))::uuid[]) and not matter.restricted
$$;

grant usage on schema public to zd_app;
grant select, insert, update on all tables in schema public to zd_app;
grant delete on session to zd_app;
grant usage on all sequences in schema public to zd_app;
revoke update on journal, seal, seal_block, command_log, reading from zd_app;
grant execute on all functions in schema public to zd_app;
