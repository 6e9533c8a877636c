import { issuerIdOf } from '../../domain/credential.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson, textOf } from '../../domain/loose-json.ts';
import { type Check, type EndorsementReport, verdictOf } from '../../domain/verification.ts';
import { checkContexts } from './check-contexts.ts';
import { checkOwnSchemas } from './check-own-schemas.ts';
import { checkProof } from './check-proof.ts';
import { checkSchema } from './check-schema.ts';
import { checkStatus } from './check-status.ts';
import { checkValidity } from './check-validity.ts';
import { describeIssuer } from './describe-issuer.ts';
import type { Facts, Step } from './facts.ts';
import { answerSteps } from './facts.ts';
import { type FoundEndorsement, findEndorsements } from './find-endorsements.ts';
import { isIssuersOwn } from './issuers-own.ts';
import { kindOf } from './kinds.ts';
import { isAuthentic, outcome } from './outcomes.ts';
import type { Carried } from './read-carried.ts';
import type { Json, Verification } from './tools.ts';

const MAX_ENDORSEMENTS = 8;

/** An endorsement answers every question that a badge answers, but for endorsements of its own. */
const POLICY: readonly Step[] = [
  checkContexts,
  checkSchema,
  checkProof,
  checkValidity,
  checkStatus,
  checkOwnSchemas,
];

/**
 * Whether what others signed about the badge, its achievement, its issuer or its creator holds: each
 * is a credential of its own, and its subject is the very thing that it stands on. Nobody is asked
 * on the word of a badge whose issuer and proof do not hold.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential-verification
 */
export async function checkEndorsements(facts: Facts, found: readonly Check[]): Promise<Check> {
  const endorsements = findEndorsements(facts.credential);
  if (endorsements.length === 0) return answer('skipped', 'endorsements_absent');
  if (facts.kind === 'endorsement') return answer('unknown', 'endorsements_not_followed');
  if (endorsements.length > MAX_ENDORSEMENTS) {
    return answer('unknown', 'too_many_endorsements', `${endorsements.length} endorsements.`);
  }
  if (!isAuthentic(found)) {
    return answer('unknown', 'endorsements_not_reached', 'Neither issuer nor proof is certain.');
  }
  const answers: Check[] = [];
  for (const endorsement of endorsements) {
    const { check, report } = await checkOne(facts, endorsement);
    if (report) facts.verification.endorsements.push(report);
    answers.push(check);
  }
  const worst = (['failed', 'unknown'] as const)
    .map((result) => answers.find((check) => check.outcome === result))
    .find((check) => check !== undefined);
  const ended = answers.find(({ code }) => code === 'endorsement_ended');
  return worst ?? ended ?? answer('passed', 'endorsements_verified');
}

async function checkOne(
  { verification, issuerId: badgeIssuerId = '' }: Facts,
  { about, given }: FoundEndorsement,
): Promise<{ check: Check; report?: EndorsementReport }> {
  const carried = readEndorsement(verification, given);
  if (carried === undefined) {
    return { check: answer('failed', 'endorsement_invalid', 'It is no endorsement.') };
  }
  const { credential } = carried;
  const { onAnswers: _, ...silent } = verification;
  const facts: Facts = {
    ...carried,
    verification: { ...silent, warnings: [], endorsements: [] },
    kind: 'endorsement',
    issuerId: issuerIdOf(credential),
  };
  const subject = isJson(credential['credentialSubject']) ? credential['credentialSubject'] : {};
  const checks = [...(await answerSteps(facts, POLICY)), nestedAnswer(credential)];
  const isAboutIt = textOf(subject['id']) !== '' && about.has(subject['id']);
  const report = {
    verdict: isAboutIt ? verdictOf(checks) : ('rejected' as const),
    issuer: await describeIssuer(
      verification,
      credential,
      facts.issuerId ?? '',
      isAuthentic(checks),
    ),
    about: textOf(subject['id']),
    issuersOwn: isIssuersOwn(textOf(subject['id']), badgeIssuerId),
    comment: textOf(subject['endorsementComment']),
  };
  const check = isAboutIt
    ? answerFor(verification.warnings, checks, report)
    : answer('failed', 'endorsement_of_another', 'Its subject is not what it stands on.');
  return { check, report };
}

/** The endorsement as a credential; `undefined` for whatever else stands there. */
function readEndorsement({ tools }: Verification, given: unknown): Carried | undefined {
  const carried = isJson(given) ? { credential: given } : readToken(tools, textOf(given));
  return kindOf(carried?.credential) === 'endorsement' ? carried : undefined;
}

function readToken(tools: Verification['tools'], text: string): Carried | undefined {
  try {
    const jwt = tools.readJwt(text);
    return { credential: jwt.credential, jwt };
  } catch (error) {
    if (error instanceof BadgeError) return undefined;
    throw error;
  }
}

/** One may stand on the profile of its issuer; following those would never end. */
function nestedAnswer(credential: Json): Check {
  return findEndorsements(credential).length === 0
    ? answer('skipped', 'endorsements_absent')
    : answer('unknown', 'endorsements_not_followed');
}

/**
 * What one endorsement means for the badge. One that has ended or was taken back is told, and shown
 * as such; it was genuine, and says nothing against the badge.
 */
function answerFor(
  warnings: string[],
  checks: readonly Check[],
  { verdict, issuersOwn }: EndorsementReport,
): Check {
  if (verdict === 'verified') {
    if (!issuersOwn) warnings.push('endorsement_of_a_strangers_thing');
    return answer('passed', 'endorsements_verified');
  }
  const wanted = verdict === 'rejected' ? 'failed' : 'unknown';
  const failures = checks.filter((check) => check.outcome === wanted);
  const detail = failures.map(({ code }) => code).join(' ');
  if (wanted === 'unknown') return answer('unknown', 'endorsements_not_checked', detail);
  const isEnded = failures.every(({ name }) => name === 'validity' || name === 'status');
  if (!isEnded) return answer('failed', 'endorsement_invalid', detail);
  warnings.push('endorsement_ended');
  return answer('passed', 'endorsement_ended', detail);
}

function answer(result: Check['outcome'], code: string, detail = ''): Check {
  return outcome('endorsements', result, code, detail);
}
