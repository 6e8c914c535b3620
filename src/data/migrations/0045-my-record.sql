-- HOME-15: where the work at hand does not say why a home is opened, whoever opens it does, and the household reads it.
alter table reading add column reason text not null default '';
alter table reading drop constraint reading_pkey;
alter table reading add primary key (household, hour, purpose, reader, reason);

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

-- HOME-19: what a home does not want offered; '*' for every offer of care.
alter table household add column declined text[] not null default '{}';

-- OPINION-8: what homes say about an office, without home, person, order or day; that a home has spoken is kept apart from what it said.
create table comment (
  id uuid primary key,
  village ltree not null,
  office uuid not null references office (id),
  month date not null check (extract(day from month) = 1),
  level text not null check (level in ('well', 'fair', 'poor')),
  words text not null
);
create index comment_village on comment using gist (village);
create table comment_spent (spent bytea primary key);

-- No scope of any person reads a single comment: the county's own service keeps them, and the function below hands out finished months.
alter table comment enable row level security;
alter table comment force row level security;
create policy comment_all on comment for all using ((select zd_text('service')) = 'comment') with check ((select zd_text('service')) = 'comment');
alter table comment_spent enable row level security;
alter table comment_spent force row level security;
create policy comment_spent_see on comment_spent for select using ((select zd_text('service')) = 'comment');
create policy comment_spent_add on comment_spent for insert with check ((select zd_text('service')) = 'comment');
grant select, insert, delete on comment to zd_app;
grant select, insert on comment_spent to zd_app;

-- OPINION-9: for the committees of the villages and their supervision; which of it is shown is counted by the question.
create function zd_comments(grounds ltree[], before date) returns table (office uuid, name text, month date, level text, words text)
  language sql stable security definer set zd.standing = 'service' set zd.service = 'comment' set search_path = public, pg_temp as $$
  select comment.office, office.name, comment.month, comment.level, comment.words from comment join office on office.id = comment.office
  where (select zd_words('roles')) && array['village-officer', 'supervision-member'] and comment.village <@ any(grounds) and comment.month < before
$$;
grant execute on function zd_comments to zd_app;
