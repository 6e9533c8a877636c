import { legacyDate } from '../../../domain/legacy-badge.ts';
import { isJson, listOf, textOf } from '../../../domain/loose-json.ts';
import type { Check, Outcome, Verdict } from '../../../domain/verification.ts';
import { validityOf } from '../check-validity.ts';
import { describeIssuer } from '../describe-issuer.ts';
import { isIssuersOwn } from '../issuers-own.ts';
import { isAuthentic, outcome, outcomeOfFetch } from '../outcomes.ts';
import type { Json, Verification } from '../tools.ts';
import { isWeb, readThere, refOf, sameAddress } from './addresses.ts';
import { type FoundAssertion, waySaid } from './read-hosted.ts';
import type { LegacyParts } from './read-parts.ts';
import { checkScope } from './scope.ts';

const MAX_ENDORSEMENTS = 8;
const VERDICTS: Readonly<Partial<Record<Outcome, Verdict>>> = {
  passed: 'verified',
  failed: 'rejected',
};

/**
 * What others published about the badge, its badge class or its issuer. Only when the badge itself
 * holds; a signed endorsement of 2.0, which nobody was seen to make, is left unknown.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Endorsement
 */
export async function checkLegacyEndorsements(
  verification: Verification,
  found: FoundAssertion,
  parts: LegacyParts,
  checks: readonly Check[],
): Promise<Check> {
  const { badge = {}, issuer = {} } = parts;
  const written = [found.assertion, badge, issuer].flatMap((one) => listOf(one['endorsement']));
  if (written.length === 0) return outcome('endorsements', 'skipped', 'endorsements_absent');
  if (written.length > MAX_ENDORSEMENTS || !isAuthentic(checks)) {
    return outcome('endorsements', 'unknown', 'endorsements_not_checked');
  }
  const answers: Check[] = [];
  for (const one of written) answers.push(await checkOne(verification, one, parts));
  const worst =
    answers.find((answer) => answer.outcome === 'failed') ??
    answers.find((answer) => answer.outcome === 'unknown');
  return worst ?? outcome('endorsements', 'passed', 'legacy_endorsements_published');
}

async function checkOne(
  verification: Verification,
  written: unknown,
  parts: LegacyParts,
): Promise<Check> {
  const address = refOf(written);
  if (!isWeb(address)) return unknown('endorsements_not_checked', 'It has no address.');
  try {
    const document = await readThere(verification, address, 'endorsement');
    const author = refOf(document['issuer']);
    const profile = isWeb(author) ? await readThere(verification, author, 'endorsement') : {};
    const read = { document, address, author, profile };
    const check = judge(read, parts, verification.now());
    await report(verification, read, parts.issuerId, check);
    return check;
  } catch (error) {
    return outcomeOfFetch('endorsements', error, address);
  }
}

interface ReadEndorsement {
  readonly document: Json;
  readonly address: string;
  /** The address of who says it, and the profile there. */
  readonly author: string;
  readonly profile: Json;
}

function judge(
  { document, address, author, profile }: ReadEndorsement,
  parts: LegacyParts,
  now: Date,
): Check {
  if (waySaid(document) === 'signed' || !isWeb(author)) {
    return unknown('endorsements_not_checked', 'It cannot be checked by its address.');
  }
  const { badge = {}, issuer = {}, assertion } = parts;
  const things = [parts.address, parts.badgeId, parts.issuerId];
  const names = [...things, ...[assertion, badge, issuer].map(({ id }) => textOf(id))];
  const isOurs = names.some((name) => name !== '' && sameAddress(name, aboutOf(document)));
  const isItself = sameAddress(textOf(document['id']), address);
  const isIts = checkScope(address, { issuer: profile, issuerId: author }).outcome === 'passed';
  if (!isItself || !isOurs || !isIts || document['revoked'] === true) {
    return rejected(`${address} does not hold as an endorsement of this badge.`);
  }
  const { issuedOn, expires } = document;
  const dates = {
    validFrom: legacyDate(issuedOn),
    ...(expires !== undefined && { validUntil: legacyDate(expires, true) ?? 'none' }),
  };
  const validity = validityOf(dates, now);
  if (validity.outcome === 'failed') return rejected(`${address} ${validity.code}`);
  return outcome('endorsements', 'passed', 'legacy_endorsements_published');
}

async function report(
  verification: Verification,
  { document, author, profile }: ReadEndorsement,
  badgeIssuerId: string,
  check: Check,
): Promise<void> {
  const isIts = check.outcome === 'passed';
  const { claim } = document;
  const issuersOwn = isIssuersOwn(aboutOf(document), badgeIssuerId);
  if (isIts && !issuersOwn) {
    verification.warnings.push('endorsement_of_a_strangers_thing');
  }
  verification.endorsements.push({
    verdict: VERDICTS[check.outcome] ?? 'undetermined',
    issuer: await describeIssuer(verification, { issuer: profile }, author, isIts),
    about: aboutOf(document),
    issuersOwn,
    comment: isJson(claim) ? textOf(claim['endorsementComment']) : '',
  });
}

const aboutOf = ({ claim }: Json) => refOf(claim);
const unknown = (code: string, detail: string) => outcome('endorsements', 'unknown', code, detail);
const rejected = (detail: string) =>
  outcome('endorsements', 'failed', 'legacy_endorsement_unfit', detail);
