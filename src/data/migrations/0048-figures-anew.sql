-- Figures are thrown away in a moment, however many there are, and by office they are kept for those offices alone that have a page.
create function zd_clear_measures() returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$ begin
  if zd_text('service') is distinct from 'jobs' then
    raise exception 'figures are kept by the jobs' using errcode = 'insufficient_privilege';
  end if;
  truncate measured, measure_day, measure_span, measure_month, measure_span_month;
end $$;
revoke all on function zd_clear_measures from public;
grant execute on function zd_clear_measures to zd_app;

-- The owner of the tables sees their rows only while they do not bind him.
alter table measure_day no force row level security;
alter table measure_span no force row level security;
alter table measure_month no force row level security;
alter table measure_span_month no force row level security;
create temporary table with_pages on commit drop as
  select id from office where kind in ('department', 'field-office', 'outside-body')
  union select '00000000-0000-0000-0000-000000000000';
delete from measure_day where category = '' and office not in (select id from with_pages);
delete from measure_span where category = '' and office not in (select id from with_pages);
delete from measure_month where office not in (select id from with_pages);
delete from measure_span_month where office not in (select id from with_pages);
alter table measure_day force row level security;
alter table measure_span force row level security;
alter table measure_month force row level security;
alter table measure_span_month force row level security;
