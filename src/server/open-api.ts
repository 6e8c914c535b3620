// The API's description (OpenAPI 3.1), written from the lists of verbs and queries, so that it cannot fall behind them.
import * as z from 'zod/mini';
import type { Query } from '#data/query.ts';
import { openReasons } from '#modules/household/kinds/open-reasons.ts';
import { queries } from './queries.ts';
import { verbs } from './registry.ts';

const schemaOf = (input: z.ZodMiniType): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return schema;
};
const problem = {
  description: 'What went wrong (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const responses = (description: string): object => ({
  '200': { description, content: { 'application/json': {} } },
  '4XX': problem,
  '5XX': problem,
});

const verbPath = (name: string, input: z.ZodMiniType, who: readonly string[]): object => ({
  post: {
    operationId: name,
    summary: `Who may: ${who.join(', ')}`,
    tags: [name.split('.')[0]],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['id', 'input'],
            properties: {
              id: { type: 'string', format: 'uuid' },
              at: { type: 'integer' },
              basedOn: { type: 'integer' },
              input: schemaOf(input),
            },
          },
        },
      },
    },
    responses: responses('Accepted: the facts it became'),
  },
});

/** HOME-15: a question that opens one home by its id takes the reason beside it. */
function questionOf({ input, touches }: Query): object {
  const schema = schemaOf(input) as { properties?: Record<string, object> };
  if (touches !== 'household' || schema.properties?.household === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, reason: { enum: openReasons } } };
}

const queryPath = (query: Query): object => ({
  get: {
    operationId: query.name,
    summary: `Who may: ${query.who.join(', ')}`,
    tags: [query.name.split('.')[0]],
    parameters: [{ name: 'input', in: 'query', content: { 'application/json': { schema: questionOf(query) } } }],
    responses: responses('The answer'),
  },
});

export function openApi(): object {
  const paths: Record<string, object> = {};
  for (const verb of verbs.values()) paths[`/api/do/${verb.name}`] = verbPath(verb.name, verb.input, verb.who);
  for (const query of queries.values()) paths[`/api/ask/${query.name}`] = queryPath(query);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Zero Distance (零距离)',
      version: '1',
      description: 'Change by /api/do/<verb>, read by /api/ask/<query>. Every right follows from current posts.',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-zd' },
        phone: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'kind', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            kind: { type: 'string' },
            code: { type: 'string' },
            facts: { type: 'object' },
          },
        },
      },
    },
    security: [{ session: [] }, { phone: [] }],
  };
}
