-- A dispute of duty: since when a matter waits for the county centre's ruling, and when that was given.
alter table matter add column disputed_at timestamptz, add column ruled_at timestamptz;
