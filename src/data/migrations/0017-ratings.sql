-- What the township thinks of a result that a department returned.
alter table matter add column rating text check (rating in ('good', 'fair', 'poor'));
