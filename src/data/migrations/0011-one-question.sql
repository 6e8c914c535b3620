-- Rights asked inside the command's own transaction, with its settings, in one statement.

-- As before, a phone's token first and by itself; the plan of an INTO is run without the copying that an assignment does.
create or replace function zd_actor(token text) returns jsonb language plpgsql volatile security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$
declare phone jsonb; begin
  select jsonb_build_object('person', device.person, 'name', person.name, 'kind', 'phone', 'household', null, 'csrf', '',
    'device', device.id, 'revoked', device.revoked_at is not null, 'stale', false, 'totpNeeded', false, 'member', null, 'posts', zd_posts(device.person)) into phone
  from device join person on person.id = device.person where device.token_hash = token and person.blocked_at is null;
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

-- Nearly everybody holds one post and stands in for nobody: that is one look into one index. The rest goes the long way.
create or replace function zd_posts(who uuid) returns jsonb language plpgsql stable as $$
declare own jsonb; begin
  select coalesce(jsonb_agg(jsonb_build_object('id', post.id, 'office', post.office, 'officeKind', office.kind, 'role', post.role,
    'ground', post.ground::text, 'deputising', false)), '[]') into own
  from post join office on office.id = post.office
  where post.person = who and post.from_at <= now() and post.to_at > now() and post.ended_at is null and office.closed_at is null;
  if jsonb_array_length(own) < 2 and not exists (select from post where post.deputy = who) then return own; end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('id', post.id, 'office', post.office, 'officeKind', office.kind, 'role', post.role,
    'ground', post.ground::text, 'deputising', post.person <> who) order by post.id), '[]')
  from post join office on office.id = post.office
  where (post.person = who or (post.deputy = who and post.away_from <= now() and (post.away_to is null or post.away_to > now())))
    and post.from_at <= now() and post.to_at > now() and post.ended_at is null and office.closed_at is null);
end $$;

-- A transaction begun on a guess ends here when the guess is wrong: whatever the program does next, it cannot be committed.
create function zd_must_mean(token text, words text) returns void language plpgsql volatile as $$ begin
  if zd_actor(token)::text is distinct from words then raise exception using errcode = 'ZD002', message = 'rights moved'; end if;
end $$;
grant execute on function zd_must_mean to zd_app;
