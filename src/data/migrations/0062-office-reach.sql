-- A word that much of the county has and one office seldom is looked for in what that office holds or received first: in one range of one
-- index, beside row-level security, which would fetch every one of those matters (record 0022). Nobody may read this table.
create table matter_reach (
  matter uuid not null,
  office uuid not null,
  -- What the words of the matter begin with, each beginning as one bit: a matter that lacks a bit of what is asked lacks the word.
  -- Null when the matter has no words yet, or none at all: then they are looked at.
  marks bit(512),
  primary key (matter, office)
  -- Swept often: a page that was swept since its last change is answered from the index alone.
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

-- A pair of hanzi and a beginning typed are marked alike: whatever a word begins with has its bit.
create function zd_marks(words text[]) returns bit(512) language sql immutable parallel safe as $$
  select bit_or(set_bit(0::bit(512), mark % 512, 1)) from unnest(words) as word cross join lateral (
    select ascii(word) as mark
    union all select ascii(word) * 31 + ascii(substr(word, 2)) where length(word) > 1
    union all select ascii(word) * 961 + ascii(substr(word, 2)) * 31 + ascii(substr(word, 3)) where length(word) > 2
    union all select ascii(substr(word, 2)) * 961 + ascii(substr(word, 3)) * 31 + ascii(substr(word, 4)) where length(word) > 3
  ) as begun
$$;
revoke all on function zd_marks from public;

select set_config('zd.standing', 'service', true), set_config('zd.service', 'jobs', true);
insert into matter_reach
  select known.id, office, known.marks
  from (select matter.id, holder, first_receiver, zd_marks(tsvector_to_array(words)) as marks
      from matter left join matter_words on matter_words.matter = matter.id offset 0) as known
    cross join lateral (select holder as office union select first_receiver where first_receiver is not null) as reach;
select set_config('zd.standing', '', true), set_config('zd.service', '', true);
create index matter_reach_office on matter_reach (office) include (matter, marks);
analyze matter_reach;

-- In the transaction that moves the matter. Its words are held before their marks are copied: either these are the new ones, or whoever
-- writes new ones waits and finds these rows.
create function zd_reach_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept bit(512);
begin
  if tg_op = 'UPDATE' then
    perform from matter_words where matter = new.id for share;
    select marks into kept from matter_reach where matter = new.id limit 1;
    delete from matter_reach where matter = new.id and office <> new.holder and office is distinct from new.first_receiver;
  end if;
  insert into matter_reach select new.id, new.holder, kept
    union all select new.id, new.first_receiver, kept where new.first_receiver <> new.holder
    on conflict do nothing;
  return null;
end $$;
create function zd_reach_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
  delete from matter_reach where matter = old.id;
  return null;
end $$;
create trigger matter_reached after insert on matter for each row execute function zd_reach_moved();
create trigger matter_reach_moved after update on matter for each row
  when (old.holder <> new.holder or old.first_receiver is distinct from new.first_receiver) execute function zd_reach_moved();
create trigger matter_reach_left after delete on matter for each row execute function zd_reach_left();

-- As before; the marks follow in a statement of their own, which sees what was moved meanwhile.
create or replace function zd_keep_words(said jsonb) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'jobs' then
    raise exception 'words are kept by the jobs' using errcode = 'insufficient_privilege';
  end if;
  insert into matter_words (matter, ground, own, words)
    select (one ->> 'matter')::uuid, (one ->> 'ground')::ltree, array_to_tsvector(array(select jsonb_array_elements_text(one -> 'own'))),
      array_to_tsvector(array(select jsonb_array_elements_text((one -> 'own') || (one -> 'home'))))
    from jsonb_array_elements(said) as one
    on conflict (matter) do update set ground = excluded.ground, own = excluded.own, words = excluded.words;
  update matter_reach set marks = known.marks
    from (select matter, zd_marks(tsvector_to_array(words)) as marks from matter_words
      where matter = any (array(select (one ->> 'matter')::uuid from jsonb_array_elements(said) as one)) offset 0) as known
    where known.matter = matter_reach.matter;
end $$;

-- On these grounds, and elsewhere what these offices hold or received first. The words of a ground are looked at in what lies on it;
-- those of an office only where the marks allow them.
create or replace function zd_matters_reached_with(asked tsquery, grounds ltree[], offices uuid[], most integer) returns table (matter uuid, own boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  wanted bit(512) := zd_marks(array(select word[1] from regexp_matches(asked::text, '''([^'']+)''', 'g') as word));
begin
  if cardinality(grounds) > 0 then
    return query with near as materialized (select matter, own, words from matter_words where ground <@ any (grounds))
      select near.matter, near.own @@ asked from near where near.words @@ asked limit most;
  end if;
  return query
    select found.matter, found.own @@ asked from matter_reach
      cross join lateral (select * from matter_words where matter_words.matter = matter_reach.matter offset 0) as found
    where matter_reach.office = any (offices) and (matter_reach.marks is null or matter_reach.marks & wanted = wanted)
      and found.words @@ asked and not found.ground <@ any (grounds) limit most;
end $$;
