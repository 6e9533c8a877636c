import { issuerIdOf } from '../../domain/credential.ts';
import { BadgeError } from '../../domain/errors.ts';
import {
  type Check,
  type IssuerReport,
  stateOf,
  type VerificationReport,
  verdictOf,
} from '../../domain/verification.ts';
import type { ReadBadge } from '../ports.ts';
import { hostOf } from './bound-issuer.ts';
import { checkContexts } from './check-contexts.ts';
import { checkEmbeddedProofs, checkJwtProof, type ProofChecks } from './check-proof.ts';
import { checkSchema } from './check-schema.ts';
import { checkStatus } from './check-status.ts';
import { checkValidity } from './check-validity.ts';
import { isJson, outcome, typesOf } from './outcomes.ts';
import { startVerification } from './start-verification.ts';
import type { Json, ReadJwt, Verification, VerifyDeps } from './tools.ts';

/**
 * Answers every question about a credential and reports all the answers, so that a person sees
 * "expired and revoked", not only the first problem. Never throws for a bad credential: that is a
 * finding. What the report holds as `credential` is what was verified, and all that may be shown.
 *
 * @throws {BadgeError} `not_a_credential`, `jws_malformed`, `json_…`: nothing here claims to be one
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function verifyBadge(deps: VerifyDeps, badge: ReadBadge): Promise<VerificationReport> {
  const jwt = badge.jwt === undefined ? undefined : deps.tools.readJwt(badge.jwt);
  const credential = jwt ? jwt.credential : badge.credential;
  if (!claimsToBeCredential(credential)) {
    throw new BadgeError('not_a_credential', 'It has no type VerifiableCredential or Assertion.');
  }
  const verification = startVerification(deps, badge.warnings);
  const checks = await answerAll(verification, credential, jwt);
  const issuerId = issuerIdOf(credential) ?? '';
  return Object.freeze({
    verdict: verdictOf(checks),
    state: stateOf(checks),
    checks,
    format: badge.format,
    issuer: await describeIssuer(deps, credential, issuerId, checks),
    credential,
    warnings: [...new Set(verification.warnings)],
    contacted: verification.session.contacted,
  });
}

/** The policy: one line per question. */
async function answerAll(
  verification: Verification,
  credential: Json,
  jwt: ReadJwt | undefined,
): Promise<Check[]> {
  const issuerId = issuerIdOf(credential);
  const { issuer, proof } = await checkProof(verification, credential, jwt, issuerId);
  const isAuthentic = issuer.outcome === 'passed' && proof.outcome === 'passed';
  return [
    checkContexts(credential, verification.tools.allowedContexts, {
      openBadges: true,
      warn: (code) => verification.warnings.push(code),
    }),
    checkSchema(credential),
    issuer,
    proof,
    checkValidity(credential, verification.now(), jwt?.claims['exp']),
    ...(await checkStatus(verification, credential, issuerId ?? '', isAuthentic)),
    checkOwnSchemas(credential),
    checkEndorsements(credential),
  ];
}

async function checkProof(
  verification: Verification,
  credential: Json,
  jwt: ReadJwt | undefined,
  issuerId: string | undefined,
): Promise<ProofChecks> {
  if (issuerId === undefined) {
    return {
      issuer: outcome('issuer', 'failed', 'issuer_missing', 'The credential names no issuer.'),
      proof: outcome('proof', 'unknown', 'key_unresolvable'),
    };
  }
  return jwt
    ? checkJwtProof(verification, jwt, issuerId)
    : checkEmbeddedProofs(verification, credential, issuerId);
}

/** A schema that the credential names itself is said to be unread rather than passed over. */
function checkOwnSchemas(credential: Json): Check {
  return credential['credentialSchema'] === undefined
    ? outcome('credential_schema', 'skipped', 'credential_schema_absent')
    : outcome('credential_schema', 'unknown', 'credential_schema_not_read');
}

function checkEndorsements(credential: Json): Check {
  return holdsEndorsement(credential)
    ? outcome('endorsements', 'unknown', 'endorsements_not_checked')
    : outcome('endorsements', 'skipped', 'endorsements_absent');
}

function holdsEndorsement(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEndorsement);
  if (!isJson(value)) return false;
  if ('endorsement' in value || 'endorsementJwt' in value) return true;
  return Object.values(value).some(holdsEndorsement);
}

function claimsToBeCredential(credential: unknown): credential is Json {
  if (!isJson(credential)) return false;
  const types = typesOf(credential);
  return types.includes('VerifiableCredential') || types.includes('Assertion');
}

async function describeIssuer(
  deps: VerifyDeps,
  credential: Json,
  issuerId: string,
  checks: readonly Check[],
): Promise<IssuerReport> {
  const { issuer } = credential;
  const isIts = ['issuer', 'proof'].every((name) =>
    checks.some((check) => check.name === name && check.outcome === 'passed'),
  );
  const name = isJson(issuer) ? issuer['name'] : undefined;
  return {
    id: issuerId,
    domain: isDidWebAmiss(deps, issuerId) ? '' : hostOf(issuerId),
    claimedName: typeof name === 'string' ? name : '',
    recognised: isIts && (await deps.recognises(issuerId)),
  };
}

/** A did:web that names no web address has no domain to show. */
function isDidWebAmiss({ tools }: VerifyDeps, issuerId: string): boolean {
  return issuerId.startsWith('did:web:') && 'problem' in tools.didWebUrl(issuerId);
}
