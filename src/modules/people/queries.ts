// What screens may ask about offices and people: who am I, who sits where, and which invitations are open.
import * as z from 'zod/mini';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import type { Me, OfficeRow, PhoneHeldRow, Post } from './model.ts';
import { loadOffices, postTable } from './store.ts';

export async function meOf(tx: Tx, person: string, county: Me['county']): Promise<Me> {
  const [self] = await tx.query<{ name: string }>('select name from person where id = $1', [person]);
  const posts = await tx.query<Me['posts'][number] & { toAt: unknown }>(
    `select post.id, post.role, post.office, office.kind as "officeKind", office.name as "officeName", post.ground::text as ground, area.name as "areaName",
       post.to_at as "toAt", post.person <> $1 as deputising
     from post join office on office.id = post.office join area on area.id = office.area
     where (post.person = $1 or (post.deputy = $1 and post.away_from <= now() and (post.away_to is null or post.away_to > now())))
       and post.from_at <= now() and post.to_at > now() and post.ended_at is null order by post.id`,
    [person],
  );
  return {
    person,
    name: self?.name ?? '',
    posts: posts.map((post) => ({ ...post, toAt: (post.toAt as unknown as Date).getTime() })),
    county,
  };
}

const countyText = `select name, filing_number as "filingNumber", complaint_phone as "complaintPhone", demo from county`;

export const me = defineQuery({
  name: 'people.me',
  input: z.object({}),
  who: ['self'],
  touches: 'none',
  async answer(tx, _, { actor }): Promise<Me> {
    const county = await tx.one<Me['county']>(countyText);
    return meOf(tx, actor.person ?? '', county);
  },
});

type Sitting = OfficeRow['people'][number] & { office: string };

export async function officesWithPeople(tx: Tx, ids: readonly string[]): Promise<OfficeRow[]> {
  const [offices, rows] = await Promise.all([
    loadOffices(tx, ids),
    tx.query<Record<string, unknown>>(
      `select ${postTable.select.replaceAll(/(^|, )(\w)/g, '$1post.$2')}, person.name, person.phone, deputy.name as "deputyName"
       from post join person on person.id = post.person left join person as deputy on deputy.id = post.deputy
       where post.office = any($1::uuid[]) and post.ended_at is null and post.to_at > now() order by post.from_at`,
      [ids],
    ),
  ]);
  const people = new Map<string, Sitting[]>();
  for (const row of rows) {
    const post: Post = postTable.read(row);
    const one: Sitting = {
      office: post.office,
      post: post.id,
      person: post.person,
      name: String(row.name),
      phone: String(row.phone),
      role: post.role,
      fromAt: post.fromAt,
      toAt: post.toAt,
      chosen: post.chosen,
      awayFrom: post.awayFrom,
      awayTo: post.awayTo,
      deputy: post.deputy,
      deputyName: (row.deputyName as string | null) ?? null,
    };
    people.set(post.office, [...(people.get(post.office) ?? []), one]);
  }
  return offices
    .map((office) => ({ ...office, people: people.get(office.id) ?? [] }))
    .sort((a, b) => (a.ground < b.ground ? -1 : 1));
}

export const offices = defineQuery({
  name: 'people.offices',
  input: z.object({ area: z._default(z.nullable(z.uuid()), null) }),
  who: ['staff'],
  touches: 'none',
  async answer(tx, input, { actor }): Promise<OfficeRow[]> {
    const admin = actor.posts.some((post) => post.role.endsWith('-admin'));
    const grounds = actor.posts.filter((post) => !post.role.endsWith('-admin')).map((post) => post.ground);
    const ids = await tx.query<{ id: string }>(
      `select office.id from office join area on area.id = office.area
       where office.closed_at is null and ($1::uuid is null or area.ground <@ (select ground from area where id = $1))
         and ($3 or area.ground <@ any($2::ltree[]) or area.ground @> any($2::ltree[])) order by area.ground limit 600`,
      [input.area, grounds, admin],
    );
    return officesWithPeople(
      tx,
      ids.map((row) => row.id),
    );
  },
});

/** Persons a post could be given to: by name or phone. */
export const find = defineQuery({
  name: 'people.find',
  input: z.object({ text: z.string().check(z.minLength(1), z.maxLength(40)) }),
  who: ['security-admin', 'township-officer', 'village-officer'],
  touches: 'none',
  answer: (tx, input): Promise<{ id: string; name: string; phone: string; blocked: boolean }[]> =>
    tx.query(
      `select id, name, phone, blocked_at is not null as blocked from person where staff and (name like $1 || '%' or phone = $2 or pinyin like lower($1) || '%') order by name limit 20`,
      [input.text.replaceAll(/[%_\\]/g, ''), input.text],
    ),
});

/** PEOPLE-10 Until when a lost phone could be read; of one in use nobody is told when it was last heard of. */
export const devices = defineQuery({
  name: 'people.devices',
  input: z.object({ person: z._default(z.nullable(z.uuid()), null) }),
  who: ['security-admin'],
  touches: 'none',
  answer: (
    tx,
    input,
  ): Promise<
    {
      id: string;
      person: string;
      name: string;
      enrolledAt: Date;
      revokedAt: Date | null;
      mostHomes: number | null;
      leaseUntil: Date | null;
    }[]
  > =>
    tx.query(
      `select device.id, device.person, person.name, device.enrolled_at as "enrolledAt", device.revoked_at as "revokedAt",
         device.most_homes as "mostHomes", case when device.revoked_at is not null then device.lease_until end as "leaseUntil" from device join person on person.id = device.person
       where $1::uuid is null or device.person = $1 order by device.enrolled_at desc limit 200`,
      [input.person],
    ),
});

/** PEOPLE-9 What a phone was handed, by door: for who answers for a lost one. No names and no words of any home. */
export const phoneHeld = defineQuery({
  name: 'people.phone-held',
  input: z.object({ device: z.uuid() }),
  who: ['security-admin'],
  touches: 'list',
  answer: (tx, input): Promise<PhoneHeldRow[]> =>
    tx.query(
      `select household, door, place, grid, kinds, since, gone_at as "goneAt", taken_back as "takenBack" from zd_phone_held($1)`,
      [input.device],
    ),
});

export const peopleQueries = [phoneHeld, me, offices, find, devices];
