import { errors } from 'undici';
import { BadgeError, type ErrorCode } from '../domain/errors.ts';

/** How far a connection came: what may be said of its failure depends on that. */
export interface Progress {
  dialled: boolean;
  connected: boolean;
}

/** OpenSSL's and Node's names for a certificate or a handshake that does not hold. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|PATH_LENGTH_|ERROR_IN_C|HOSTNAME_MISMATCH)/;

/** Whether a connection failed over its certificate or the protocol of its encryption. */
export function isTlsFailure(error: unknown): boolean {
  return TLS.test(systemCode(error) ?? '');
}

/**
 * Says in our codes why a request failed. A port that is refused, closed or silently dropped gives
 * one code, so that nobody learns from us which it is; `remote_timeout` is kept for a host that
 * took the connection and did not answer. An error that names no cause is a fault and is rethrown.
 */
export function asRefusal(error: unknown, signal: AbortSignal, progress: Progress): BadgeError {
  if (error instanceof BadgeError) return error;
  if (signal.aborted) {
    return progress.connected
      ? new BadgeError('remote_timeout', 'The host did not answer in time.')
      : unreachable(error);
  }
  if (error instanceof errors.HTTPParserError) {
    return new BadgeError('remote_bad_response', 'The reply is not HTTP.', { cause: error });
  }
  const code = systemCode(error);
  if (code === undefined) throw error;
  const meaning = meaningOf(code);
  if (meaning === 'remote_unreachable') return unreachable(error);
  return new BadgeError(meaning, `The request failed: ${code}`, { cause: error });
}

/**
 * No name, no way, no answer: to whoever asked us they are one. The cause stays with the error, for
 * the operator.
 */
export function unreachable(cause: unknown): BadgeError {
  return new BadgeError('remote_unreachable', 'The host could not be reached.', { cause });
}

function meaningOf(code: string): ErrorCode {
  if (TLS.test(code)) return 'remote_tls';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'remote_too_large';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'remote_too_large';
  return 'remote_unreachable';
}

/** The code by which Node names a failure: `ECONNREFUSED`. */
export function systemCode(error: unknown): string | undefined {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && typeof error.code === 'string' ? error.code : undefined;
}
