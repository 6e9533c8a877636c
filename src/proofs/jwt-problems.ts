import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { CREDENTIALS_V1 } from './contexts.ts';
import { hasPrivateMembers } from './jwk.ts';
import type { ProofProblem, ProofProblemCode } from './problem.ts';
import { idOf } from './vc-jwt.ts';

const ALGORITHMS: readonly JsonValue[] = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];
const HEADER_MEMBERS = ['alg', 'kid', 'jwk', 'typ', 'crit'];
/** VC-JOSE-COSE also says what is inside, and may name the issuer where the claim would. */
const JOSE_HEADER_MEMBERS = [...HEADER_MEMBERS, 'cty', 'iss'];
const MAX_KID_LENGTH = 2048;
const DID_URL = /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+(?:[/?#][!-~]*)?$/;
/** https; http only on this very machine, where a service under trial publishes its keys. */
const KEY_ADDRESS = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?\/)/;
/** A key of the issuer's own document, by VC-JOSE-COSE. */
const FRAGMENT = /^#[A-Za-z0-9._:%-]+$/;
const VISIBLE_ASCII = /^[!-~]+$/;

/**
 * What is wrong with the header and the claims of a VC-JWT, before its key is looked for and its
 * signature verified.
 *
 * Problems: `alg_not_allowed`, `crit_unsupported`, `header_not_allowed`, `kid_invalid`,
 * `private_key_exposed`, `jwt_claim_mismatch`. Warnings: `jwt_typ_vc` for the `typ` of VC-JOSE-COSE,
 * `jwt_sub_missing` as in the samples of 1EdTech, `jwt_exp_alone` when only `exp` says that the
 * credential ends: then it counts.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
 */
export function jwtProblems(
  header: JsonObject,
  credential: JsonObject,
  claims: JsonObject,
): { problems: ProofProblem[]; warnings: string[] } {
  const isJose = header['typ'] === 'vc+jwt';
  const { mismatches, warnings } = compareClaims(credential, claims, isJose);
  const { iss } = header;
  if (isJose && iss !== undefined && iss !== idOf(credential['issuer'])) mismatches.push('iss');
  const problems = [...headerProblems(header), ...mismatches.map(mismatch)];
  return { problems, warnings: [...(isJose ? ['jwt_typ_vc'] : []), ...warnings] };
}

/** What keeps a header from being looked at any further; nothing when the signature may be checked. */
export function headerProblems(header: JsonObject): ProofProblem[] {
  const { alg, kid, jwk } = header;
  const found: ProofProblem[] = [];
  const add = (code: ProofProblemCode, detail: string) => found.push({ code, detail });
  if (!ALGORITHMS.includes(alg ?? null)) add('alg_not_allowed', 'The algorithm is not allowed.');
  if ('crit' in header) add('crit_unsupported', 'No critical extension is supported.');
  for (const detail of strangeMembers(header)) add('header_not_allowed', detail);
  if (isJsonObject(jwk) && hasPrivateMembers(jwk)) {
    add('private_key_exposed', 'The header has members of a private key.');
  }
  const isNamed = kid === undefined ? jwk !== undefined : isKeyUrl(kid) || isFragment(header);
  if (!isNamed) add('kid_invalid', 'kid must be an https URL or a DID URL.');
  return found;
}

/** What the header says that it may not say. */
function strangeMembers(header: JsonObject): string[] {
  const { typ, cty, jwk } = header;
  const isJose = typ === 'vc+jwt';
  const allowed = isJose ? JOSE_HEADER_MEMBERS : HEADER_MEMBERS;
  return [
    ...(Object.keys(header).every((name) => allowed.includes(name))
      ? []
      : [`The header has members other than ${allowed.join(', ')}.`]),
    ...(typ === undefined || typ === 'JWT' || isJose ? [] : ['typ must be JWT.']),
    ...(isJose && cty !== undefined && cty !== 'vc' ? ['cty must be vc.'] : []),
    ...(jwk === undefined || isJsonObject(jwk) ? [] : ['jwk must be a JWK.']),
  ];
}

function isFragment({ typ, kid }: JsonObject): boolean {
  const isText = typeof kid === 'string' && kid.length <= MAX_KID_LENGTH;
  return typ === 'vc+jwt' && isText && FRAGMENT.test(kid);
}

function isKeyUrl(kid: JsonValue): boolean {
  if (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH || !VISIBLE_ASCII.test(kid)) {
    return false;
  }
  return DID_URL.test(kid) || (KEY_ADDRESS.test(kid) && URL.canParse(kid));
}

/** VC-JOSE-COSE has no claims that repeat members, so there they may all be missing, and no `vc`. */
function compareClaims(credential: JsonObject, claims: JsonObject, isJose: boolean) {
  const isOld = firstContext(credential) === CREDENTIALS_V1;
  const { iss, jti, nbf, exp, sub } = claims;
  const from = secondsOf(credential[isOld ? 'issuanceDate' : 'validFrom']);
  const until = credential[isOld ? 'expirationDate' : 'validUntil'];
  const subject = credential['credentialSubject'];
  const agreements = {
    vc: 'vc' in claims === (isOld && !isJose),
    iss: iss === undefined ? isJose : iss === idOf(credential['issuer']),
    jti: jti === undefined ? isJose : jti === idOf(credential['id']),
    nbf: nbf === undefined ? isJose : typeof nbf === 'number' && Math.floor(nbf) === from,
    exp: exp === undefined ? isJose || until === undefined : agreesOnEnd(exp, until),
    sub: sub === undefined || (isJsonObject(subject) && sub === idOf(subject)),
  };
  const warnings = [
    ...(sub === undefined && !isJose ? ['jwt_sub_missing'] : []),
    ...(exp !== undefined && until === undefined ? ['jwt_exp_alone'] : []),
  ];
  const mismatches = Object.entries(agreements).flatMap(([claim, agrees]) => (agrees ? [] : claim));
  return { mismatches, warnings };
}

function agreesOnEnd(exp: JsonValue, until: JsonValue | undefined): boolean {
  return typeof exp === 'number' && (until === undefined || Math.floor(exp) === secondsOf(until));
}

function firstContext({ '@context': context }: JsonObject): JsonValue | undefined {
  return Array.isArray(context) ? context[0] : context;
}

function secondsOf(date: JsonValue | undefined): number {
  return typeof date === 'string' ? Math.floor(Date.parse(date) / 1000) : Number.NaN;
}

function mismatch(claim: string): ProofProblem {
  return {
    code: 'jwt_claim_mismatch',
    detail: `The claim ${claim} disagrees with the credential.`,
  };
}
