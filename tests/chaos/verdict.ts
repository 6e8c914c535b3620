// What is found at the county after a storm, compared with what was said into the phones: lost, doubled, out of order, sent though taken back.
import type pg from 'pg';
import type { Said, StormPhone } from './storm-phone.ts';

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly refused: readonly string[];
  /** Taken back on the phone, found at the county. */
  readonly unwanted: readonly string[];
}

interface Fact {
  readonly command: string;
  readonly name: string;
  readonly record: string;
  readonly text: string;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids of `ids` that the county has answered and stored as accepted. */
export async function heldIds(client: pg.Client, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `select id from command_log where id = any($1::uuid[]) and answer->>'status' = 'accepted'`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Every mark of a text may stand in one fact only: a command that came twice under new ids shows here. */
function doubledMarks(said: readonly Said[], facts: readonly Fact[]): string[] {
  const wanted = new Map(said.flatMap((one) => (one.mark === null ? [] : [[one.mark, one] as const])));
  const seen = new Map<string, number>();
  for (const fact of facts)
    for (const mark of new Set(fact.text.match(uuid) ?? []))
      if (wanted.has(mark)) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  return [...seen]
    .filter(([, times]) => times > 1)
    .map(([mark, times]) => `${wanted.get(mark)?.name} ${mark}: ${times} times`);
}

/** The facts of one command on one record under one name are there once. */
function doubledFacts(facts: readonly Fact[]): string[] {
  const seen = new Map<string, number>();
  for (const { command, name, record } of facts) {
    const key = `${command} ${name} ${record}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([key, times]) => `${key}: ${times} times`);
}

/** On each record the county wrote what this phone said about it in the order it was said. */
function outOfOrder(said: readonly Said[], facts: readonly Fact[]): string[] {
  const spoken = new Map<string, string[]>();
  const aboutOf = new Map<string, string>();
  for (const one of said) {
    spoken.set(one.about, [...(spoken.get(one.about) ?? []), one.id]);
    aboutOf.set(one.id, one.about);
  }
  const written = new Map<string, string[]>();
  for (const fact of facts) {
    if (aboutOf.get(fact.command) !== fact.record) continue;
    written.set(fact.record, [...(written.get(fact.record) ?? []), fact.command]);
  }
  return [...written].flatMap(([record, commands]) => {
    const order = spoken.get(record)?.filter((id) => commands.includes(id)) ?? [];
    return [...new Set(commands)].join() === order.join() ? [] : [`record ${record}`];
  });
}

export async function judge(client: pg.Client, phones: readonly StormPhone[]): Promise<Verdict> {
  const said = phones.flatMap((phone) => phone.said);
  const kept = said.filter((one) => !one.undone);
  const held = await heldIds(
    client,
    said.map((one) => one.id),
  );
  const { rows: facts } = await client.query<Fact>(
    `select command, name, record, payload::text as text from journal where actor = any($1::uuid[]) order by seq`,
    [phones.map((phone) => phone.worker.person)],
  );
  return {
    lost: kept.filter((one) => !held.has(one.id)).map((one) => `${one.name} ${one.id}`),
    doubled: [...doubledMarks(said, facts), ...doubledFacts(facts)],
    outOfOrder: phones.flatMap((phone) =>
      outOfOrder(
        phone.said.filter((one) => !one.undone),
        facts,
      ),
    ),
    refused: phones.flatMap((phone) => phone.refused.map(({ id, code }) => `${code} ${id}`)),
    unwanted: said.filter((one) => one.undone && held.has(one.id)).map((one) => one.id),
  };
}
