-- An import that a crash broke off is taken back by the county itself, and so is a taking back that a crash broke off.
alter table import_run drop constraint import_run_state_check, add constraint import_run_state_check
  check (state in ('running', 'done', 'stopped', 'undoing', 'undone', 'kept'));
-- When it was found broken off.
alter table import_run add column broken_at timestamptz;
