-- Who was told what about a matter, and whether it arrived; how the county tells; and what was reminded of already.
create table telling (
  id uuid primary key,
  version integer not null,
  -- Minutes of the day in China; equal ones mean no quiet hours.
  quiet_from integer not null,
  quiet_to integer not null,
  digest_at integer not null,
  -- What is switched off, as channel:kind.
  muted text[] not null default '{}',
  language text not null default 'zh' check (language in ('zh', 'en'))
);
insert into telling (id, version, quiet_from, quiet_to, digest_at) values ('00000000-0000-7000-8000-000000007e11', 1, 1260, 480, 510);

create table webhook (
  id uuid primary key,
  version integer not null,
  -- Null hears of the whole county.
  office uuid references office (id),
  url text not null,
  kinds text[] not null default '{}',
  opened_at timestamptz not null,
  closed_at timestamptz
);

create table message (
  id uuid primary key,
  version integer not null,
  -- The fact or the moment it follows from.
  cause text not null,
  kind text not null,
  channel text not null check (channel in ('inbox', 'page', 'sms', 'webhook')),
  matter uuid references matter (id),
  household uuid references household (id),
  office uuid references office (id),
  webhook uuid references webhook (id),
  level integer,
  counts jsonb,
  state text not null check (state in ('ready', 'sent', 'failed')),
  at timestamptz not null,
  not_before timestamptz not null,
  attempts integer not null default 0,
  settled_at timestamptz,
  fault text
);
create index message_office on message (office, at desc) where office is not null;
create index message_matter on message (matter) where matter is not null;
create index message_ready on message (not_before) where state = 'ready';
create index message_failed on message (at) where state = 'failed';

create table reminder (
  matter uuid not null references matter (id),
  what text not null,
  for_at timestamptz not null,
  next_at timestamptz not null,
  primary key (matter, what)
);
create index matter_due on matter (due_at) where state <> 'closed' and not restricted;

-- Nobody is told today of what happened before the county told anybody.
insert into reaction (name, pos) select 'telling', coalesce(max(pos), 0) from seal;

-- How the county tells names nobody.
alter table telling enable row level security;
alter table telling force row level security;
create policy telling_see on telling for select using ((select zd_text('standing')) is not null);
create policy telling_change on telling for update using (id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- An address may carry a secret of its own: the system administrator's and the sender's.
alter table webhook enable row level security;
alter table webhook force row level security;
create policy webhook_see on webhook for select using (
  (select zd_text('service')) in ('jobs') or (select zd_words('roles')) && array['system-admin'] or id = any ((select zd_uuids('writing'))::uuid[]));
create policy webhook_add on webhook for insert with check ((select zd_text('standing')) is not null);
create policy webhook_change on webhook for update using (
  (select zd_words('roles')) && array['system-admin'] or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

-- Whoever sees a matter sees who was told of it; the household what it was told itself. What failed is never silent to those who mend it.
alter table message enable row level security;
alter table message force row level security;
create policy message_see on message for select using (
  (matter is not null and (household is not null or (select zd_text('standing')) in ('staff', 'service')) and exists (select from matter where matter.id = message.matter))
  or (matter is null and office = any ((select zd_uuids('offices'))::uuid[]))
  or (state = 'failed' and (select zd_words('roles')) && array['system-admin', 'county-officer'])
  or (select zd_text('service')) in ('jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy message_add on message for insert with check ((select zd_text('service')) in ('jobs'));
create policy message_change on message for update using (
  (select zd_text('service')) in ('jobs') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) is not null);

alter table reminder enable row level security;
alter table reminder force row level security;
create policy reminder_see on reminder for select using ((select zd_text('service')) in ('jobs'));
create policy reminder_add on reminder for insert with check ((select zd_text('service')) in ('jobs'));
create policy reminder_change on reminder for update using ((select zd_text('service')) in ('jobs')) with check ((select zd_text('service')) in ('jobs'));

-- What is about one member is told to his own phone.
create policy member_told on member for select using ((select zd_text('service')) in ('jobs'));
grant select, insert, update on telling, webhook, message, reminder to zd_app;
