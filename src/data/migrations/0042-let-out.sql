-- HOME-17: what staff take out of the county as a file: at most so many rows, and a line for each in a log that nobody changes.
alter table county add column export_most int not null default 200 check (export_most between 1 and 5000);

create table let_out (
  id uuid primary key,
  at timestamptz not null,
  person uuid not null,
  office uuid not null,
  role text not null,
  what text not null,
  format text not null check (format in ('xlsx', 'pdf')),
  reason text not null,
  words text not null,
  rows int not null
);
create index let_out_at on let_out (at desc);

alter table let_out enable row level security;
alter table let_out force row level security;
create policy let_out_see on let_out for select using (
  person = (select zd_uuid('person')) or (select zd_words('roles')) && array['audit-admin'] or (select zd_text('service')) in ('verify'));
create policy let_out_add on let_out for insert with check ((select zd_text('standing')) = 'staff' and person = (select zd_uuid('person')));
grant select, insert on let_out to zd_app;
