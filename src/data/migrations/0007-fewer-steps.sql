-- The same rights and the same answers in fewer steps: every command begins with a token, a home and the offices above it.

-- One row must have changed; otherwise somebody was faster and the whole command is thrown away and decided again.
create function zd_must_be_one(changed bigint) returns void language plpgsql immutable as $$ begin
  if changed <> 1 then raise exception using errcode = 'ZD001', message = 'moved on'; end if;
end $$;

-- The last arm of the household's rule as a function of its own: it is planned and prepared only where the others do not answer.
-- It sees matters as the reader does (security invoker), as the sub-select in its place did.
create function zd_holds_open_matter(home uuid) returns boolean language plpgsql stable parallel safe as $$ begin
  return exists (select from matter where matter.household = home and matter.state <> 'closed' and matter.holder = any (zd_uuids('offices')));
end $$;
alter policy household_see on household using (
  (select zd_paths('homes'))::ltree[] @> ground
  or id = (select zd_uuid('household'))
  or (select zd_text('service')) in ('door', 'import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])
  or zd_holds_open_matter(id));
alter policy household_change on household using (
  (select zd_paths('homes'))::ltree[] @> ground
  or id = (select zd_uuid('household'))
  or (select zd_text('service')) in ('door', 'import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])
  or zd_holds_open_matter(id));

-- A phone's token is looked for first and by itself: it needs neither sessions nor second factors nor an adult's place in a home.
create or replace function zd_actor(token text) returns jsonb language plpgsql volatile security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$
declare
  phone jsonb := (select jsonb_build_object('person', device.person, 'name', person.name, 'kind', 'phone', 'household', null, 'csrf', '',
    'device', device.id, 'revoked', device.revoked_at is not null, 'stale', false, 'totpNeeded', false, 'member', null, 'posts', zd_posts(device.person))
  from device join person on person.id = device.person where device.token_hash = token and person.blocked_at is null);
begin
  if phone is not null then return phone; end if;
  return (with found as (
    select session.person, session.kind, session.household, session.csrf, seen_at < now() - interval '1 minute' as stale
    from session where token_hash = token and expires_at > now() and seen_at > now() - case kind when 'staff' then interval '12 hours' else interval '30 days' end
  )
  select jsonb_build_object('person', found.person, 'name', person.name, 'kind', found.kind, 'household', found.household, 'csrf', found.csrf,
    'device', null, 'revoked', false, 'stale', found.stale,
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

grant execute on all functions in schema public to zd_app;
