-- What somebody said of a home while another had changed the same thing: it stands beside what holds, until it is settled.
alter table household add column disputed jsonb not null default '[]';
