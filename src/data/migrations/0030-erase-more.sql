-- Erasing reaches homes, questions, mediations, closed matters and lists kept at a desk; what is restricted stays out of its sight.
create policy household_erase on household for select using ((select zd_text('service')) = 'erase');
create policy question_erase on question for select using ((select zd_text('service')) = 'erase');
create policy dispute_erase on dispute for select using ((select zd_text('service')) = 'erase');
create policy matter_erase on matter for select using ((select zd_text('service')) = 'erase' and not restricted);
create policy desk_view_erase_see on desk_view for select using ((select zd_text('service')) = 'erase');
create policy desk_view_erase on desk_view for update using ((select zd_text('service')) = 'erase') with check ((select zd_text('service')) = 'erase');

-- An entry left behind goes when it names what was erased, in whatever place of it.
create or replace function zd_erase_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'erase' then
    raise exception 'only the erasing service erases' using errcode = 'insufficient_privilege';
  end if;
  update journal set payload = null, salt = null, erased_by = new.seq
    where seq in (select named::bigint from jsonb_array_elements_text(new.payload -> 'rows') as named)
      and record = new.record and seq < new.seq and erased_by is null and name not like '%.erased';
  if new.kind <> 'view' then
    update hand_over_box set envelope = '{}' where envelope::text like '%' || new.record::text || '%';
  end if;
  return null;
end $$;
