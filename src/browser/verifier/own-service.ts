import { BadgeError, ERROR_CODES, type ErrorCode } from '../../domain/errors.ts';
import type { EgressSession, Fetched } from '../../usecases/ports.ts';
import { isPublishedPath } from '../../usecases/verification/local-documents.ts';
import { readCapped } from './egress.ts';
import type { OperatorContext } from './more-contexts.ts';

const RELAY = '/api/v1/documents';
const RECOGNISED = '/api/v1/recognised-issuers';
const CONTEXTS = '/api/v1/contexts';

/**
 * A document that the service of this page publishes, asked of the service itself; `undefined` for
 * every other host.
 *
 * @throws {BadgeError} `remote_not_found`, `remote_unreachable`
 */
export async function ownDocument(url: string): Promise<Uint8Array | undefined> {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  if (host !== location.host) return undefined;
  if (!isPublishedPath(pathname)) throw nothingThere();
  const response = await ask(pathname, { headers: { accept: 'application/json' } });
  if (response.status !== 200) throw nothingThere();
  return readCapped(response);
}

/**
 * A document of elsewhere, fetched by the service because a page may not read it: the bytes as they
 * are, so that everything about them is still checked here.
 *
 * @throws {BadgeError} as the service refuses
 */
export async function relayDocument(
  url: string,
  { accept }: Parameters<EgressSession['get']>[1],
): Promise<Fetched> {
  const start = performance.now();
  const response = await ask(RELAY, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/octet-stream' },
    // Pages and pictures are for those who look for a badge.
    body: JSON.stringify({ url, kind: accept.includes('image/png') ? 'badge' : 'document' }),
  });
  if (response.status !== 200) throw await refusalIn(response);
  const place = response.headers.get('content-location') ?? url;
  const contentType = response.headers.get('x-document-type') ?? '';
  const bytes = await readCapped(response);
  return { url: place, contentType, bytes, ms: Math.round(performance.now() - start) };
}

/** The issuers that the operator of this service knows; none when it cannot be asked. */
export async function recognisedIssuers(): Promise<ReadonlySet<string>> {
  try {
    const response = await ask(RECOGNISED, { headers: { accept: 'application/json' } });
    if (response.status !== 200) return new Set();
    const { issuers } = (await response.json()) as { issuers?: unknown };
    return new Set(Array.isArray(issuers) ? issuers.map(idOf) : []);
  } catch {
    return new Set();
  }
}

/**
 * The contexts that the operator of this service vouches for. Without them nothing can be said of a
 * badge that uses another than those of the standard.
 *
 * @throws {BadgeError} `remote_unreachable`
 */
export async function operatorContexts(): Promise<readonly OperatorContext[]> {
  const response = await ask(CONTEXTS, { headers: { accept: 'application/json' } });
  if (response.status !== 200) throw await refusalIn(response);
  const { contexts } = (await response.json()) as { contexts: readonly OperatorContext[] };
  return contexts;
}

/** An issuer of the list: its identifier, or an object that holds it. */
function idOf(issuer: unknown): string {
  return typeof issuer === 'string' ? issuer : String(Object(issuer).id);
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (cause) {
    throw new BadgeError('remote_unreachable', 'The service does not answer.', { cause });
  }
}

/** What the problem document of an answer says, as the refusal that it was. */
async function refusalIn(response: Response): Promise<BadgeError> {
  const { code, detail } = await response.json().catch(() => ({}));
  const known = ERROR_CODES.find((one: ErrorCode) => one === code);
  return new BadgeError(known ?? 'remote_unreachable', String(detail ?? 'The relay failed.'));
}

function nothingThere(): BadgeError {
  return new BadgeError('remote_not_found', 'This service has nothing at that address.');
}
