-- What a message is about when that is no matter: an errand that was handed on, a digest of what homes think.
alter table message add column record uuid;
