-- The desk: matters found by their words, lists kept by a person for himself, and everything one may see in the order of its changes.

-- The words by which a matter is found: its own, and with those of its home. Under row-level security no index of words can be used (its operators
-- are not leakproof), so this table has none and nobody may read it: two functions answer ids, and the reader's own scope decides which he sees.
create table matter_words (
  matter uuid primary key references matter (id),
  own tsvector not null,
  words tsvector not null
);
create index matter_words_words on matter_words using gin (words);

create function zd_keep_words(said jsonb) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'jobs' then
    raise exception 'words are kept by the jobs' using errcode = 'insufficient_privilege';
  end if;
  insert into matter_words (matter, own, words)
    select (one ->> 'matter')::uuid, array_to_tsvector(array(select jsonb_array_elements_text(one -> 'own'))),
      array_to_tsvector(array(select jsonb_array_elements_text((one -> 'own') || (one -> 'home'))))
    from jsonb_array_elements(said) as one
    on conflict (matter) do update set own = excluded.own, words = excluded.words;
end $$;

-- `own`: found by the matter's own words; otherwise it took those of the home, which only counts for whoever sees the home.
create function zd_matters_with(asked tsquery, most integer) returns table (matter uuid, own boolean) language sql stable security definer
  set search_path = public, pg_temp as $$
  select matter, own @@ asked from matter_words where words @@ asked limit most
$$;
create function zd_matter_has(which uuid, asked tsquery) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when own @@ asked then 'own' when words @@ asked then 'home' end from matter_words where matter = which
$$;
revoke all on function zd_keep_words, zd_matters_with, zd_matter_has from public;
grant execute on function zd_keep_words, zd_matters_with, zd_matter_has to zd_app;

create index matter_changed on matter (changed_at desc, id);

-- A list somebody keeps for himself; nobody else has it.
create table desk_view (
  id uuid primary key,
  version integer not null,
  person uuid not null references person (id),
  name text not null,
  address text not null,
  dropped_at timestamptz
);
create index desk_view_person on desk_view (person) where dropped_at is null;
alter table desk_view enable row level security;
alter table desk_view force row level security;
create policy desk_view_see on desk_view for select using (person = (select zd_uuid('person')));
create policy desk_view_add on desk_view for insert with check (person = (select zd_uuid('person')));
create policy desk_view_change on desk_view for update using (person = (select zd_uuid('person'))) with check (person = (select zd_uuid('person')));
grant select, insert, update on desk_view to zd_app;
