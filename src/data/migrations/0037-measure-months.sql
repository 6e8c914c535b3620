-- The same figures by whole months, so that a quarter is three rows of a place and not ninety; and the outside offices of a county without a look at every office of it.
create table measure_month (
  place text not null,
  office uuid not null,
  month date not null,
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
  satisfied integer not null default 0,
  unsatisfied integer not null default 0,
  found integer not null default 0,
  cause_named integer not null default 0,
  primary key (place, office, month)
);
create table measure_span_month (
  place text not null,
  office uuid not null,
  month date not null,
  axis text not null check (axis in ('respond', 'first')),
  bucket smallint not null,
  n integer not null,
  primary key (place, office, month, axis, bucket)
);

-- What is kept by day is summed up once; the owner of the tables sees their rows only while they do not bind him.
alter table measure_day no force row level security;
alter table measure_span no force row level security;
insert into measure_month (place, office, month, respond_due, respond_met, closing_due, closing_met, first_due, first_met, solved, partly, not_solved, no_answer, by_secret, by_adult, by_other, answered, on_level, reopened, stepped_up, sent, returned, returned_twice, joined, joined_told, rated_good, rated_fair, rated_poor, satisfied, unsatisfied, found, cause_named)
  select place, office, date_trunc('month', day)::date, sum(respond_due), sum(respond_met), sum(closing_due), sum(closing_met), sum(first_due), sum(first_met), sum(solved), sum(partly), sum(not_solved), sum(no_answer), sum(by_secret), sum(by_adult), sum(by_other), sum(answered), sum(on_level), sum(reopened), sum(stepped_up), sum(sent), sum(returned), sum(returned_twice), sum(joined), sum(joined_told), sum(rated_good), sum(rated_fair), sum(rated_poor), sum(satisfied), sum(unsatisfied), sum(found), sum(cause_named)
  from measure_day where category = '' group by 1, 2, 3;
insert into measure_span_month (place, office, month, axis, bucket, n)
  select place, office, date_trunc('month', day)::date, axis, bucket, sum(n) from measure_span where category = '' group by 1, 2, 3, 4, 5;
alter table measure_day force row level security;
alter table measure_span force row level security;

alter table measure_month enable row level security;
alter table measure_month force row level security;
create policy measure_month_see on measure_month for select using (
  (select zd_text('service')) = 'jobs'
  or ((select zd_words('roles')) && array['village-officer', 'township-officer', 'county-officer'] and (select zd_paths('grounds'))::ltree[] @> place::ltree)
  or ((select zd_words('roles')) && array['department-officer', 'field-officer'] and office = any ((select zd_uuids('offices'))::uuid[])));
create policy measure_month_add on measure_month for insert with check ((select zd_text('service')) = 'jobs');
create policy measure_month_change on measure_month for update using ((select zd_text('service')) = 'jobs') with check ((select zd_text('service')) = 'jobs');
create policy measure_month_drop on measure_month for delete using ((select zd_text('service')) = 'jobs');

alter table measure_span_month enable row level security;
alter table measure_span_month force row level security;
create policy measure_span_month_see on measure_span_month for select using (
  (select zd_text('service')) = 'jobs'
  or ((select zd_words('roles')) && array['village-officer', 'township-officer', 'county-officer'] and (select zd_paths('grounds'))::ltree[] @> place::ltree)
  or ((select zd_words('roles')) && array['department-officer', 'field-officer'] and office = any ((select zd_uuids('offices'))::uuid[])));
create policy measure_span_month_add on measure_span_month for insert with check ((select zd_text('service')) = 'jobs');
create policy measure_span_month_change on measure_span_month for update using ((select zd_text('service')) = 'jobs') with check ((select zd_text('service')) = 'jobs');
create policy measure_span_month_drop on measure_span_month for delete using ((select zd_text('service')) = 'jobs');

grant select, insert, update, delete on measure_month, measure_span_month to zd_app;

create index office_outside on office (name) where kind in ('department', 'field-office', 'outside-body') and closed_at is null;
