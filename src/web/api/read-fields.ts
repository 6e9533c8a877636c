import type { Request } from 'express';
import type * as z from 'zod';
import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import type { WebDeps } from '../deps.ts';

/** As many as a person mends at once; a stranger's field names are not echoed without end. */
const MAX_ISSUES = 20;
/** Controls that no text of ours holds; tab and line ends it may. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;
const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i;

/**
 * The JSON of a request whose body was read as bytes; an empty object when nothing was sent.
 *
 * @throws {BadgeError} `json_expected`, `json_…`, `invalid_utf8`
 */
export function readJsonBody(
  { readJson }: Pick<WebDeps, 'readJson'>,
  req: Pick<Request, 'body' | 'get'>,
): { readonly value: unknown; readonly text: string } {
  const body: unknown = req.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const type = req.get('content-type');
  if (bytes.length === 0 && type === undefined) return { value: {}, text: '' };
  if (!JSON_TYPE.test(type ?? '')) {
    throw new BadgeError('json_expected', 'Send Content-Type: application/json.');
  }
  if (bytes.length === 0) return { value: {}, text: '' };
  return { value: readJson(bytes), text: bytes.toString('utf8') };
}

/**
 * What was sent, as the operation takes it.
 *
 * @throws {BadgeError} `unknown_field`, `invalid_type`, `body_invalid`, each with its issues
 */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) refuse(result.error.issues.flatMap(fieldIssues));
  const path = controlIn(value, '');
  if (path !== undefined) {
    refuse([{ code: 'body_invalid', path, message: 'Holds a control character.' }]);
  }
  return result.data as z.output<Schema>;
}

interface FieldIssue {
  readonly code: ErrorCode;
  readonly path: string;
  readonly message: string;
}

function fieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const { message } = issue;
  const path = issue.path.map((part) => `/${String(part)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown_field',
      path: `${path}/${key.slice(0, 60)}`,
      message: 'Unknown field.',
    }));
  }
  return [{ code: issue.code === 'invalid_type' ? 'invalid_type' : 'body_invalid', path, message }];
}

function refuse(found: readonly FieldIssue[]): never {
  const [first] = found;
  if (!first) throw new Error('A refusal without a reason.');
  const issues = found.slice(0, MAX_ISSUES).map(({ path, message }) => ({ path, message }));
  const params = { path: first.path || '/' };
  throw new BadgeError(first.code, `${params.path}: ${first.message}`, { issues, params });
}

/** The path of the first text that holds a control character. */
function controlIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return CONTROL.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inside] of Object.entries(value)) {
    const found = controlIn(inside, `${path}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
