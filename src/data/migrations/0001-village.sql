-- The first tables of a county: territory, people and posts, households, the notebook, cases, incidents, notices.
create extension if not exists ltree;

-- Settings of the running transaction. After a transaction a setting is '' and an empty ltree is the ancestor of everything, so '' is always nothing.
create function zd_text(setting text) returns text language sql stable parallel safe
  as $$ select nullif(current_setting('zd.' || setting, true), '') $$;
create function zd_uuid(setting text) returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('zd.' || setting, true), '')::uuid $$;
create function zd_uuids(setting text) returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('zd.' || setting, true), '')::uuid[], '{}') $$;
create function zd_paths(setting text) returns ltree[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('zd.' || setting, true), '')::ltree[], '{}') $$;
create function zd_words(setting text) returns text[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('zd.' || setting, true), '')::text[], '{}') $$;

create table county (
  only_one boolean primary key default true check (only_one),
  generation uuid not null,
  demo boolean not null default false,
  name text not null,
  filing_number text not null default '',
  complaint_phone text not null default '',
  -- Roles that sign in with a second factor; without one they have no rights yet.
  totp_roles text[] not null default '{}',
  opened_at timestamptz not null default now()
);

create table area (
  id uuid primary key,
  ground ltree not null unique,
  version integer not null,
  kind text not null check (kind in ('county', 'township', 'village', 'level-1', 'level-2')),
  code text not null,
  name text not null,
  parent uuid references area (id),
  valid_from date not null,
  valid_to date,
  predecessors uuid[] not null default '{}',
  shape jsonb
);
create index area_parent on area (parent);
create index area_ground on area using gist (ground);

create table office (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  kind text not null,
  name text not null,
  area uuid not null references area (id),
  parent uuid references office (id),
  phone text not null default '',
  supervision_phone text not null default '',
  duties text[] not null default '{}',
  deputy uuid references office (id),
  closed_at timestamptz
);
create index office_ground on office (ground);
create index office_parent on office (parent);

create table person (
  id uuid primary key,
  version integer not null,
  name text not null,
  phone text not null default '',
  pinyin text not null default '',
  staff boolean not null default false,
  member uuid,
  blocked_at timestamptz
);
create index person_phone on person (phone);

create table post (
  id uuid primary key,
  version integer not null,
  person uuid not null references person (id),
  office uuid not null references office (id),
  role text not null,
  ground ltree not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  chosen text not null check (chosen in ('election', 'appointment')),
  ended_at timestamptz,
  end_reason text,
  away_from timestamptz,
  away_to timestamptz,
  deputy uuid references person (id)
);
create index post_person on post (person);
create index post_office on post (office);
create index post_deputy on post (deputy) where deputy is not null;

