-- What somebody wrote whose post had ended is a record like the others: taken over or set aside by whoever serves the ground now.
alter table hand_over_box rename column command to id;
alter table hand_over_box
  add column version integer not null default 1,
  add column settled_at timestamptz,
  add column settled_by uuid,
  add column outcome text check (outcome in ('taken', 'set-aside'));
create index hand_over_box_open on hand_over_box using gist (ground) where outcome is distinct from 'taken';
