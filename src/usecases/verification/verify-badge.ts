import { ARCHIVE_TYPE } from '../../domain/archive.ts';
import { issuerIdOf } from '../../domain/credential.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson } from '../../domain/loose-json.ts';
import { stateOf, type VerificationReport, verdictOf } from '../../domain/verification.ts';
import type { ReadBadge } from '../ports.ts';
import { describeIssuer } from './describe-issuer.ts';
import { envelopedToken } from './enveloped.ts';
import type { Facts } from './facts.ts';
import { kindOf } from './kinds.ts';
import { answerLegacy } from './legacy/verify-legacy.ts';
import { isAuthentic } from './outcomes.ts';
import { type Answers, answerRefreshed } from './refresh.ts';
import { startVerification } from './start-verification.ts';
import type { Json, VerifyDeps } from './tools.ts';

/**
 * Answers every question about a credential and reports all the answers. Never throws for a bad
 * credential: that is a finding. What the report holds as `credential` is what was verified, and all
 * that may be shown.
 *
 * @param answer which questions are asked; all of them unless said otherwise
 * @throws {BadgeError} `not_a_credential`, `archive_alone`, `envelope_malformed`, `jws_malformed`, `json_…`: nothing
 *   here claims to be one
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function verifyBadge(
  deps: VerifyDeps,
  badge: ReadBadge,
  answer: (facts: Facts) => Promise<Answers> = answerFully,
): Promise<VerificationReport> {
  const verification = startVerification(deps, badge.warnings);
  const { facts, checks } = await answer(factsOf(verification, badge));
  const { credential, kind, issuerId = '' } = facts;
  return {
    version: 1,
    verdict: verdictOf(checks),
    state: stateOf(checks),
    checks,
    kind,
    format: badge.format,
    issuer: await describeIssuer(deps, credential, issuerId, isAuthentic(checks)),
    credential,
    endorsements: [...verification.endorsements],
    warnings: [...new Set(verification.warnings)],
    contacted: [...verification.session.contacted],
  };
}

/** Asks all questions, in the way of the version. */
export function answerFully(facts: Facts): Promise<Answers> {
  return facts.kind === 'open-badge-2' ? answerLegacy(facts) : answerRefreshed(facts);
}

function factsOf(verification: Facts['verification'], badge: ReadBadge): Facts {
  const token = badge.jwt ?? envelopedToken(badge.credential, 'EnvelopedVerifiableCredential');
  const jwt = token === undefined ? undefined : verification.tools.readJwt(token);
  const credential = jwt ? jwt.credential : badge.credential;
  const kind = kindOf(credential);
  if (kind === undefined) {
    if (isJson(credential) && credential['type'] === ARCHIVE_TYPE) {
      throw new BadgeError('archive_alone', 'An archive helps to verify a badge, and is none.');
    }
    throw new BadgeError('not_a_credential', 'It has no type VerifiableCredential or Assertion.');
  }
  const read = credential as Json;
  return {
    verification,
    credential: read,
    kind,
    issuerId: issuerIdOf(read),
    ...(jwt && { jwt }),
  };
}
