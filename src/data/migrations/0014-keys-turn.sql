-- The key that phones seal to changes every month; what signs the forms of the door no longer hangs on one that will be deleted.
alter table server_key add column from_at timestamptz not null default now();
create policy server_key_drop on server_key for delete using ((select zd_text('service')) = 'session');
grant delete on server_key to zd_app;

create table county_secret (
  name text primary key,
  secret text not null
);
insert into county_secret (name, secret) values ('door-form', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
alter table county_secret enable row level security;
alter table county_secret force row level security;
create policy county_secret_see on county_secret for select using ((select zd_text('service')) = 'session');
grant select on county_secret to zd_app;
