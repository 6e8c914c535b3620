-- What is done with a matter that another office holds: offices called to it, supervision, the call-back; and the legal route it was referred to.
alter table matter
  add column called uuid[] not null default '{}',
  add column came uuid[] not null default '{}',
  add column supervised_at timestamptz,
  add column supervised_by uuid references office (id),
  add column route text check (route in ('court', 'arbitration', 'administrative-review', 'petition-office', 'discipline-inspection', 'police')),
  add column told_by uuid references office (id),
  add column call_back_at timestamptz,
  add column call_back uuid references office (id);

-- Few at a time, whatever the county holds.
create index matter_called on matter using gin (called) where called <> '{}' and state <> 'closed';
create index matter_call_back on matter (call_back) where call_back is not null and state = 'household-check';
create index matter_supervised on matter (supervised_by) where supervised_at is not null and state <> 'closed';

-- Whoever is called has to find the door, for as long as the matter is open.
create or replace function zd_holds_open_matter(home uuid) returns boolean language plpgsql stable parallel safe as $$ begin
  return exists (select from matter where matter.household = home and matter.state <> 'closed'
    and (matter.holder = any (zd_uuids('offices')) or matter.called && zd_uuids('offices')));
end $$;
