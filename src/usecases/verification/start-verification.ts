import { BadgeError } from '../../domain/errors.ts';
import { isJson } from './outcomes.ts';
import type { Json, Verification, VerifyDeps } from './tools.ts';

const ACCEPT = 'application/did+json, application/vc, application/ld+json, application/json';

/**
 * Opens one verification: a budget of outside fetches, and each address read once in it. What
 * this service itself publishes is read without the network.
 */
export function startVerification(deps: VerifyDeps, warnings: readonly string[]): Verification {
  const session = deps.egress();
  const read = new Map<string, Promise<{ document: Json; key: string }>>();
  const fetchJson = (url: string, why: string) => {
    const known = read.get(url);
    if (known) return known;
    const reading = readDocument(deps, session, url, why);
    read.set(url, reading);
    return reading;
  };
  return { ...deps, session, warnings: [...warnings], endorsements: [], fetchJson };
}

async function readDocument(
  deps: VerifyDeps,
  session: Verification['session'],
  url: string,
  why: string,
): Promise<{ document: Json; key: string }> {
  const bytes = (await deps.local(url)) ?? (await fetchThere(session, url, why));
  const document = deps.tools.parseJson(bytes);
  if (!isJson(document)) throw new BadgeError('remote_bad_response', `${url} is not an object.`);
  return { document, key: new TextDecoder().decode(bytes) };
}

/** An identity is where it says it is: an answer that comes from another origin is not its own. */
async function fetchThere(
  session: Verification['session'],
  url: string,
  why: string,
): Promise<Uint8Array> {
  const fetched = await session.get(url, { accept: ACCEPT, why });
  if (new URL(fetched.url).origin === new URL(url).origin) return fetched.bytes;
  throw new BadgeError('egress_redirects', `${url} leads to another origin.`);
}
