import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import type { Contact } from '../../domain/verification.ts';
import type { EgressSession, Fetched } from '../../usecases/ports.ts';
import { checkUrl } from './address-rule.ts';

const MAX_FETCHES = 8;
const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 3000;
/** What failed is not asked again for a while, as on the server. */
const REMEMBERED_MS = 60_000;
const refusals = new Map<string, { readonly error: unknown; readonly until: number }>();
/** A longer one would make the browser ask the host for leave first, which few hosts grant. */
const MAX_ACCEPT = 128;

const DOCUMENTS =
  /^(application\/([\w.+-]+\+)?(json|jwt)|application\/(jose|vc|vp|did|cid)|text\/plain)$/;
/** Taken only where they were asked for. */
const ON_REQUEST = ['image/png', 'image/svg+xml', 'image/jpeg', 'image/webp', 'text/html'];

type Asked = Parameters<EgressSession['get']>[1];

export interface BrowserSession extends EgressSession {
  /** What could not be had from here: the host is down, or does not let pages read it. */
  readonly unreachable: readonly string[];
}

/**
 * One verification's way out of this browser: https GET without cookie, credential or referrer,
 * 3 s, 1 MiB, eight at most. What a page may not read is asked through the relay, where there is one.
 */
export function openSession(
  relayOf: (asked: Asked) => ((url: string, asked: Asked) => Promise<Fetched>) | undefined,
): BrowserSession {
  const contacted: Contact[] = [];
  const unreachable: string[] = [];
  let fetches = 0;

  async function get(text: string, asked: Asked): Promise<Fetched> {
    const url = checkUrl(text).href;
    if (fetches >= MAX_FETCHES) {
      throw new BadgeError('egress_budget', `More than ${MAX_FETCHES} requests.`);
    }
    const key = `${asked.accept} ${url}`;
    const refusal = refusals.get(key);
    if (refusal && refusal.until > Date.now()) return refuse(refusal.error, url, asked);
    fetches += 1;
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    try {
      return { ...(await fetchOnce(url, asked.accept)), ms: elapsed() };
    } catch (error) {
      refusals.set(key, { error, until: Date.now() + REMEMBERED_MS });
      return await refuse(error, url, asked);
    } finally {
      contacted.push({ url, why: asked.why, ms: elapsed() });
    }
  }

  /** What this browser cannot read may be had in another way; anything else is an answer. */
  async function refuse(error: unknown, url: string, asked: Asked): Promise<Fetched> {
    if (!isUnreachable(error)) throw error;
    const relay = relayOf(asked);
    if (relay) return relay(url, asked);
    unreachable.push(url);
    throw error;
  }

  return { get, contacted, unreachable };
}

function isUnreachable(error: unknown): boolean {
  const code = error instanceof BadgeError ? error.code : '';
  return code === 'remote_unreachable' || code === 'remote_timeout';
}

async function fetchOnce(url: string, accept: string): Promise<Omit<Fetched, 'ms'>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      headers: { accept: shortened(accept) },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    });
    if (new URL(response.url).protocol !== 'https:') {
      throw new BadgeError('egress_scheme', 'A redirect to what is not https.');
    }
    return await readReply(response, accept);
  } catch (error) {
    if (error instanceof BadgeError) throw error;
    // A page is told neither that a host is down nor that it refuses to be read: only that it failed.
    const code = signal.aborted ? 'remote_timeout' : 'remote_unreachable';
    throw new BadgeError(code, 'The document could not be read from this page.', { cause: error });
  }
}

async function readReply(response: Response, accept: string): Promise<Omit<Fetched, 'ms'>> {
  if (response.status !== 200) {
    throw new BadgeError(meaningOf(response.status), `Status ${response.status}.`);
  }
  const contentType = essenceOf(response.headers.get('content-type') ?? '');
  const asked = accept.split(',').map(essenceOf);
  const isWanted = ON_REQUEST.includes(contentType) && asked.includes(contentType);
  if (!isWanted && !DOCUMENTS.test(contentType)) {
    throw new BadgeError('remote_content_type', 'The reply is not of a type that was asked for.');
  }
  const bytes = await readCapped(response);
  if (bytes.length === 0) throw new BadgeError('remote_bad_response', 'The reply is empty.');
  return { url: response.url, contentType, bytes };
}

export async function readCapped(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    length += value.length;
    if (length > MAX_BYTES) {
      await reader?.cancel();
      throw new BadgeError('remote_too_large', `The reply is larger than ${MAX_BYTES} bytes.`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function meaningOf(status: number): ErrorCode {
  if (status === 404) return 'remote_not_found';
  if (status === 410) return 'remote_gone';
  const isTemporary = status >= 500 || status === 408 || status === 429;
  return isTemporary ? 'remote_unavailable' : 'remote_bad_response';
}

/** As many of the types as fit, from the first. */
function shortened(accept: string): string {
  if (accept.length <= MAX_ACCEPT) return accept;
  return accept.slice(0, accept.lastIndexOf(',', MAX_ACCEPT));
}

function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}
