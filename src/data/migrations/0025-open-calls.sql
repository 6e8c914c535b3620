-- Which matters somebody is called to and has not come: few, and found by an index. What an array holds cannot be, under row-level security.
drop index matter_called;
alter table matter add column calls boolean not null generated always as (called <> '{}' and not called <@ came) stored;
create index matter_calls on matter (changed_at desc, id) where calls and state <> 'closed';
