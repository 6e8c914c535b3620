-- What came below the cause after an incident was answered (INC-8).
alter table incident add column again uuid[] not null default '{}';
alter table incident alter column again drop default;
