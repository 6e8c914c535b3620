// Pending commands lie over the pulled rows and are never written into them.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { nobody } from '#kit/actor.ts';
import { defineVerb, type Envelope, Unknown, type Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Book, decide, mainRecord, overlay, type Rows } from './overlay.ts';

const paint = defineVerb({
  name: 'door.paint',
  input: z.object({ door: z.string(), colour: z.string() }),
  who: [],
  offline: true,
  needs: (input) => [
    { kind: 'door', id: input.door },
    { kind: 'chain', of: { kind: 'door', id: input.door }, category: '' },
  ],
  decide(input, { loaded }) {
    const door = loaded.get<{ id: string; ground: string; version: number }>('door', input.door);
    if (input.colour === 'unseen') throw new Unknown('RULE-1');
    if (input.colour === 'nobody') throw new Problem('conflict', 'no-painter');
    if (input.colour === 'bad') throw new Problem('refused', 'not-yours');
    return [{ name: 'door.painted', kind: 'door', id: door.id, data: { colour: input.colour } }];
  },
});

const book: Book = {
  verbs: new Map([[paint.name, paint as unknown as Verb]]),
  kinds: new Map([
    [
      'door',
      {
        kind: 'door',
        apply: (door, fact) => ({ id: fact.id, ground: '', ...door, ...fact.data, version: (door?.version ?? 0) + 1 }),
      },
    ],
  ]),
  standing: [],
  unknownCodes: new Set(['no-painter']),
  gather(need, rows) {
    if ('of' in need && !rows.get('door')?.has(need.of.id)) throw new Unknown('door-not-here');
    return [];
  },
  actor: () => nobody,
  forget: () => false,
  ready: () => Promise.resolve(),
  outside: (_, record) => record,
};
const rows: Rows = new Map([['door', new Map([['d1', { id: 'd1', ground: '', version: 1, colour: 'grey' }]])]]);
const say = (id: string, door: string, colour: string): Envelope => ({
  v: 1,
  id,
  name: 'door.paint',
  input: { door, colour },
  at: 1,
  device: null,
  author: null,
});

describe('the overlay', () => {
  it('shows pending commands in their order and leaves the pulled rows alone', () => {
    const view = overlay(book, rows, nobody, [say('c1', 'd1', 'red'), say('c2', 'd1', 'blue')]);
    expect(view.rows.get('door')?.get('d1')).toMatchObject({ colour: 'blue', version: 3 });
    expect(rows.get('door')?.get('d1')).toMatchObject({ colour: 'grey', version: 1 });
    expect(view.touched.get('d1')).toBe('c2');
  });

  it('says "the office will check" when the phone does not hold what the rule needs', () => {
    const view = overlay(book, rows, nobody, [
      say('c1', 'd1', 'unseen'),
      say('c2', 'd9', 'red'),
      say('c3', 'd1', 'nobody'),
    ]);
    expect([...view.unknown]).toEqual([
      ['c1', 'RULE-1'],
      ['c2', 'door-not-here'],
      ['c3', 'no-painter'],
    ]);
    expect(view.rows.get('door')?.get('d1')).toMatchObject({ colour: 'grey' });
  });

  it('refuses what is certainly impossible, and shows nothing of it when the rows turned against it', () => {
    expect(() => decide(book, rows, nobody, say('c1', 'd1', 'bad'))).toThrow('not-yours');
    expect(() => decide(book, rows, nobody, { ...say('c1', 'd1', 'red'), input: {} })).toThrow('input-invalid');
    expect(overlay(book, rows, nobody, [say('c1', 'd1', 'bad')]).touched.size).toBe(0);
  });

  it('knows what a command is mainly about, even when nothing can be decided', () => {
    const command = say('c1', 'd9', 'red');
    expect(mainRecord(book, nobody, command, decide(book, rows, nobody, command))).toBe('d9');
  });
});
