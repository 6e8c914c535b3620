-- Matters are found on a ground as well as by their words: no index on a ground can be used under row-level security either (record 0022).
alter table matter_words add column ground ltree;
select set_config('zd.standing', 'service', true), set_config('zd.service', 'jobs', true);
update matter_words set ground = matter.ground from matter where matter.id = matter_words.matter;
select set_config('zd.standing', '', true), set_config('zd.service', '', true);
alter table matter_words alter column ground set not null;
create index matter_words_ground on matter_words using gist (ground);

create or replace function zd_keep_words(said jsonb) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'jobs' then
    raise exception 'words are kept by the jobs' using errcode = 'insufficient_privilege';
  end if;
  insert into matter_words (matter, ground, own, words)
    select (one ->> 'matter')::uuid, (one ->> 'ground')::ltree, array_to_tsvector(array(select jsonb_array_elements_text(one -> 'own'))),
      array_to_tsvector(array(select jsonb_array_elements_text((one -> 'own') || (one -> 'home'))))
    from jsonb_array_elements(said) as one
    on conflict (matter) do update set ground = excluded.ground, own = excluded.own, words = excluded.words;
end $$;

drop function zd_matters_with(tsquery, integer);
-- Null words: everything on the ground. Null grounds: everywhere. What is not asked for is not in the plan.
create function zd_matters_with(asked tsquery, grounds ltree[], most integer) returns table (matter uuid, own boolean) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if asked is null then return query select found.matter, true from matter_words as found where found.ground <@ any (grounds) limit most;
  elsif grounds is null then return query select found.matter, found.own @@ asked from matter_words as found where found.words @@ asked limit most;
  else return query select found.matter, found.own @@ asked from matter_words as found
    where found.words @@ asked and found.ground <@ any (grounds) limit most;
  end if;
end $$;
create or replace function zd_matter_has(which uuid, asked tsquery) returns text language plpgsql stable security definer
  set search_path = public, pg_temp as $$ begin
  return (select case when own @@ asked then 'own' when words @@ asked then 'home' end from matter_words where matter = which);
end $$;
revoke all on function zd_matters_with from public;
grant execute on function zd_matters_with to zd_app;
