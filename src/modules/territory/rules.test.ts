// The rules of the territory: kinds hang in order, codes grow from their parent, only the administrator draws.
import { expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { actorOf, applied, areaOf, decide, idOf, type Loose } from '#tests/loaded.ts';
import { openArea, renameArea } from './commands.ts';
import { areaKind, checkCode, checkParent, groundOf } from './rules.ts';

const village = areaOf('village', 'village', '629901101203');
const records: Loose[] = [['area', village]];
const importer = serviceActor('import');

test('TERR-1 an area hangs under the kind just above it', () => {
  expect(() => checkParent('level-1', village)).not.toThrow();
  expect(() => checkParent('level-2', village)).toThrow('area-parent-kind');
  expect(() => checkParent('county', undefined)).not.toThrow();
  expect(() => checkParent('township', undefined)).toThrow('area-parent-kind');
});

test('TERR-2 a code has the length of its kind and begins with the code above', () => {
  expect(() => checkCode('level-1', '629901101203001', village)).not.toThrow();
  expect(() => checkCode('level-1', '62990110120300', village)).toThrow('area-code-length');
  expect(() => checkCode('level-1', '62990110120300x', village)).toThrow('area-code-length');
  expect(() => checkCode('level-1', '629901101204001', village)).toThrow('area-code-parent');
});

test('TERR-3 a code issued a second time gets a path of its own', () => {
  expect(groundOf('629901101203001', village, 0)).toBe(`${village.ground}.001`);
  expect(groundOf('629901101203001', village, 1)).toBe(`${village.ground}.001_2`);
});

test('TERR-4 only the system administrator or his import draws', () => {
  const input = {
    area: idOf('area group'),
    kind: 'level-1',
    code: '629901101203001',
    name: '一社',
    parent: village.id,
    validFrom: '2024-01-01',
  };
  const facts = decide(openArea, input, { actor: importer, records });
  const opened = applied(areaKind, undefined, facts);
  expect(opened).toMatchObject({ kind: 'level-1', ground: `${village.ground}.001`, version: 1 });
  expect(decide(openArea, input, { actor: actorOf('administration', 'system-admin'), records })).toHaveLength(1);
  expect(() => decide(openArea, input, { actor: actorOf('administration', 'security-admin'), records })).toThrow(
    'not-yours',
  );
  expect(() => decide(renameArea, { area: village.id, name: '新' }, { actor: actorOf('village'), records })).toThrow(
    'not-yours',
  );
  const renamed = decide(renameArea, { area: village.id, name: '新柳湾村' }, { actor: importer, records });
  expect(applied(areaKind, village, renamed)).toMatchObject({ name: '新柳湾村', version: 2 });
});
