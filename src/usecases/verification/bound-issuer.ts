import type { Check } from '../../domain/verification.ts';
import { type IssuerDocument, issuerDocument } from './issuer-document.ts';
import { isJson, listOf, outcome, outcomeOfFetch, outcomeOfProblem, textOf } from './outcomes.ts';
import type { Json, PublicKey, Verification } from './tools.ts';

/** How a proof names its key. */
export type NamedKey =
  | { readonly kind: 'method'; readonly id: string }
  | { readonly kind: 'jose'; readonly kid?: string; readonly jwk?: Json };

/** The issuer's own key behind a proof, or the check that says why there is none. */
export type BoundKey =
  | { readonly check: Check; readonly key: PublicKey }
  | { readonly check: Check; readonly key?: undefined };

/**
 * The one function that binds issuer and key. A key counts when the ISSUER's document lists it
 * for assertions under the issuer's own control; a key that comes with the badge, or from an
 * address that the badge names, proves nothing about the issuer.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#retrieve-verification-method
 */
export async function boundIssuer(
  verification: Verification,
  issuerId: string,
  named: NamedKey,
): Promise<BoundKey> {
  const stranger = strangerToIssuer(issuerId, named);
  if (stranger) return { check: unbound(stranger) };
  const found = await issuerDocument(verification, issuerId);
  if ('check' in found) return found;
  if (named.kind === 'method') return methodKey(verification, issuerId, found, named.id);
  return joseKey(verification, issuerId, found, named);
}

/** Refuses, before any look outside, a key that names another party than the issuer. */
function strangerToIssuer(issuerId: string, named: NamedKey): string | undefined {
  const id = named.kind === 'method' ? named.id : named.kid;
  if (id === undefined) return undefined;
  const owner = id.split('#')[0] as string;
  if (owner === issuerId) return undefined;
  if (!/^https?:\/\//.test(id)) return `${id} is not of ${issuerId}.`;
  const host = hostOf(issuerId);
  return host !== '' && host === hostOf(id) ? undefined : `${id} is not on the issuer's host.`;
}

/** The host behind a did:web or https identifier, with its port; empty when there is none to read. */
export function hostOf(id: string): string {
  if (id.startsWith('did:web:')) return decoded(id.split(':')[2] ?? '').toLowerCase();
  return URL.canParse(id) && id.startsWith('http') ? new URL(id).host : '';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

async function methodKey(
  verification: Verification,
  issuerId: string,
  { document }: { document: Json },
  methodId: string,
): Promise<BoundKey> {
  const method = findMethod(document, methodId);
  if (!method) {
    // A DID document is the whole list of its keys; only an https issuer may have them elsewhere.
    const isElsewhere = issuerId.startsWith('https://') && methodId.startsWith('https://');
    if (!isElsewhere) return { check: missing(methodId) };
    return remoteMethodKey(verification, issuerId, document, methodId);
  }
  if (!isForAssertion(document, methodId)) {
    return { check: failed('proof_purpose_not_authorized', `${methodId} is not for assertions.`) };
  }
  return keyOf(verification, issuerId, method);
}

/**
 * An https issuer may publish each key at an address of its own, when its own document names that
 * address for assertions. On a host that many share, what another of them publishes says nothing;
 * an issuer that names no key at all leaves it unknown.
 */
async function remoteMethodKey(
  verification: Verification,
  issuerId: string,
  issuer: Json,
  methodId: string,
): Promise<BoundKey> {
  if (!isForAssertion(issuer, methodId)) {
    const names = ['verificationMethod', 'assertionMethod'];
    if (names.some((name) => issuer[name] !== undefined)) return { check: missing(methodId) };
    return { check: outcome('issuer', 'unknown', 'key_unlisted', 'The issuer names no key.') };
  }
  try {
    const { document } = await verification.fetchJson(methodId, 'key');
    if (document['id'] !== methodId) return { check: missing(methodId) };
    return await keyOf(verification, issuerId, document);
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error) };
  }
}

