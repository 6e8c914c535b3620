-- A ledger leaves as plain text too.
alter table let_out drop constraint let_out_format_check;
alter table let_out add constraint let_out_format_check check (format in ('xlsx', 'csv', 'pdf'));
