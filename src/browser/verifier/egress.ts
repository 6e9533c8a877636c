import { BadgeError } from '../../domain/errors.ts';
import { checkOutsideUrl } from '../../domain/outside-url.ts';
import {
  contentTypeOf,
  FETCH_TIMEOUT_MS,
  MAX_DOCUMENT_BYTES,
  MAX_FETCHES,
  MAX_PAGE_BYTES,
  meaningOf,
  REFUSAL_MS,
} from '../../domain/remote-document.ts';
import type { Contact } from '../../domain/verification.ts';
import type { EgressSession, Fetched } from '../../usecases/ports.ts';
import type { Trail } from './protocol.ts';

const refusals = new Map<string, { readonly error: unknown; readonly until: number }>();
/** A longer one would make the browser ask the host for leave first, which few hosts grant. */
const MAX_ACCEPT = 128;

type Asked = Parameters<EgressSession['get']>[1];
export type Relay = (url: string, asked: Asked) => Promise<Fetched>;

/**
 * One verification's way out of this browser: https GET without cookie, credential or referrer,
 * 3 s, 1 MiB, eight at most, by the same rule for addresses as the server. What a page may not read,
 * behind a redirect too, is asked through the relay, where the visitor allows one.
 */
export function openSession(trail: Trail, relay: Relay | undefined): EgressSession {
  const contacted: Contact[] = [];
  let fetches = 0;

  async function get(text: string, asked: Asked): Promise<Fetched> {
    const url = checkOutsideUrl(text).href;
    const { accept, why } = asked;
    const refusal = recall(`${accept} ${url}`);
    if (refusal && !(relay && isUnreachable(refusal))) throw noted(refusal, url, why);
    if (fetches >= MAX_FETCHES) {
      throw new BadgeError('egress_budget', `More than ${MAX_FETCHES} requests.`);
    }
    fetches += 1;
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    try {
      const reply = refusal ? await relayed(url, asked) : await directly(url, asked);
      return { ...reply, ms: elapsed() };
    } finally {
      contacted.push({ url, why, ms: elapsed() });
    }
  }

  async function directly(url: string, asked: Asked): Promise<Omit<Fetched, 'ms'>> {
    try {
      return await fetchOnce(url, asked.accept);
    } catch (error) {
      refusals.set(`${asked.accept} ${url}`, { error, until: Date.now() + REFUSAL_MS });
      if (relay && isUnreachable(error)) return relayed(url, asked);
      throw noted(error, url, asked.why);
    }
  }

  async function relayed(url: string, asked: Asked): Promise<Fetched> {
    if (!relay) throw new Error('Nothing is relayed without leave.');
    trail.relayed.push({ url, why: asked.why });
    return relay(url, asked);
  }

  /** What this browser cannot read may be had in another way; anything else is an answer. */
  function noted(error: unknown, url: string, why: string): unknown {
    if (isUnreachable(error)) trail.unreachable.push({ url, why });
    return error;
  }

  return { get, contacted };
}

function recall(key: string): unknown {
  const refusal = refusals.get(key);
  return refusal && refusal.until > Date.now() ? refusal.error : undefined;
}

function isUnreachable(error: unknown): boolean {
  const code = error instanceof BadgeError ? error.code : '';
  return code === 'remote_unreachable' || code === 'remote_timeout';
}

async function fetchOnce(url: string, accept: string): Promise<Omit<Fetched, 'ms'>> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      headers: { accept: shortened(accept) },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      // A page is not told where one leads before its browser went there: into the visitor's network,
      // perhaps. The server, which looks at every step, may follow it.
      redirect: 'error',
      signal,
    });
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
  const contentType = contentTypeOf(response.headers.get('content-type') ?? '', accept);
  const isPage = contentType === 'text/html';
  const bytes = await (isPage ? beginningOf(response) : readCapped(response));
  if (bytes.length === 0) throw new BadgeError('remote_bad_response', 'The reply is empty.');
  return { url: response.url, contentType, bytes };
}

/** What a page says first. */
async function beginningOf(response: Response): Promise<Uint8Array> {
  const { bytes } = await readUpTo(response, MAX_PAGE_BYTES);
  return bytes.subarray(0, MAX_PAGE_BYTES);
}

/** All that a reply says. @throws {BadgeError} `remote_too_large` */
export async function readCapped(response: Response): Promise<Uint8Array> {
  const { bytes, isAll } = await readUpTo(response, MAX_DOCUMENT_BYTES);
  if (isAll) return bytes;
  throw new BadgeError('remote_too_large', `The reply is larger than ${MAX_DOCUMENT_BYTES} bytes.`);
}

async function readUpTo(
  response: Response,
  most: number,
): Promise<{ readonly bytes: Uint8Array; readonly isAll: boolean }> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (length <= most) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    length += value.length;
    parts.push(value);
  }
  const isAll = length <= most;
  if (!isAll) await reader?.cancel();
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), isAll };
}

/** As many of the types as fit, from the first. */
function shortened(accept: string): string {
  if (accept.length <= MAX_ACCEPT) return accept;
  return accept.slice(0, accept.lastIndexOf(',', MAX_ACCEPT));
}
