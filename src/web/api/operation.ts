import type * as z from 'zod';
import type { ApiScope } from '../../domain/api-token.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Program } from '../../usecases/operations/read-for-program.ts';
import type { WebDeps } from '../deps.ts';
import type { MessageKey } from '../locales.ts';

/** Where the description of the API is. */
export const OPENAPI_PATH = '/api/v1/openapi.json';

/** A schema that has a name in the description of the API. */
export interface Named<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
}

/** One request of a program, read and checked. */
export interface Call<Query, Body> {
  readonly program: Program;
  /** The places of the path: `id`, `awardId`. */
  readonly places: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The same whenever this Idempotency-Key comes again. */
  readonly runId: string;
}

interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
}

interface Parts<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** As the router writes it: `/api/v1/awards/:awardId`. */
  readonly path: string;
  readonly scope: ApiScope;
  readonly summary: MessageKey;
  readonly query?: Query;
  readonly body?: Named<Body>;
  readonly answer: Named<Answer>;
  /** What the answer comes with; the first is the one of a first time. */
  readonly statuses: readonly number[];
  /** Beside those that every operation of its method has. */
  readonly errors: readonly ErrorCode[];
  /** The path of what was made, which a first answer names; absent where that has none of its own. */
  readonly place?: (answer: z.output<Answer>) => string;
  readonly example: {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: z.input<Body>;
    readonly answer: z.input<Answer>;
  };
  run(deps: WebDeps, call: Call<z.output<Query>, z.output<Body>>): Promise<Reply<z.input<Answer>>>;
}

/** One thing that a program may ask: the route and its description are both made from it. */
export type Operation = Parts<z.ZodObject, z.ZodType, z.ZodType>;

/** Checks that what runs takes what is parsed, and answers what is described. */
export function operation<
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(parts: Parts<Query, Body, Answer>): Operation {
  return parts;
}

/** The codes that any operation may answer with. */
export function errorsOf({ method, errors }: Operation): readonly ErrorCode[] {
  const common: ErrorCode[] = [
    'token_invalid',
    'scope_missing',
    'request_invalid',
    'too_many_requests',
    'storage_unavailable',
  ];
  if (method === 'POST') common.push(...ERRORS_OF_WRITES);
  return [...new Set([...errors, ...common])];
}

const ERRORS_OF_WRITES: readonly ErrorCode[] = [
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_progress',
  'json_expected',
  'empty_body',
  'json_duplicate_key',
  'json_forbidden_key',
  'json_lone_surrogate',
  'json_number_range',
  'json_syntax',
  'json_too_deep',
  'json_too_many_nodes',
  'invalid_utf8',
  'unsupported_media',
  'unknown_field',
  'invalid_type',
  'body_invalid',
  'body_too_large',
  'storage_full',
];
