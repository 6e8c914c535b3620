// What can be done to the territory: open, rename, draw and close areas.
import * as z from 'zod/mini';
import { serviceActor, type Actor } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { type Area, areaKinds } from './model.ts';
import { checkCode, checkParent, groundOf } from './rules.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
export const point = z.tuple([z.number().check(z.gte(-180), z.lte(180)), z.number().check(z.gte(-90), z.lte(90))]);
export const shape = z
  .array(z.array(point).check(z.minLength(4), z.maxLength(5000)))
  .check(z.minLength(1), z.maxLength(50));

const mayDraw = (actor: Actor): void => {
  // TERR-4: the territory is drawn by the system administrator, or by an import that he started.
  const ok =
    actor.service === serviceActor('import').service || actor.posts.some((post) => post.role === 'system-admin');
  if (!ok) throw new Problem('refused', 'not-yours');
};

export const openArea = defineVerb({
  name: 'area.open',
  input: z.object({
    area: z.uuid(),
    kind: z.enum(areaKinds),
    code: z.string().check(z.maxLength(17)),
    name: z.string().check(z.minLength(1), z.maxLength(60)),
    parent: z.nullable(z.uuid()),
    validFrom: day,
    again: z._default(z.int().check(z.gte(0), z.lte(99)), 0),
    shape: z._default(z.nullable(shape), null),
  }),
  who: ['system-admin', 'service:import'],
  offline: false,
  needs: (input) => (input.parent ? [{ kind: 'area', id: input.parent }] : []),
  decide(input, { actor, loaded }) {
    mayDraw(actor);
    const parent = input.parent ? loaded.get<Area>('area', input.parent) : undefined;
    checkParent(input.kind, parent);
    checkCode(input.kind, input.code, parent);
    const { kind, code, name, validFrom } = input;
    const data = {
      ground: groundOf(code, parent, input.again),
      kind,
      code,
      name,
      parent: input.parent,
      validFrom,
      validTo: null,
      predecessors: [],
      shape: input.shape,
    };
    return [{ name: 'area.opened', kind: 'area', id: input.area, data }];
  },
});

export const renameArea = defineVerb({
  name: 'area.rename',
  input: z.object({ area: z.uuid(), name: z.string().check(z.minLength(1), z.maxLength(60)) }),
  who: ['system-admin', 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.area }],
  decide(input, { actor, loaded }) {
    mayDraw(actor);
    loaded.get<Area>('area', input.area);
    return [{ name: 'area.renamed', kind: 'area', id: input.area, data: { name: input.name } }];
  },
});

export const drawArea = defineVerb({
  name: 'area.draw',
  input: z.object({ area: z.uuid(), shape }),
  who: ['system-admin', 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.area }],
  decide(input, { actor, loaded }) {
    mayDraw(actor);
    loaded.get<Area>('area', input.area);
    return [{ name: 'area.drawn', kind: 'area', id: input.area, data: { shape: input.shape } }];
  },
});

export const territoryVerbs = [openArea, renameArea, drawArea];
