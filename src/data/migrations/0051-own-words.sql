-- Whoever reads no ground's homes finds matters by their own words, and by their home's only where his office holds them open (CASE-72):
-- every other match of a door or a name in the county is not looked at for nothing.
create index matter_words_own on matter_words using gin (own);

create function zd_matters_held_with(asked tsquery, offices uuid[], most integer) returns table (matter uuid, own boolean) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query (select found.matter, true from matter_words as found where found.own @@ asked limit most)
    union all (select found.matter, false from matter_words as found join matter on matter.id = found.matter
      where matter.holder = any (offices) and matter.state <> 'closed' and found.words @@ asked and not found.own @@ asked limit most);
end $$;
revoke all on function zd_matters_held_with from public;
grant execute on function zd_matters_held_with to zd_app;