-- Signing in: only the session service reads or writes these.
create table credential (
  person uuid primary key references person (id),
  password_hash text,
  totp_secret text,
  totp_last bigint,
  failed integer not null default 0,
  locked_until timestamptz,
  changed_at timestamptz not null default now()
);
create table invitation (
  code_hash text primary key,
  person uuid not null references person (id),
  purpose text not null check (purpose in ('staff', 'phone', 'adult')),
  member uuid,
  issued_by uuid,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  failed integer not null default 0
);
create index invitation_person on invitation (person);
create table device (
  id uuid primary key,
  token_hash text not null unique,
  person uuid not null references person (id),
  name text not null default '',
  enrolled_at timestamptz not null default now(),
  last_seen date,
  revoked_at timestamptz,
  wiped_at timestamptz
);
create index device_person on device (person);
create table session (
  token_hash text primary key,
  person uuid not null references person (id),
  kind text not null check (kind in ('staff', 'adult')),
  household uuid,
  csrf text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_person on session (person);

create table household (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  grid uuid not null references area (id),
  door text not null,
  head text not null,
  pinyin text not null default '',
  phone text not null default '',
  home text not null check (home in ('at-home', 'away', 'vacant')),
  lat double precision,
  lon double precision,
  visit_interval integer not null default 180,
  care text[] not null default '{}',
  how_to_come text not null default '',
  supply_points text[] not null default '{}',
  last_visit timestamptz,
  plate_hash text unique,
  plate_short text,
  noticed_at timestamptz,
  closed_at timestamptz
);
create index household_ground on household (ground);
create index household_ground_tree on household using gist (ground);
create index household_grid on household (grid);
create unique index household_plate_short on household (subpath(ground, 0, 3), plate_short) where plate_short is not null;

create table member (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  name text not null,
  pinyin text not null default '',
  relation text not null default '',
  sex text not null default '',
  born text not null default '',
  phone text not null default '',
  person uuid references person (id),
  verified_at timestamptz,
  left_at timestamptz
);
create index member_household on member (household);
create index member_ground on member (ground);

create table supply_node (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  network text not null,
  code text not null,
  name text not null,
  kind text not null,
  parent text,
  lat double precision,
  lon double precision,
  unique (ground, network, code)
);

create table visit (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  author uuid not null references person (id),
  office uuid not null references office (id),
  claimed_at timestamptz not null,
  received_at timestamptz not null,
  subject uuid,
  confidential boolean not null default false,
  note text not null default '',
  parts jsonb not null default '[]'
);
create index visit_household on visit (household, received_at);
create index visit_ground on visit (ground, received_at);

create table promise (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  household uuid not null references household (id),
  office uuid not null references office (id),
  visit uuid,
  text text not null,
  due date,
  kept_at timestamptz
);
create index promise_household on promise (household);
create index promise_ground on promise (ground) where kept_at is null;

create sequence matter_number start with 2601;
-- A case (事项). "case" is a word of SQL, so the table says matter.
create table matter (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  number bigint unique,
  household uuid references household (id),
  category text not null,
  severity text not null,
  title text not null,
  text text not null default '',
  state text not null check (state in ('reported', 'accepted', 'in-progress', 'answered', 'household-check', 'closed')),
  side text check (side in ('returned', 'merged', 'reopened', 'suspended', 'referred', 'withdrawn')),
  restricted boolean not null default false,
  named_office uuid references office (id),
  holder uuid not null references office (id),
  holder_since timestamptz not null,
  holder_by timestamptz,
  previous_holder uuid references office (id),
  returns integer not null default 0,
  first_receiver uuid references office (id),
  copied uuid[] not null default '{}',
  reporter uuid references person (id),
  reporter_standing text not null,
  complained_of uuid[] not null default '{}',
  visit uuid,
  same_as uuid,
  subject uuid,
  incident uuid,
  secret_hash text unique,
  reported_at timestamptz not null,
  claimed_at timestamptz not null,
  respond_by timestamptz,
  resolve_by timestamptz,
  responded_at timestamptz,
  answered_at timestamptz,
  answered_by uuid references office (id),
  answer text not null default '',
  told_at timestamptz,
  outcome text check (outcome in ('solved', 'partly', 'not-solved', 'no-answer')),
  proof text check (proof in ('secret', 'adult', 'call', 'visit')),
  closed_at timestamptz,
  help text check (help in ('asked', 'given')),
  lat double precision,
  lon double precision,
  changed_at timestamptz not null,
  -- What is due first stands first: the earlier of the two clocks; the household's own time to answer is nobody's delay.
  due_at timestamptz not null generated always as (case when state in ('reported', 'accepted', 'in-progress')
    then coalesce(least(resolve_by, holder_by), 'infinity') else 'infinity' end) stored
);
create index matter_open on matter (holder, due_at, id) where state <> 'closed';
create index matter_untaken on matter (holder, due_at, id) where state = 'reported';
create index matter_holder_changed on matter (holder, changed_at desc, id);
create index matter_first_receiver on matter (first_receiver, changed_at desc, id);
create index matter_ground on matter (ground, changed_at desc);
create index matter_ground_tree on matter using gist (ground);
create index matter_household on matter (household);
create index matter_incident on matter (incident) where incident is not null;

create table step (
  matter uuid not null references matter (id),
  n integer not null,
  name text not null,
  at timestamptz not null,
  office uuid references office (id),
  person uuid references person (id),
  to_office uuid references office (id),
  text text not null default '',
  internal boolean not null default false,
  primary key (matter, n)
);

create table incident (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  number bigint generated always as identity,
  title text not null,
  category text not null,
  holder uuid not null references office (id),
  opened_at timestamptz not null,
  cause text not null default '',
  cause_node text,
  answer text not null default '',
  resolved_at timestamptz,
  matters uuid[] not null default '{}'
);
create index incident_ground on incident (ground);
create index incident_holder on incident (holder);

create table notice (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  title text not null,
  text text not null,
  office uuid not null references office (id),
  from_at timestamptz not null,
  to_at timestamptz,
  withdrawn_at timestamptz
);
create index notice_ground on notice (ground);
