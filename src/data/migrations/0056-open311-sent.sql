-- Matters that another system handles: which it was given there, and what was heard of it.
create table open311_sent (
  id uuid primary key references matter (id),
  version integer not null,
  office uuid not null references office (id),
  theirs text not null,
  heard text not null default '',
  sent_at timestamptz not null,
  heard_at timestamptz,
  ended boolean not null default false,
  -- When it is asked for again, and how often nothing was new; moved by the rounds alone.
  next_at timestamptz not null default 'epoch',
  polls integer not null default 0
);
create index open311_sent_next on open311_sent (next_at) where not ended;

-- OPEN-11: the county's own service sends and asks; nobody else reads what stands in the matter's story anyway.
alter table open311_sent enable row level security;
alter table open311_sent force row level security;
create policy open311_sent_see on open311_sent for select using ((select zd_text('service')) in ('jobs'));
create policy open311_sent_add on open311_sent for insert with check ((select zd_text('service')) in ('jobs'));
create policy open311_sent_change on open311_sent for update using ((select zd_text('service')) in ('jobs')) with check ((select zd_text('service')) in ('jobs'));
grant select, insert, update on open311_sent to zd_app;
