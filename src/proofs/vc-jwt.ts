import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8, utf8 } from '../formats/bytes.ts';
import { jwsSigningInput, parseCompactJws } from '../formats/jws.ts';
import { isJsonObject, type JsonObject, parseStrictJson } from '../formats/strict-json.ts';
import { appendMembers } from './json-text.ts';

/** Claims that are about the token. The rest of the payload is the credential. */
const CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'] as const;

/** A VC-JWT taken apart. Nothing of it is verified. */
export interface CredentialJwt {
  header: JsonObject;
  /** The payload without the claims; in a JWT of VCDM 1.1, the `vc` claim. */
  credential: JsonObject;
  /** The registered claims, and `vc` when the payload has one. */
  claims: JsonObject;
  /** The bytes that the signature covers. */
  signingInput: Uint8Array;
  signature: Uint8Array;
}

/**
 * What RS256 signs for an Open Badges VC-JWT: the text of the unsigned credential, character by
 * character, with the claims `iss`, `jti`, `sub`, `nbf`, and `exp` when it ends, after its members.
 * `kid` is the https URL of the key's JWK.
 *
 * @throws {Error} a fault, when the credential cannot be a JWT: no subject id, dates with fractions
 * @see https://www.imsglobal.org/spec/ob/v3p0/#create-the-jwt
 */
export function jwtSigningInput(credentialText: string, { kid }: { kid: string }): string {
  const credential: unknown = JSON.parse(credentialText);
  if (!isJsonObject(credential)) throw new Error('The credential is not a JSON object.');
  const { id, issuer, credentialSubject, validFrom, validUntil } = credential;
  const payload = appendMembers(credentialText, {
    iss: idOf(issuer) ?? fail('issuer'),
    jti: idOf(id) ?? fail('id'),
    sub: (isJsonObject(credentialSubject) && idOf(credentialSubject)) || fail('credentialSubject'),
    nbf: numericDate(validFrom) ?? fail('validFrom'),
    ...(validUntil !== undefined && { exp: numericDate(validUntil) ?? fail('validUntil') }),
  });
  return jwsSigningInput({ alg: 'RS256', kid, typ: 'JWT' }, utf8(payload));
}

/**
 * Takes a VC-JWT apart.
 *
 * @throws {BadgeError} `jws_malformed`, `jws_not_canonical`, `invalid_utf8`, and the codes of
 *   `parseStrictJson`
 */
export function readJwt(text: string): CredentialJwt {
  const { header, payload, signature, signingInput } = parseCompactJws(text);
  const members = parseStrictJson(decodeUtf8(payload));
  if (!isJsonObject(members)) throw new BadgeError('jws_malformed', 'The payload is no object.');
  const { vc } = members;
  const isClaim = (name: string) => name === 'vc' || CLAIMS.some((claim) => claim === name);
  const split = (wanted: boolean): JsonObject =>
    Object.fromEntries(Object.entries(members).filter(([name]) => isClaim(name) === wanted));
  const credential = isJsonObject(vc) ? vc : split(false);
  return { header, credential, claims: split(true), signingInput, signature };
}

/** The id of something that is written as its id or as an object that has one. */
export function idOf(value: unknown): string | undefined {
  const id = isJsonObject(value) ? value['id'] : value;
  return typeof id === 'string' ? id : undefined;
}

/** Seconds since 1970, `undefined` unless the text is a date and time on a whole second. */
function numericDate(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Date.parse(value) / 1000 : Number.NaN;
  return Number.isInteger(seconds) ? seconds : undefined;
}

function fail(member: string): never {
  throw new Error(`The credential's ${member} does not fit a JWT.`);
}
