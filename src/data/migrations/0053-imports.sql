-- What was brought from files stands together under a number, so that all of it can be taken back; and what an office chose for the columns of its files.
create table import_run (
  id uuid primary key,
  kind text not null,
  file text not null,
  person uuid references person (id),
  office uuid references office (id),
  -- null: the whole county
  ground ltree,
  at timestamptz not null,
  over_at timestamptz,
  state text not null check (state in ('running', 'done', 'stopped', 'undone', 'kept'))
);
create index import_run_ground on import_run (ground, at desc);

-- Written before the step is done, so that what a crash left half done is known. It holds no word of the file.
create table import_step (
  run uuid not null references import_run (id),
  n integer not null,
  line integer not null,
  kind text not null,
  record uuid not null,
  said uuid not null,
  command uuid not null,
  together text not null,
  doing text not null check (doing in ('made', 'changed')),
  undone boolean not null default false,
  kept text,
  primary key (run, n)
);
create index import_step_said on import_step (said);
create index import_step_record on import_step (record);

create table import_mapping (
  office uuid not null references office (id),
  kind text not null,
  print text not null,
  fields jsonb not null,
  at timestamptz not null,
  primary key (office, kind, print)
);

do $$ declare t text; begin
  foreach t in array array['import_run', 'import_step', 'import_mapping'] loop
    execute format('alter table %1$I enable row level security; alter table %1$I force row level security', t);
    execute format('create policy %1$s_see on %1$I for select using ((select zd_text(''service'')) = ''import'')', t);
    execute format('create policy %1$s_add on %1$I for insert with check ((select zd_text(''service'')) = ''import'')', t);
    execute format('create policy %1$s_change on %1$I for update using ((select zd_text(''service'')) = ''import'') with check ((select zd_text(''service'')) = ''import'')', t);
    execute format('grant select, insert, update on %I to zd_app', t);
  end loop;
  -- A record goes by one way only: an import made it and is taken back (BRING-3).
  foreach t in array array['area', 'office', 'person', 'post', 'household', 'member', 'supply_node', 'supply_network', 'notice', 'visit', 'matter'] loop
    execute format('create policy %1$s_unbring on %1$I for delete using ((select zd_text(''service'')) = ''import''
      and exists (select from import_step where import_step.record = %1$I.id and not import_step.undone))', t);
    execute format('grant delete on %I to zd_app', t);
  end loop;
end $$;

-- What stood before is folded from the journal, by the service that takes it back and for records that an import touched.
create policy journal_unbring on journal for select using ((select zd_text('service')) = 'import'
  and exists (select from import_step where import_step.record = journal.record));

-- That somebody looked at a home, or that a phone held it, stays written when the home is taken back; it is no work with the home.
alter table reading drop constraint reading_household_fkey;
alter table holding drop constraint holding_household_fkey;

-- The line of a story and the words a matter is found by go with a matter that is taken back.
alter table step drop constraint step_matter_fkey, add constraint step_matter_fkey foreign key (matter) references matter (id) on delete cascade;
alter table matter_words drop constraint matter_words_matter_fkey, add constraint matter_words_matter_fkey foreign key (matter) references matter (id) on delete cascade;
