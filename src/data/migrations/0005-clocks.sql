-- The clock of a matter stops, goes on and is extended; the first deadline is kept beside the present one.
alter table matter
  add column original_by timestamptz,
  add column extended_at timestamptz,
  add column stopped_at timestamptz,
  add column review_at timestamptz;

-- What is suspended presses nobody: the expression of a generated column changes only with the column.
drop index matter_open;
drop index matter_untaken;
alter table matter drop column due_at;
alter table matter add column due_at timestamptz not null generated always as (
  case when state in ('reported', 'accepted', 'in-progress') and side is distinct from 'suspended'
    then coalesce(least(resolve_by, holder_by), 'infinity') else 'infinity' end) stored;
create index matter_open on matter (holder, due_at, id) where state <> 'closed';
create index matter_untaken on matter (holder, due_at, id) where state = 'reported';

-- Looked through every minute: few rows, whatever the county holds.
create index matter_review on matter (review_at) where side = 'suspended';
create index matter_silent on matter (told_at) where state = 'household-check';
