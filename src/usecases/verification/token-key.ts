import { isJson, listOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { issuerDocument } from './issuer-document.ts';
import {
  type BoundKey,
  bound,
  isListed,
  type KeyUse,
  keyOfMethod,
  methodsOf,
  namesKeys,
  readMethod,
  unbound,
  unlisted,
} from './issuer-keys.ts';
import { outcomeOfFetch, outcomeOfProblem } from './outcomes.ts';
import type { Json, PublicKey, Verification } from './tools.ts';

/** How the header of a token names its key: by itself, or by the address of its JWK. */
export interface TokenKey extends KeyUse {
  readonly kid?: string;
  readonly jwk?: Json;
}

/** What one place says of a key: that it is the issuer's or not, or nothing, for this reason. */
type Saying = BoundKey | 'not-among-its-keys' | 'says-nothing' | 'whose-unsaid' | { unread: Check };

/**
 * The key of a JWT. The header only chooses among the keys that the issuer publishes: those of its
 * DID document; or those of its profile and of `/.well-known/jwks.json` on its own host.
 */
export async function tokenKey(
  verification: Verification,
  issuerId: string,
  named: TokenKey,
): Promise<BoundKey> {
  const { kid = '', jwk } = named;
  try {
    const { document } = jwk ? { document: jwk } : await verification.fetchJson(kid, 'key');
    const read = await verification.tools.keyFromJwk(document);
    if ('problem' in read) return { check: outcomeOfProblem('issuer', read.problem) };
    const found = await publishedKey(verification, issuerId, read.key, named);
    return found.key ? { ...found, key: { ...read.key, ...found.key } } : found;
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error, kid) };
  }
}

async function publishedKey(
  verification: Verification,
  issuerId: string,
  key: PublicKey,
  use: KeyUse,
): Promise<BoundKey> {
  const hasHost = issuerId.startsWith('https://') && URL.canParse(issuerId);
  const places = hasHost ? [inJwks, inDocument] : [inDocument];
  const said: Saying[] = [];
  for (const place of places) {
    const saying = await place(verification, issuerId, key, use);
    if (typeof saying === 'object' && 'check' in saying) return saying;
    said.push(saying);
  }
  if (said.includes('not-among-its-keys')) {
    return unbound('The issuer does not publish the key of the token.');
  }
  const unread = said.find((saying) => typeof saying === 'object' && 'unread' in saying);
  if (unread && typeof unread === 'object' && 'unread' in unread) return { check: unread.unread };
  return unlisted('Nothing that the issuer publishes says that the key is its own.');
}

async function inDocument(
  verification: Verification,
  issuerId: string,
  key: PublicKey,
  use: KeyUse,
): Promise<Saying> {
  const found = await issuerDocument(verification, issuerId);
  if ('check' in found) return { unread: found.check };
  for (const method of methodsOf(found.document)) {
    if (!isListed(found.document, method['id'], use)) continue;
    const read = await readMethod(verification, method);
    const isIt = 'key' in read && read.key.thumbprint === key.thumbprint;
    if (isIt) return keyOfMethod(verification, issuerId, method, use);
  }
  const isWhole = issuerId.startsWith('did:') || namesKeys(found.document, use);
  return isWhole ? 'not-among-its-keys' : 'says-nothing';
}

/**
 * One file for a whole host: an entry counts for the issuer that its `iss` names. Without `iss` it
 * speaks for the host itself; where that has several issuers, one could speak for another.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/impl/#key-provenance
 */
async function inJwks(
  verification: Verification,
  issuerId: string,
  key: PublicKey,
): Promise<Saying> {
  const { origin } = new URL(issuerId);
  const isWholeHost = issuerId === origin || issuerId === `${origin}/`;
  const saying = await jwksOf(verification, `${origin}/.well-known/jwks.json`);
  if ('unread' in saying) return saying;
  let isUnsaid = false;
  let speaks = false;
  for (const jwk of saying.keys) {
    const isIts = jwk['iss'] === undefined ? isWholeHost : jwk['iss'] === issuerId;
    speaks ||= isIts;
    const read = await verification.tools.keyFromJwk(jwk);
    if ('problem' in read || read.key.thumbprint !== key.thumbprint) continue;
    if (isIts) return bound(read.key);
    isUnsaid ||= jwk['iss'] === undefined;
  }
  if (speaks) return 'not-among-its-keys';
  return isUnsaid ? 'whose-unsaid' : 'says-nothing';
}

async function jwksOf(
  verification: Verification,
  url: string,
): Promise<{ keys: readonly Json[] } | { unread: Check }> {
  try {
    const { document } = await verification.fetchJson(url, 'key');
    return { keys: listOf(document['keys']).filter(isJson) };
  } catch (error) {
    return { unread: outcomeOfFetch('issuer', error, url) };
  }
}
