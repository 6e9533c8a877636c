import { BadgeError } from '../../domain/errors.ts';
import { isJson } from '../../domain/loose-json.ts';
import type { EgressSession } from '../ports.ts';
import { createAllowance } from './allowance.ts';
import type { Json, Verification, VerifyDeps } from './tools.ts';

/** A document as JSON rather than as a token, where there is a choice. */
const ACCEPT =
  'application/did+json, application/vc, application/ld+json, application/json, ' +
  'application/schema+json, application/vc+jwt;q=0.5, application/jwt;q=0.5';

/** What issuers' bytes say, while they are held: those of this service come as the same bytes again. */
const PARSED = new WeakMap<Uint8Array, Json>();

/** What may come from wherever its address leads: a rule says who made nothing. */
const PLACELESS: ReadonlySet<string> = new Set(['credential_schema']);

/**
 * Opens one verification: a budget of outside fetches and of work, and each address read once in it. What
 * this service itself publishes is read without the network.
 */
export function startVerification(deps: VerifyDeps, warnings: readonly string[]): Verification {
  const session = deps.egress();
  const fetchBytes = once((url, why) => readBytes(deps, session, url, why));
  const fetchJson = once(async (url, why) => {
    const bytes = await fetchBytes(url, why);
    const document = (why === 'issuer' && PARSED.get(bytes)) || deps.tools.parseJson(bytes);
    if (!isJson(document)) throw new BadgeError('remote_bad_response', `${url} is not an object.`);
    if (why === 'issuer') PARSED.set(bytes, frozen(document));
    return { document };
  });
  const { allowance = createAllowance() } = deps;
  const found = { warnings: [...warnings], endorsements: [] };
  return { ...deps, ...found, session, allowance, fetchJson, fetchBytes };
}

/** The same budget for one part of a whole, which is told only whom it contacts itself. */
export function partOf(session: EgressSession): EgressSession {
  const before = session.contacted.length;
  return {
    get: session.get,
    get contacted() {
      return session.contacted.slice(before);
    },
  };
}

/** Nobody who reads it can change it for the next. */
function frozen<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) frozen(member);
  }
  return Object.freeze(value);
}

type Fetch<Value> = (url: string, why: string) => Promise<Value>;

function once<Value>(fetch: Fetch<Value>): Fetch<Value> {
  const read = new Map<string, Promise<Value>>();
  return (url, why) => {
    const place = `${PLACELESS.has(why)} ${url}`;
    const reading = read.get(place) ?? fetch(url, why);
    read.set(place, reading);
    return reading;
  };
}

async function readBytes(
  deps: VerifyDeps,
  session: Verification['session'],
  url: string,
  why: string,
): Promise<Uint8Array> {
  const ours = await deps.local(url);
  if (ours) return ours;
  const fetched = await session.get(url, { accept: ACCEPT, why });
  if (PLACELESS.has(why) || isSameOrigin(fetched.url, url)) return fetched.bytes;
  // An identity is where it says it is: an answer that comes from another origin is not its own.
  throw new BadgeError('egress_redirects', `${url} leads to another origin.`);
}

function isSameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}
