-- How a household wants to be told: texts or none, and in which language. Without a row it is texted in the county's language.
create table told_how (
  id uuid primary key references household (id),
  version integer not null,
  texts boolean not null,
  language text not null check (language in ('zh', 'en'))
);
alter table told_how enable row level security;
alter table told_how force row level security;
create policy told_how_see on told_how for select using (
  (id = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult') or (select zd_text('service')) in ('jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy told_how_add on told_how for insert with check (id = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult');
create policy told_how_change on told_how for update using (id = (select zd_uuid('household')) and (select zd_text('standing')) = 'adult')
  with check (id = (select zd_uuid('household')));
grant select, insert, update on told_how to zd_app;
