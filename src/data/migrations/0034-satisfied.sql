-- What a household thinks of how its matter was handled; the figures are made anew with it.
alter table matter add column satisfied boolean;
alter table measure_day add column satisfied integer not null default 0, add column unsatisfied integer not null default 0;
