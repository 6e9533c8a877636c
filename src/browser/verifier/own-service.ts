import { BadgeError, ERROR_CODES, type ErrorCode } from '../../domain/errors.ts';
import type { EgressSession, Fetched } from '../../usecases/ports.ts';
import { isPublishedPath } from '../../usecases/verification/local-documents.ts';
import { readCapped } from './egress.ts';
import type { OperatorContext } from './more-contexts.ts';

const RELAY = '/api/v1/documents';
const RECOGNISED = '/api/v1/recognised-issuers';
const CONTEXTS = '/api/v1/contexts';
const ACCEPT_JSON = { headers: { accept: 'application/json' } };

/** Longer than the service waits for a host of elsewhere, its redirects included. */
const PATIENCE_MS = 10_000;

/**
 * A document that the service of this page publishes, asked of the service itself; `undefined` for
 * every other host.
 *
 * @param asked grows by the address when the service is asked
 * @throws {BadgeError} `remote_not_found`, `remote_unreachable`, `remote_timeout`
 */
export async function ownDocument(url: string, asked: string[]): Promise<Uint8Array | undefined> {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  if (host !== location.host) return undefined;
  if (!isPublishedPath(pathname)) throw nothingThere();
  asked.push(url);
  return ask(pathname, ACCEPT_JSON, (response) => {
    if (response.status !== 200) throw nothingThere();
    return readCapped(response);
  });
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
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/octet-stream' },
    // Pages and pictures are for those who look for a badge.
    body: JSON.stringify({ url, kind: accept.includes('image/png') ? 'badge' : 'document' }),
  };
  return ask(RELAY, init, async (response) => {
    if (response.status !== 200) throw await refusalIn(response);
    const place = response.headers.get('content-location') ?? url;
    const contentType = response.headers.get('x-document-type') ?? '';
    const bytes = await readCapped(response);
    return { url: place, contentType, bytes, ms: Math.round(performance.now() - start) };
  });
}

/** The issuers that the operator of this service knows; `undefined` when it cannot be asked. */
export async function recognisedIssuers(): Promise<ReadonlySet<string> | undefined> {
  try {
    return await ask(RECOGNISED, ACCEPT_JSON, async (response) => {
      if (response.status !== 200) return undefined;
      const { issuers } = (await response.json()) as { issuers?: unknown };
      return Array.isArray(issuers) ? new Set(issuers.map(idOf)) : undefined;
    });
  } catch {
    return undefined;
  }
}

/**
 * The contexts that the operator of this service vouches for. Without them nothing can be said of a
 * badge that uses another than those of the standard.
 *
 * @throws {BadgeError} `remote_unreachable`, `remote_timeout`
 */
export async function operatorContexts(): Promise<readonly OperatorContext[]> {
  return ask(CONTEXTS, ACCEPT_JSON, async (response) => {
    if (response.status !== 200) throw await refusalIn(response);
    const { contexts } = (await response.json()) as { contexts: readonly OperatorContext[] };
    return contexts;
  });
}

/** An issuer of the list: its identifier, or an object that holds it. */
function idOf(issuer: unknown): string {
  return typeof issuer === 'string' ? issuer : String(Object(issuer).id);
}

/** Asks this service, and reads the answer before its time is over. */
async function ask<Value>(
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<Value>,
): Promise<Value> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const own = { credentials: 'omit', referrerPolicy: 'no-referrer', signal } as const;
    return await read(await fetch(path, { ...init, ...own }));
  } catch (cause) {
    if (cause instanceof BadgeError) throw cause;
    const code = signal.aborted ? 'remote_timeout' : 'remote_unreachable';
    throw new BadgeError(code, 'The service does not answer.', { cause });
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
