// A county as it was written long ago: rows for the tables of each early migration, so that an upgrade has something to lose.

const id = (kind: number, of: string): string =>
  `('00000000-0000-7000-8000-${kind}' || lpad((${of})::text, 11, '0'))::uuid`;

const village = `
insert into county (generation, name) values (gen_random_uuid(), '云溪县');
insert into area (id, ground, version, kind, code, name, valid_from) values (${id(1, '1')}, '629901', 1, 'county', '629901', '云溪县', '2024-01-01');
insert into office (id, ground, version, kind, name, area, closed_at) select ${id(2, 'n')}, '629901', 1, 'department', '水务局' || n, ${id(1, '1')}, null from generate_series(1, 5) n;
insert into person (id, version, name, phone, staff) select ${id(3, 'n')}, 1, '网格员' || n, '1990000' || n, true from generate_series(1, 20) n;
insert into post (id, version, person, office, role, ground, from_at, to_at, chosen)
  select ${id(4, 'n')}, 1, ${id(3, 'n')}, ${id(2, '1 + n % 5')}, 'grid', '629901', '2024-01-01', '2030-01-01', 'election' from generate_series(1, 20) n;
insert into device (id, token_hash, person) select ${id(5, 'n')}, md5(n::text), ${id(3, 'n')} from generate_series(1, 20) n;
insert into household (id, ground, version, grid, door, head, home)
  select ${id(6, 'n')}, '629901', 1, ${id(1, '1')}, n::text, '张' || n, 'at-home' from generate_series(1, 300) n;
insert into member (id, ground, version, household, name) select ${id(7, 'n')}, '629901', 1, ${id(6, '1 + n % 300')}, '李' || n from generate_series(1, 900) n;
insert into visit (id, ground, version, household, author, office, claimed_at, received_at, note)
  select ${id(8, 'n')}, '629901', 1, ${id(6, '1 + n % 300')}, ${id(3, '1 + n % 20')}, ${id(2, '1')}, '2025-01-01', '2025-01-01', '记 ' || n from generate_series(1, 2000) n;
insert into promise (id, ground, version, household, office, visit, text)
  select ${id(9, 'n')}, '629901', 1, ${id(6, '1 + n % 300')}, ${id(2, '1')}, ${id(8, 'n')}, '带农技书' from generate_series(1, 200) n;
insert into matter (id, ground, version, household, category, severity, title, state, holder, holder_since, reporter_standing, reported_at, claimed_at, changed_at, resolve_by)
  select ${id(0, 'n')}, '629901', 1, ${id(6, '1 + n % 300')}, 'W1', 'ordinary', '水浑', 'reported', ${id(2, '1')}, '2025-01-01', 'staff', '2025-01-01', '2025-01-01', '2025-01-01', '2025-03-01'
  from generate_series(1, 400) n;`;

const journal = `
insert into journal (command, name, kind, record, ground, standing, at, payload, salt, payload_digest, digest)
  select ${id(8, 'n')}, 'visit.recorded', 'visit', ${id(8, 'n')}, '629901', 'staff', '2025-01-01', '{"note": "记"}', '\\x01', '\\x02', '\\x03' from generate_series(1, 2000) n;
insert into command_log (id, author, standing, body_hash, answer)
  select ${id(8, 'n')}, ${id(3, '1 + n % 20')}, 'staff', '\\x01', '{"status": "accepted"}' from generate_series(1, 2000) n;`;

const attachment = `
insert into attachment (id, ground, version, household, visit, kind, for_home, hidden, author, named_at, sha256, bytes, mime, state)
  select ${id(1, '(100000 + n)')}, '629901', 1, ${id(6, 'n')}, ${id(8, 'n')}, 'picture', true, false, ${id(3, '1')}, '2025-01-01', md5(n::text), 1000, 'image/jpeg', 'expected'
  from generate_series(1, 100) n;`;

/** What a migration writes into a table that was there before, by its number: how far a follower of the journal is. */
export const writesItself: ReadonlyMap<string, readonly string[]> = new Map([
  ['0018', ['reaction.name', 'reaction.pos']],
]);

/** What is written once the migration of this number is there. */
export const rowsAfter = new Map([
  ['0001', village],
  ['0002', journal],
  ['0004', attachment],
]);
