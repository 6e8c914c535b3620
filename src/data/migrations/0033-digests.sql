-- Digests of what homes of a village said, each with its answer; and which day's work of the clock is done.
create table digest (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  office uuid not null references office (id),
  from_at timestamptz not null,
  to_at timestamptz not null,
  visits uuid[] not null,
  up_at timestamptz,
  answer text not null,
  answered_at timestamptz,
  answered_by uuid references office (id),
  notice uuid references notice (id) deferrable initially deferred
);
create index digest_ground on digest (ground, to_at desc);

-- OPINION-6: the village office and the township above it.
alter table digest enable row level security;
alter table digest force row level security;
create policy digest_see on digest for select using (
  ((select zd_words('roles')) && array['village-officer', 'township-officer'] and (select zd_paths('grounds'))::ltree[] @> ground)
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy digest_add on digest for insert with check ((select zd_text('service')) in ('jobs'));
create policy digest_change on digest for update using (
  (select zd_text('service')) in ('jobs') or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on digest to zd_app;

-- A day's number stood among the positions of the journal's followers; it has a place of its own.
create table day_done (
  what text primary key,
  day date not null
);
insert into day_done (what, day) select name, date '1970-01-01' + pos::int from reaction where name = 'digest';
delete from reaction where name = 'digest';
alter table day_done enable row level security;
alter table day_done force row level security;
create policy day_done_see on day_done for select using ((select zd_text('service')) in ('jobs'));
create policy day_done_add on day_done for insert with check ((select zd_text('service')) in ('jobs'));
create policy day_done_change on day_done for update using ((select zd_text('service')) in ('jobs')) with check ((select zd_text('service')) in ('jobs'));
grant select, insert, update on day_done to zd_app;
