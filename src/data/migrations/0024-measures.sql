-- Figures kept by the one who follows the sealed journal: additive parts by place, office, category and day. No name, no word, no home.

-- Where a matter or an incident stands and what it counts: what is taken back when it moves on, and the list behind a figure.
create table measured (
  record uuid primary key,
  kind text not null check (kind in ('case', 'incident')),
  place text not null,
  category text not null,
  respond_day date,
  respond_office uuid,
  closing_day date,
  first_day date,
  office uuid,
  parts text[] not null default '{}',
  life jsonb not null
);
create index measured_respond on measured (respond_day, record);
create index measured_closing on measured (closing_day, record);
create index measured_first on measured (first_day, record);

-- Texts and not paths: row-level security lets the planner use an index only for what leaks nothing.
create table measure_day (
  place text not null,
  office uuid not null,
  category text not null,
  day date not null,
  respond_due integer not null default 0,
  respond_met integer not null default 0,
  closing_due integer not null default 0,
  closing_met integer not null default 0,
  first_due integer not null default 0,
  first_met integer not null default 0,
  solved integer not null default 0,
  partly integer not null default 0,
  not_solved integer not null default 0,
  no_answer integer not null default 0,
  by_secret integer not null default 0,
  by_adult integer not null default 0,
  by_other integer not null default 0,
  answered integer not null default 0,
  on_level integer not null default 0,
  reopened integer not null default 0,
  stepped_up integer not null default 0,
  sent integer not null default 0,
  returned integer not null default 0,
  returned_twice integer not null default 0,
  joined integer not null default 0,
  joined_told integer not null default 0,
  rated_good integer not null default 0,
  rated_fair integer not null default 0,
  rated_poor integer not null default 0,
  found integer not null default 0,
  cause_named integer not null default 0,
  primary key (place, office, category, day)
);

-- How long things took: a histogram, so that it can be added up like everything else.
create table measure_span (
  place text not null,
  office uuid not null,
  category text not null,
  day date not null,
  axis text not null check (axis in ('respond', 'first')),
  bucket smallint not null,
  n integer not null,
  primary key (place, office, category, day, axis, bucket)
);

-- The cells of a grid carry a category and are for the follower alone: no figure for less than a village (MEAS-14).
alter table measured enable row level security;
alter table measured force row level security;
create policy measured_see on measured for select using (
  (select zd_text('service')) = 'jobs'
  or ((select zd_words('roles')) && array['village-officer', 'township-officer', 'county-officer'] and (select zd_paths('grounds'))::ltree[] @> place::ltree)
  or ((select zd_words('roles')) && array['department-officer', 'field-officer'] and (office = any ((select zd_uuids('offices'))::uuid[])
    or respond_office = any ((select zd_uuids('offices'))::uuid[]))));
create policy measured_add on measured for insert with check ((select zd_text('service')) = 'jobs');
create policy measured_change on measured for update using ((select zd_text('service')) = 'jobs') with check ((select zd_text('service')) = 'jobs');
create policy measured_drop on measured for delete using ((select zd_text('service')) = 'jobs');

alter table measure_day enable row level security;
alter table measure_day force row level security;
create policy measure_day_see on measure_day for select using (
  (select zd_text('service')) = 'jobs'
  or (category = '' and (((select zd_words('roles')) && array['village-officer', 'township-officer', 'county-officer'] and (select zd_paths('grounds'))::ltree[] @> place::ltree)
    or ((select zd_words('roles')) && array['department-officer', 'field-officer'] and office = any ((select zd_uuids('offices'))::uuid[])))));
create policy measure_day_add on measure_day for insert with check ((select zd_text('service')) = 'jobs');
create policy measure_day_change on measure_day for update using ((select zd_text('service')) = 'jobs') with check ((select zd_text('service')) = 'jobs');
create policy measure_day_drop on measure_day for delete using ((select zd_text('service')) = 'jobs');

alter table measure_span enable row level security;
alter table measure_span force row level security;
create policy measure_span_see on measure_span for select using (
  (select zd_text('service')) = 'jobs'
  or (category = '' and (((select zd_words('roles')) && array['village-officer', 'township-officer', 'county-officer'] and (select zd_paths('grounds'))::ltree[] @> place::ltree)
    or ((select zd_words('roles')) && array['department-officer', 'field-officer'] and office = any ((select zd_uuids('offices'))::uuid[])))));
create policy measure_span_add on measure_span for insert with check ((select zd_text('service')) = 'jobs');
create policy measure_span_change on measure_span for update using ((select zd_text('service')) = 'jobs') with check ((select zd_text('service')) = 'jobs');
create policy measure_span_drop on measure_span for delete using ((select zd_text('service')) = 'jobs');

grant select, insert, update, delete on measured, measure_day, measure_span to zd_app;
