-- HOME-19: what a home does not want offered; '*' for every offer of care.
alter table household add column declined text[] not null default '{}';
