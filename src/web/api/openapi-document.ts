import * as z from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import { STATUS_OF } from '../status-of.ts';
import { type Words, wordsOf } from '../words.ts';
import { OPEN_OPERATIONS } from './open-paths.ts';
import { errorsOf, type Named, type Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { ALIGNMENT, AWARD, PROBLEM, REVOCATION } from './shapes.ts';
import {
  CONTEXTS,
  RECOGNISED_ISSUERS,
  VERIFICATION_LINK,
  VERIFICATION_REPORT,
} from './verification-shapes.ts';

const VERSION = '1';
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

const LOCATION = { Location: { required: true, schema: { type: 'string', format: 'uri' } } };

/**
 * The description of the API, made from the same operations as its routes.
 *
 * @param origin where this service is
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function openApiDocument(origin: string): object {
  const words = wordsOf('en');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Écusson',
      version: VERSION,
      description: words.t('api.lead'),
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: origin }],
    security: [{ token: [] }],
    paths: { ...pathsOf(words), ...OPEN_OPERATIONS },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: words.t('api.tokenText') },
      },
      schemas: schemas(),
    },
  };
}

function pathsOf(words: Words): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of OPERATIONS) {
    const path = templateOf(one.path);
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: describe(words, one) };
  }
  return paths;
}

/** `/awards/:awardId` as OpenAPI writes it: `/awards/{awardId}`. */
function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function describe(words: Words, one: Operation): object {
  const { id, method, summary, scope, body, answer, statuses, place, example } = one;
  const answers = statuses.map((status): [string, object] => [
    String(status),
    {
      description: words.t(`api.status.${status === 201 ? 'made' : 'done'}`),
      ...(status === 201 && place ? { headers: LOCATION } : {}),
      content: { 'application/json': { schema: refTo(answer), example: example.answer } },
    },
  ]);
  return {
    operationId: id,
    summary: words.t(summary),
    description: words.t('api.scope', { scope }),
    tags: [one.path.split('/')[3]],
    parameters: [
      ...placesOf(one.path),
      ...queryOf(one),
      ...(method === 'POST' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: refTo(body), example: example.body } },
          },
        }
      : {}),
    responses: { ...Object.fromEntries(answers), ...problemsOf(errorsOf(one)) },
  };
}

function placesOf(path: string): object[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryOf({ query }: Operation): object[] {
  if (!query) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}

/** One answer a status; its codes are named, since programs go by them. */
function problemsOf(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => STATUS_OF[code]))].sort((a, b) => a - b);
  const entries = statuses.map((status): [string, object] => {
    const named = codes.filter((code) => STATUS_OF[code] === status);
    const description = named.map((code) => `\`${code}\``).join(', ');
    return [
      String(status),
      { description, content: { 'application/problem+json': { schema: refTo(PROBLEM) } } },
    ];
  });
  return Object.fromEntries(entries);
}

function refTo({ name }: Pick<Named, 'name'>): object {
  return { $ref: `#/components/schemas/${name}` };
}

const VERIFICATIONS = [VERIFICATION_REPORT, RECOGNISED_ISSUERS, CONTEXTS];

/** What is sent may leave out what has a default; what is answered never does. */
function schemas(): Record<string, object> {
  const sent = OPERATIONS.flatMap(({ body }) => body ?? []);
  const answered = OPERATIONS.map(({ answer }) => answer);
  return {
    ...schemasOf([...sent, ALIGNMENT, VERIFICATION_LINK], 'input'),
    ...schemasOf([...answered, ALIGNMENT, AWARD, REVOCATION, PROBLEM, ...VERIFICATIONS], 'output'),
  };
}

function schemasOf(named: readonly Named[], io: 'input' | 'output'): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const { name, schema } of named) registry.add(schema, { id: name });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const made = z.toJSONSchema(registry, { io, uri }).schemas;
  return Object.fromEntries(
    Object.entries(made).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}
