-- The journal and what stands around it: seals, repeated commands, readings, reactions, witnesses.
create table journal (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  command uuid not null,
  name text not null,
  kind text not null,
  record uuid not null,
  ground ltree,
  left_ground ltree,
  actor uuid,
  office uuid,
  standing text not null,
  at timestamptz not null,
  claimed_at timestamptz,
  payload jsonb,
  salt bytea,
  payload_digest bytea not null,
  digest bytea not null,
  erased_by bigint
);
create index journal_unsealed on journal (xid, seq);
create index journal_command on journal (command);
create index journal_record on journal (record);

-- The sealed order. Insert only; pull, live updates, reactions and summaries all follow pos.
create table seal (
  pos bigint primary key,
  seq bigint not null unique,
  leaf bytea not null,
  kind text not null,
  record uuid not null,
  ground ltree,
  left_ground ltree
);
create index seal_ground on seal (ground, pos);
create index seal_left_ground on seal (left_ground, pos) where left_ground is not null;

create table seal_block (
  no bigint primary key,
  first_pos bigint not null,
  last_pos bigint not null,
  upto_xid xid8 not null,
  previous bytea not null,
  root bytea not null,
  at timestamptz not null default clock_timestamp()
);

-- Every answered command: accepted and refused answers are stored, a repeat gets the same words. The key holds the author
-- (the person, or the household or case of somebody without a name here), so that somebody else's id tells nothing.
create table command_log (
  id uuid not null,
  author uuid,
  standing text not null,
  body_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  unique nulls not distinct (id, author)
);

create table reading (
  household uuid not null references household (id),
  hour timestamptz not null,
  purpose text not null,
  reader uuid not null default '00000000-0000-0000-0000-000000000000',
  office uuid,
  role text not null,
  at timestamptz not null,
  primary key (household, hour, purpose, reader)
);

create table reaction (
  name text primary key,
  pos bigint not null default 0
);

create table hand_over_box (
  command uuid primary key,
  ground ltree,
  author uuid,
  envelope jsonb not null,
  code text not null,
  at timestamptz not null default now()
);

create table server_key (
  id text primary key,
  public_jwk jsonb not null,
  private_jwk jsonb not null,
  made_at timestamptz not null default now(),
  retired_at timestamptz
);
