-- Other systems: their keys, what they did with them hour by hour, and the matters they filed.
create table open311_key (
  id uuid primary key,
  version integer not null,
  name text not null,
  token_hash text not null unique,
  area uuid not null references area (id),
  scopes text[] not null,
  per_minute integer not null check (per_minute > 0),
  words_out boolean not null,
  made_at timestamptz not null,
  revoked_at timestamptz
);

create table open311_call (
  key uuid not null references open311_key (id),
  hour timestamptz not null,
  what text not null,
  calls integer not null default 1,
  primary key (key, hour, what)
);

create table open311_request (
  id uuid primary key references matter (id),
  version integer not null,
  key uuid not null references open311_key (id),
  ref text not null,
  said_hash text not null,
  listed boolean not null,
  words_out boolean not null,
  filed_at timestamptz not null
);
create unique index open311_request_ref on open311_request (key, ref) where ref <> '';

-- OPEN-1, OPEN-2: a key sees itself, and the administrators who answer for keys see that it is there.
alter table open311_key enable row level security;
alter table open311_key force row level security;
create policy open311_key_see on open311_key for select using (
  (select zd_words('roles')) && array['security-admin', 'audit-admin']
  or (select zd_text('service')) in ('session')
  or ((select zd_text('service')) = 'open311' and id = (select zd_uuid('key')))
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy open311_key_add on open311_key for insert with check ((select zd_words('roles')) && array['security-admin']);
create policy open311_key_change on open311_key for update using (id = any ((select zd_uuids('writing'))::uuid[]))
  with check ((select zd_words('roles')) && array['security-admin']);

alter table open311_call enable row level security;
alter table open311_call force row level security;
create policy open311_call_see on open311_call for select using (
  (select zd_words('roles')) && array['security-admin', 'audit-admin']
  or ((select zd_text('service')) = 'open311' and key = (select zd_uuid('key'))));
create policy open311_call_add on open311_call for insert with check ((select zd_text('service')) = 'open311' and key = (select zd_uuid('key')));
create policy open311_call_change on open311_call for update using ((select zd_text('service')) = 'open311' and key = (select zd_uuid('key')))
  with check (key = (select zd_uuid('key')));

-- OPEN-7: what a system filed is its own; what is about places is anybody's.
alter table open311_request enable row level security;
alter table open311_request force row level security;
create policy open311_request_see on open311_request for select using (
  ((select zd_text('service')) = 'open311' and (listed or key = (select zd_uuid('key'))))
  or (select zd_words('roles')) && array['security-admin', 'audit-admin']);
create policy open311_request_add on open311_request for insert with check ((select zd_text('service')) = 'open311' and key = (select zd_uuid('key')));

-- The ground that the key may read, if it may.
create function zd_open311_ground() returns ltree language plpgsql stable as $$ begin
  return (select area.ground from open311_key join area on area.id = open311_key.area
    where open311_key.id = zd_uuid('key') and revoked_at is null and 'read' = any (scopes));
end $$;
-- OPEN-4. Not written into the policy itself: everybody's questions on matters would be planned with it.
create function zd_open311_sees(which uuid, at ltree) returns boolean language plpgsql stable as $$ begin
  return exists (select from open311_request where open311_request.id = which) or at <@ zd_open311_ground();
end $$;
create policy matter_open311 on matter for select using (
  (select zd_text('service')) = 'open311' and not restricted and complained_of = '{}' and zd_open311_sees(id, ground));
-- OPEN-6: what offices write for themselves is theirs.
create policy step_open311 on step as restrictive for select using ((select zd_text('service')) is distinct from 'open311' or not internal);

-- Whose key it is; its rights follow from the row at every call.
create function zd_open311_key(hash text) returns table (id uuid, name text, scopes text[], per_minute integer, area uuid, ground text) language sql stable security definer
  set zd.standing = 'service' set zd.service = 'session' set search_path = public, pg_temp as $$
  select k.id, k.name, k.scopes, k.per_minute, k.area, area.ground::text from open311_key as k join area on area.id = k.area
  where k.token_hash = hash and k.revoked_at is null
$$;

grant select, insert, update on open311_key, open311_call to zd_app;
grant select, insert on open311_request to zd_app;
grant execute on function zd_open311_ground, zd_open311_sees, zd_open311_key to zd_app;
