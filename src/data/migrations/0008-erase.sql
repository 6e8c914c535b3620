-- Erasing what was written about somebody, on a lawful request: its own service, and a journal row that takes the payloads of its own record away.
create policy person_erase on person for select using ((select zd_text('service')) = 'erase');
create policy member_erase on member for select using ((select zd_text('service')) = 'erase');
create policy visit_erase on visit for select using ((select zd_text('service')) = 'erase');
create policy promise_erase on promise for select using ((select zd_text('service')) = 'erase');
create policy attachment_erase on attachment for select using ((select zd_text('service')) = 'erase');
create policy journal_erase_see on journal for select using ((select zd_text('service')) = 'erase');
create policy journal_erase on journal for update using ((select zd_text('service')) = 'erase') with check ((select zd_text('service')) = 'erase');
create policy hand_over_box_erase_see on hand_over_box for select using ((select zd_text('service')) = 'erase');
create policy hand_over_box_erase on hand_over_box for update using ((select zd_text('service')) = 'erase') with check ((select zd_text('service')) = 'erase');

-- The fact itself erases: it names rows of its own record, and they say which fact it was. Nobody else may write such a fact.
create function zd_erase_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'erase' then
    raise exception 'only the erasing service erases' using errcode = 'insufficient_privilege';
  end if;
  update journal set payload = null, salt = null, erased_by = new.seq
    where seq in (select named::bigint from jsonb_array_elements_text(new.payload -> 'rows') as named)
      and record = new.record and seq < new.seq and erased_by is null and name not like '%.erased';
  update hand_over_box set envelope = '{}' where envelope -> 'input' ->> new.kind = new.record::text;
  return null;
end $$;
create trigger journal_erases after insert on journal for each row when (new.name like '%.erased') execute function zd_erase_rows();
