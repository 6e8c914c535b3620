-- HOME-17: outlines leave the county as GeoJSON, and the log says so.
alter table let_out drop constraint let_out_format_check;
alter table let_out add constraint let_out_format_check check (format in ('xlsx', 'csv', 'pdf', 'folder', 'geojson'));
