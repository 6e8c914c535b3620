-- HOME-15: where the work at hand does not say why a home is opened, whoever opens it does, and the household reads it.
alter table reading add column reason text not null default '';
alter table reading drop constraint reading_pkey;
alter table reading add primary key (household, hour, purpose, reader, reason);
