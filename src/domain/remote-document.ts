import { BadgeError, type ErrorCode } from './errors.ts';

/** Requests that one verification may make, by the server or by a visitor's browser. */
export const MAX_FETCHES = 8;
/** For one document of elsewhere. */
export const FETCH_TIMEOUT_MS = 3000;
export const MAX_DOCUMENT_BYTES = 1024 * 1024;
/** Of a page, its head alone is read. */
export const MAX_PAGE_BYTES = 256 * 1024;
/** For so long what failed is not asked for again. */
export const REFUSAL_MS = 60_000;

const DOCUMENTS =
  /^(application\/([\w.+-]+\+)?(json|jwt)|application\/(jose|vc|vp|did|cid)|text\/plain)$/;
/** What is given to nobody who does not ask for it by name. */
const BY_NAME = ['image/png', 'image/svg+xml', 'image/jpeg', 'image/webp', 'text/html'];

/**
 * The type of a reply, when it is one that may be read.
 *
 * @param header its `Content-Type`
 * @param accept what was asked for
 * @returns it in lower case, without its parameters
 * @throws {BadgeError} `remote_content_type`
 */
export function contentTypeOf(header: string, accept: string): string {
  const contentType = essenceOf(header);
  const isAsked = accept.split(',').map(essenceOf).includes(contentType);
  if (isAsked && BY_NAME.includes(contentType)) return contentType;
  if (DOCUMENTS.test(contentType)) return contentType;
  throw new BadgeError('remote_content_type', 'The reply is not of a type that was asked for.');
}

/** What an HTTP status that is not 200 says of the document. */
export function meaningOf(status: number): ErrorCode {
  if (status === 404) return 'remote_not_found';
  if (status === 410) return 'remote_gone';
  const isTemporary = status >= 500 || status === 408 || status === 429;
  return isTemporary ? 'remote_unavailable' : 'remote_bad_response';
}

function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}
