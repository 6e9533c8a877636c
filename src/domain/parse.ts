import type { z } from 'zod';
import { BadgeError, type ErrorCode } from './errors.ts';

/**
 * Turns an untrusted value into a typed one, once, at the edge.
 *
 * @throws {BadgeError} `code`, with one issue per offending field (JSON-pointer paths).
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: ErrorCode = 'request_invalid',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({
    path: `/${path.map(String).join('/')}`,
    message,
  }));
  const first = issues[0];
  throw new BadgeError(code, first ? `${first.path}: ${first.message}` : 'Invalid value.', {
    issues,
    params: first ? { path: first.path } : {},
  });
}
