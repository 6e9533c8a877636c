import { BadgeError, type ErrorCode } from '../domain/errors.ts';
import { STATUS_OF } from './status-of.ts';

/** What body-parser and the router refuse by themselves. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  'entity.too.large': 'body_too_large',
  'parameters.too.many': 'body_too_large',
  'encoding.unsupported': 'unsupported_media',
  'charset.unsupported': 'unsupported_charset',
};

/** The refusal behind anything that was thrown; `undefined` for a fault. */
export function refusalOf(error: unknown): BadgeError | undefined {
  if (error instanceof BadgeError) return error;
  if (!isClientError(error)) return undefined;
  const code = REFUSALS[String(error.type)] ?? 'request_invalid';
  return new BadgeError(code, 'The request cannot be read.', { cause: error });
}

function isClientError(error: unknown): error is { status: number; type?: unknown } {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Technical English. */
  readonly detail: string;
  /** Stable, snake_case. */
  readonly code: ErrorCode | 'fault';
  /** Names this one occurrence in the logs. */
  readonly instance: string;
  readonly issues?: BadgeError['issues'];
}

/**
 * An error as its caller may see it: a refusal with its code and sentence, a fault without its
 * cause.
 *
 * @param refusal as `refusalOf` gives it
 */
export function problemOf(
  refusal: BadgeError | undefined,
  context: { origin: string; requestId: string; title: string },
): Problem {
  const { origin, title } = context;
  const instance = `urn:uuid:${context.requestId}`;
  if (!refusal) {
    const detail = 'The request could not be answered.';
    return { type: 'about:blank', title, status: 500, detail, code: 'fault', instance };
  }
  const { code, message: detail, issues } = refusal;
  return {
    type: `${origin}/problems/${code}`,
    title,
    status: STATUS_OF[code],
    detail,
    code,
    instance,
    ...(issues.length > 0 ? { issues } : {}),
  };
}
