-- In a county of a million matters a search goes by what its reader can reach (record 0022): a ground and its offices are looked through
-- whole, and a word that most of the county has is not counted first.

-- How many matters have these words, as the statistics of the table guess it: nothing is read. EXPLAIN is allowed in no other kind of function.
create function zd_matters_likely(asked tsquery) returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  guess json;
begin
  execute format('explain (format json) select from matter_words where words @@ %L::tsquery', asked::text) into guess;
  return (guess -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
end $$;

-- On these grounds, and elsewhere what these offices hold or received first; the words are looked at last, in what is left.
create function zd_matters_reached_with(asked tsquery, grounds ltree[], offices uuid[], most integer) returns table (matter uuid, own boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    (with near as materialized (select matter, own, words from matter_words where ground <@ any (grounds))
      select near.matter, near.own @@ asked from near where near.words @@ asked limit most)
    union all
    (with elsewhere as materialized (
        select id from matter where holder = any (offices) and not ground <@ any (grounds)
        union select id from matter where first_receiver = any (offices) and not ground <@ any (grounds))
      select found.matter, found.own @@ asked from elsewhere
        cross join lateral (select * from matter_words where matter_words.matter = elsewhere.id offset 0) as found
      where found.words @@ asked limit most);
end $$;

-- A home's words are looked at only while the matter's own are few: where those are many, the list is walked in any case. Of a door or a
-- name that very many homes have, as many are answered as say so.
create or replace function zd_matters_held_with(asked tsquery, offices uuid[], most integer) returns table (matter uuid, own boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  n bigint;
  near uuid[];
begin
  return query select found.matter, true from matter_words as found where found.own @@ asked limit most;
  get diagnostics n = row_count;
  if n = most then return; end if;
  near := array(select found.matter from matter_words as found where found.words @@ asked and not found.own @@ asked limit 20 * most);
  if cardinality(near) = 20 * most then
    return query select unnest(near[1 : most]), false;
  else
    return query select id, false from matter where id = any (near) and holder = any (offices) and state <> 'closed' limit most;
  end if;
end $$;

revoke all on function zd_matters_likely, zd_matters_reached_with from public;
grant execute on function zd_matters_likely, zd_matters_reached_with to zd_app;
