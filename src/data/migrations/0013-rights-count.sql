-- What a phone may do is asked anew with every command: by a count that moves with everything it hangs on, in one look into one index.

alter table device add column rights bigint not null default 0;

-- When the clock alone will change what somebody may do.
create function zd_rights_until(who uuid) returns timestamptz language sql stable as $$
  select coalesce(min(moment), 'infinity') from post, lateral (values (from_at), (to_at), (away_from), (away_to)) as at (moment)
  where (person = who or deputy = who) and ended_at is null and moment > now()
$$;

-- As before, with the count and that moment. Count and posts are of one statement: what moves later moves the count as well.
create or replace function zd_actor(token text) returns jsonb language plpgsql volatile security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$
declare phone jsonb; begin
  select jsonb_build_object('person', device.person, 'name', person.name, 'kind', 'phone', 'household', null, 'csrf', '',
    'device', device.id, 'revoked', device.revoked_at is not null, 'stale', false, 'totpNeeded', false, 'member', null, 'posts', zd_posts(device.person),
    'rights', device.rights, 'until', zd_rights_until(device.person)) into phone
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

-- A transaction begun on a guess ends here when the guess is wrong: whatever the program does next, it cannot be committed.
create function zd_rights_stand(token text, known bigint, until timestamptz) returns void language plpgsql volatile security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$ begin
  if now() >= until or not exists (select from device where token_hash = token and rights = known and revoked_at is null) then
    raise exception using errcode = 'ZD002', message = 'rights moved';
  end if;
end $$;
grant execute on function zd_rights_stand to zd_app;

-- Everything that zd_actor reads for a phone moves the count of the phones it concerns.
create function zd_rights_moved() returns trigger language plpgsql security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$
declare whom uuid[]; begin
  if tg_table_name = 'office' then
    select array_agg(one) into whom from post, unnest(array[person, deputy]) as one where post.office = new.id;
  elsif tg_table_name = 'person' then
    whom := array[new.id];
  elsif tg_op = 'INSERT' then
    whom := array[new.person, new.deputy];
  elsif tg_op = 'DELETE' then
    whom := array[old.person, old.deputy];
  else
    whom := array[old.person, old.deputy, new.person, new.deputy];
  end if;
  update device set rights = rights + 1 where person = any (whom);
  return null;
end $$;
create trigger post_moves_rights after insert or update or delete on post for each row execute function zd_rights_moved();
create trigger person_moves_rights after update on person for each row
  when (old.blocked_at is distinct from new.blocked_at or old.name is distinct from new.name) execute function zd_rights_moved();
create trigger office_moves_rights after update on office for each row
  when (old.closed_at is distinct from new.closed_at or old.kind is distinct from new.kind) execute function zd_rights_moved();
