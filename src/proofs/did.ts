import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8, fromBase64Url } from '../formats/bytes.ts';
import { isJsonObject, type JsonObject, parseStrictJson } from '../formats/strict-json.ts';
import { hasPrivateMembers, readJwk } from './jwk.ts';
import { readMultikey } from './multikey.ts';
import { type ProofProblem, problem } from './problem.ts';

const DID_CONTEXT = 'https://www.w3.org/ns/did/v1';
const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';
const JWK_CONTEXT = 'https://w3id.org/security/jwk/v1';

const MAX_DID_LENGTH = 2048;
const DID = /^did:([a-z0-9]+):(.+)$/;
const CHARACTERS = /^(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})+$/;
const HOST = /^([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?)(?:%3[Aa]([1-9]\d{0,4}))?$/;
const HIDDEN_STRUCTURE = /[\p{Cc}/\\?#@:]|^\.{1,2}$/u;

/**
 * Where the document of a did:web is published. Whether that place may be contacted at all is for
 * whoever fetches it to decide: the host may be an address or a private name.
 *
 * Problems: `did_invalid`, and `did_method_unsupported` for a well-formed DID of another method.
 *
 * @see https://w3c-ccg.github.io/did-method-web/#read-resolve
 */
export function didWebUrl(did: string): { url: string } | { problem: ProofProblem } {
  const id = readMethodId(did, 'web');
  if (typeof id !== 'string') return id;
  const [authority = '', ...path] = id.split(':');
  const [, host, port] = HOST.exec(authority) ?? [];
  if (host === undefined || Number(port ?? 443) > 65_535 || !path.every(isPlainSegment)) {
    return problem('did_invalid', 'The DID does not name a web address.');
  }
  const folder = path.length === 0 ? '.well-known' : path.join('/');
  const url = `https://${host}${port ? `:${port}` : ''}/${folder}/did.json`;
  return URL.canParse(url) ? { url } : problem('did_invalid', 'The DID does not name a host.');
}

/**
 * The document of a did:key of Ed25519, P-256 or P-384, made from the DID alone.
 *
 * Problems: `did_invalid`, `did_method_unsupported`, and for the key `key_weak_point`,
 * `private_key_exposed`.
 *
 * @see https://w3c-ccg.github.io/did-key-spec/#document-creation-algorithm
 */
export function didKeyDocument(did: string): JsonObject | { problem: ProofProblem } {
  const multibase = readMethodId(did, 'key');
  if (typeof multibase !== 'string') return multibase;
  const key = readMultikey(multibase);
  if ('problem' in key) {
    const isSecretOrWeak = /^(?:private_key_exposed|key_weak_point)$/.test(key.problem.code);
    return isSecretOrWeak ? key : problem('did_invalid', 'The DID does not hold a known key.');
  }
  const id = `${did}#${multibase}`;
  return {
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multibase }],
    authentication: [id],
    assertionMethod: [id],
  };
}

/**
 * The document of a did:jwk, made from the DID alone: one key, `#0`.
 *
 * Problems: `did_invalid` also for what is no strict JSON, `did_method_unsupported`, and those of
 * `readJwk`.
 *
 * @see https://github.com/quartzjer/did-jwk/blob/main/spec.md
 */
export function didJwkDocument(did: string): JsonObject | { problem: ProofProblem } {
  const encoded = readMethodId(did, 'jwk');
  if (typeof encoded !== 'string') return encoded;
  const jwk = readJsonObject(fromBase64Url(encoded));
  if (jwk === undefined) return problem('did_invalid', 'The DID does not hold a JWK.');
  const key = readJwk(jwk);
  if ('problem' in key) return key;
  const id = `${did}#0`;
  return {
    '@context': [DID_CONTEXT, JWK_CONTEXT],
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey', controller: did, publicKeyJwk: key.jwk }],
    authentication: [id],
    assertionMethod: [id],
  };
}

function readJsonObject(bytes: Uint8Array | undefined): JsonObject | undefined {
  if (bytes === undefined) return undefined;
  try {
    const value = parseStrictJson(decodeUtf8(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    return undefined;
  }
}

/** A key that a profile publishes. */
export interface PublishedKey {
  id: string;
  controller: string;
  kind: 'Ed25519' | 'RSA';
  /** Of an Ed25519 key. */
  multibase?: string | undefined;
  jwk: JsonObject;
  /** ISO 8601 date and time from which the key is not to be trusted. */
  revoked?: string | undefined;
}

/**
 * The did:web document of a profile. Each key stands once, in `verificationMethod`, and is named by
 * its id in `assertionMethod`: verifiers in use stumble over keys embedded there.
 *
 * @throws {Error} a fault, when a key has members of a private key
 * @see https://www.w3.org/TR/did-1.0/#core-properties
 */
export function didDocument(profile: {
  did: string;
  alsoKnownAs: readonly string[];
  keys: readonly PublishedKey[];
}): JsonObject {
  if (profile.keys.some(({ jwk }) => hasPrivateMembers(jwk))) {
    throw new Error('A private key must not be published.');
  }
  return {
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT, JWK_CONTEXT],
    id: profile.did,
    ...(profile.alsoKnownAs.length > 0 && { alsoKnownAs: [...profile.alsoKnownAs] }),
    verificationMethod: profile.keys.map(verificationMethod),
    assertionMethod: profile.keys.map(({ id }) => id),
  };
}

function verificationMethod(key: PublishedKey): JsonObject {
  const { id, controller, kind, multibase, jwk, revoked } = key;
  const until = revoked === undefined ? {} : { revoked };
  if (kind === 'Ed25519' && multibase !== undefined) {
    return { id, type: 'Multikey', controller, publicKeyMultibase: multibase, ...until };
  }
  return { id, type: 'JsonWebKey', controller, publicKeyJwk: jwk, ...until };
}

function readMethodId(did: string, method: string): string | { problem: ProofProblem } {
  const [, found, id] = did.length <= MAX_DID_LENGTH ? (DID.exec(did) ?? []) : [];
  if (id === undefined || !CHARACTERS.test(id)) return problem('did_invalid', 'This is no DID.');
  if (found === method) return id;
  return problem('did_method_unsupported', `This is no did:${method}.`);
}

/** Percent-encoding may spell other letters, never what would change the shape of the URL. */
function isPlainSegment(segment: string): boolean {
  if (segment === '') return false;
  try {
    return !HIDDEN_STRUCTURE.test(decodeURIComponent(segment));
  } catch {
    return false;
  }
}
