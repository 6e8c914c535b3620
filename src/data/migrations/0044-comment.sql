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
