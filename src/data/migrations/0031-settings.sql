-- What the county sets for itself: working calendar by year, clocks, stays, duty lists, ready sentences; each from a day on.
create table setting (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  what text not null check (what in ('calendar', 'clocks', 'dwell', 'duties', 'replies')),
  year integer,
  from_day date not null,
  rows jsonb not null,
  office uuid not null references office (id),
  person uuid references person (id),
  said_at timestamptz not null,
  withdrawn_at timestamptz,
  check ((what = 'calendar') = (year is not null))
);

-- CASE-80: it names nobody and everybody works by it; the county centre alone says it.
alter table setting enable row level security;
alter table setting force row level security;
create policy setting_see on setting for select using ((select zd_text('standing')) in ('staff', 'service'));
create policy setting_add on setting for insert with check ((select zd_words('roles')) && array['county-officer']);
create policy setting_change on setting for update using ((select zd_words('roles')) && array['county-officer']) with check ((select zd_words('roles')) && array['county-officer']);
grant select, insert, update on setting to zd_app;
