-- Until when a phone opens what it keeps, so that what was lost with it can be told to the day.
alter table device add column lease_until timestamptz;
