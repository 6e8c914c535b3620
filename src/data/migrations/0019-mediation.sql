-- Mediations: parties, mediators, sessions, agreement and what came of it, one to a matter at most.
create table dispute (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  matter uuid not null unique references matter (id),
  title text not null,
  category text not null,
  number bigint,
  household uuid references household (id),
  homes uuid[] not null,
  holder uuid not null references office (id),
  offices uuid[] not null,
  state text not null check (state in ('open', 'agreed', 'ended')),
  ending text check (ending in ('refused', 'no-agreement', 'kept', 'partly', 'not-kept')),
  ended_by uuid,
  end_text text not null,
  ended_at timestamptz,
  opened_at timestamptz not null,
  mediate_by timestamptz not null,
  parties jsonb not null,
  mediators jsonb not null,
  sessions jsonb not null,
  agreement jsonb,
  follow_ups jsonb not null,
  confirm_by date,
  court text check (court in ('asked', 'confirmed', 'turned-down')),
  court_on date,
  changed_at timestamptz not null,
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'agreed' or agreement is not null)
);
create index dispute_ground on dispute using gist (ground);
create index dispute_offices on dispute using gin (offices);
create index dispute_holder on dispute (holder);

-- DISPUTE-13: whoever mediates, and the office that holds the matter now; no ground opens it, and no household.
alter table dispute enable row level security;
alter table dispute force row level security;
create policy dispute_see on dispute for select using (
  ((select zd_text('standing')) = 'staff' and (offices && (select zd_uuids('offices'))::uuid[]
    or exists (select from matter where matter.id = dispute.matter and matter.holder = any ((select zd_uuids('offices'))::uuid[]))))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy dispute_add on dispute for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy dispute_change on dispute for update using (
  ((select zd_text('standing')) = 'staff' and (offices && (select zd_uuids('offices'))::uuid[]
    or exists (select from matter where matter.id = dispute.matter and matter.holder = any ((select zd_uuids('offices'))::uuid[]))))
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on dispute to zd_app;