async function keyOf(
  { tools, now }: Verification,
  issuerId: string,
  method: Json,
): Promise<BoundKey> {
  if (method['controller'] !== issuerId) {
    return { check: failed('controller_mismatch', 'The key is under someone else’s control.') };
  }
  if (method['revoked'] !== undefined) {
    return { check: failed('key_revoked', `Revoked: ${textOf(method['revoked']).slice(0, 40)}`) };
  }
  const { expires } = method;
  if (expires !== undefined && !(Date.parse(textOf(expires)) > now().getTime())) {
    return { check: failed('key_revoked', `Expired: ${textOf(expires).slice(0, 40)}`) };
  }
  const { publicKeyMultibase: multibase, publicKeyJwk: jwk } = method;
  if (typeof multibase !== 'string' && !isJson(jwk)) {
    return { check: failed('key_malformed', 'The method holds no key that can be read.') };
  }
  const read =
    typeof multibase === 'string'
      ? await tools.keyFromMultibase(multibase)
      : await tools.keyFromJwk(jwk as Json);
  if ('problem' in read) return { check: outcomeOfProblem('issuer', read.problem) };
  return { check: outcome('issuer', 'passed', 'issuer_bound'), key: read.key };
}

/**
 * The key of a JWT. The header's `kid` or `jwk` only chooses among the keys that the issuer
 * publishes: those of its DID document, or of `/.well-known/jwks.json` on its own host.
 */
async function joseKey(
  verification: Verification,
  issuerId: string,
  found: IssuerDocument & { document: Json },
  named: NamedKey & { kind: 'jose' },
): Promise<BoundKey> {
  const { kid, jwk } = named;
  if (kid?.startsWith('did:')) return methodKey(verification, issuerId, found, kid);
  try {
    const { document } = jwk ? { document: jwk } : await verification.fetchJson(kid ?? '', 'key');
    const read = await verification.tools.keyFromJwk(document);
    if ('problem' in read) return { check: outcomeOfProblem('issuer', read.problem) };
    const published = issuerId.startsWith('did:')
      ? await documentThumbprints(verification, issuerId, found.document)
      : await jwksThumbprints(verification, issuerId);
    return published.has(read.key.thumbprint)
      ? { check: outcome('issuer', 'passed', 'issuer_bound'), key: read.key }
      : { check: unbound('The issuer does not publish the key of the token.') };
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error) };
  }
}

async function documentThumbprints(
  verification: Verification,
  issuerId: string,
  document: Json,
): Promise<ReadonlySet<string>> {
  const thumbprints = new Set<string>();
  for (const method of listOf(document['verificationMethod']).filter(isJson)) {
    if (!isForAssertion(document, textOf(method['id']))) continue;
    const { key } = await keyOf(verification, issuerId, method);
    if (key) thumbprints.add(key.thumbprint);
  }
  return thumbprints;
}

async function jwksThumbprints(
  verification: Verification,
  issuerId: string,
): Promise<ReadonlySet<string>> {
  const url = `https://${hostOf(issuerId)}/.well-known/jwks.json`;
  const { document } = await verification.fetchJson(url, 'key');
  const thumbprints = new Set<string>();
  for (const jwk of listOf(document['keys']).filter(isJson)) {
    if (jwk['iss'] !== undefined && jwk['iss'] !== issuerId) continue;
    const read = await verification.tools.keyFromJwk(jwk);
    if ('key' in read) thumbprints.add(read.key.thumbprint);
  }
  return thumbprints;
}

function findMethod(document: Json, id: string): Json | undefined {
  const listed = ['verificationMethod', 'assertionMethod'].flatMap((name) =>
    listOf(document[name]),
  );
  return listed.filter(isJson).find((method) => absolute(document, method['id']) === id);
}

function isForAssertion(document: Json, id: string): boolean {
  return listOf(document['assertionMethod']).some(
    (entry) => absolute(document, isJson(entry) ? entry['id'] : entry) === id,
  );
}

/** DID documents may write `#key` for `<did>#key`. */
function absolute(document: Json, id: unknown): unknown {
  return typeof id === 'string' && id.startsWith('#') ? `${textOf(document['id'])}${id}` : id;
}

const failed = (code: string, detail: string) => outcome('issuer', 'failed', code, detail);
const unbound = (detail: string) => failed('issuer_key_unbound', detail);
const missing = (id: string) =>
  failed('verification_method_not_found', `${id} is not in the issuer's document.`);
