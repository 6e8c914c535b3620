-- Whom a ruling binds: the office it named. Rulings given before say so in the story of the matter.
alter table matter add column ruled_for uuid references office (id);
select set_config('zd.standing', 'service', true), set_config('zd.service', 'jobs', true);
update matter set ruled_for = (select to_office from step where step.matter = matter.id and step.name = 'case.ruled' order by n desc limit 1)
  where ruled_at is not null;
