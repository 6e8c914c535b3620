-- A whole village leaves the county as a folder of files (HOME-28).
alter table let_out drop constraint let_out_format_check;
alter table let_out add constraint let_out_format_check check (format in ('xlsx', 'csv', 'pdf', 'folder'));
