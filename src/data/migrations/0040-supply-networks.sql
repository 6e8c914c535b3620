-- Several supply networks in a village, loops, and nodes that were taken out again; rows are seen by those who serve the ground, above or below it.
alter table supply_node add also text[] not null default '{}';
alter table supply_node add removed_at timestamptz;
alter table supply_node drop constraint supply_node_ground_network_code_key;
create unique index supply_node_code on supply_node (ground, network, code) where removed_at is null;

create table supply_network (
  id uuid primary key,
  ground ltree not null,
  version integer not null,
  code text not null,
  name text not null,
  looped boolean not null,
  closed_at timestamptz
);
create unique index supply_network_code on supply_network (ground, code) where closed_at is null;

-- SUPPLY-13
alter table supply_node enable row level security;
alter table supply_node force row level security;
create policy supply_node_see on supply_node for select using (
  (select zd_paths('grounds'))::ltree[] @> ground or (select zd_paths('grounds'))::ltree[] <@ ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])
  or exists (select from incident where incident.ground <@ supply_node.ground and incident.holder = any ((select zd_uuids('offices'))::uuid[])));
create policy supply_node_add on supply_node for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy supply_node_change on supply_node for update using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));

alter table supply_network enable row level security;
alter table supply_network force row level security;
create policy supply_network_see on supply_network for select using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[]));
create policy supply_network_add on supply_network for insert with check ((select zd_text('standing')) in ('staff', 'service'));
create policy supply_network_change on supply_network for update using (
  (select zd_paths('grounds'))::ltree[] @> ground
  or (select zd_text('service')) in ('import', 'jobs')
  or id = any ((select zd_uuids('writing'))::uuid[])) with check ((select zd_text('standing')) in ('staff', 'service'));
grant select, insert, update on supply_network to zd_app;
