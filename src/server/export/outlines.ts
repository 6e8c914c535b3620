// The outlines of a village's groups and grids as GeoJSON, in the shape in which an import takes them back.
import { Hono } from 'hono';
import { isAmong } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import type { AreaKind, Shape } from '#modules/territory/model.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn } from '../http.ts';
import { answerSheet, letOut, type Mark } from './let-out.ts';

export interface OutlinedArea {
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  /** Code of the area above. */
  readonly parent: string;
  readonly shape: Shape;
}

/** Who took it out, when and what for stands in the file itself, where a program that reads outlines passes over it. */
export function outlinesFile(
  areas: readonly OutlinedArea[],
  { id, at, person, office }: Omit<Mark, 'what' | 'format' | 'reason' | 'words'>,
): string {
  const features = areas.map(({ shape, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry:
      shape.length === 1
        ? { type: 'Polygon', coordinates: shape }
        : { type: 'MultiPolygon', coordinates: shape.map((ring) => [ring]) },
  }));
  const mark = { id, at: new Date(at).toISOString(), person, office };
  return `${JSON.stringify({ type: 'FeatureCollection', mark, features })}\n`;
}

const who = ['village-officer'];

const text = `select area.code, area.name, area.kind, coalesce(up.code, '') as parent, area.shape from area left join area as up on up.id = area.parent
  where area.valid_to is null and area.shape is not null and area.ground <@ any($1::ltree[]) order by area.ground limit $2`;

/** HOME-17: by the one gate, like every file. */
export function outlineRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/outlines.geojson', identify(county), mustBeSignedIn, mustBeOurPage, async (c) => {
    const actor = actorOf(c);
    if (!isAmong(actor, who)) throw new Problem('refused', 'not-yours');
    const grounds = actor.posts.filter(({ role }) => who.includes(role)).map((post) => post.ground);
    const wanted = { what: 'outlines', format: 'geojson', reason: 'paper', words: '' } as const;
    const find = async (tx: Tx, most: number) => ({
      rows: await tx.query<OutlinedArea>(text, [grounds, most + 1]),
      homes: [],
    });
    const { rows, mark } = await letOut(county, actor, wanted, find);
    return answerSheet(c, Buffer.from(outlinesFile(rows, mark)), 'outlines', mark);
  });
  return app;
}
