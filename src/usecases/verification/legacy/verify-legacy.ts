import { textOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { validityOf } from '../check-validity.ts';
import type { Facts, Step } from '../facts.ts';
import { answerSteps } from '../facts.ts';
import { outcome } from '../outcomes.ts';
import type { Answers } from '../refresh.ts';
import type { Json } from '../tools.ts';
import { uidOf } from './addresses.ts';
import { checkLegacyContexts, checkLegacySchema } from './check-legacy-shape.ts';
import { checkLegacyStatus } from './check-legacy-status.ts';
import { checkSigned } from './check-signed.ts';
import { convertLegacy } from './convert.ts';
import { checkLegacyEndorsements } from './legacy-endorsements.ts';
import { type FoundAssertion, readHosted, waySaid } from './read-hosted.ts';
import { type LegacyParts, readParts } from './read-parts.ts';
import { checkScope } from './scope.ts';
import { withoutNulls } from './without-nulls.ts';

/**
 * A badge of Open Badges 2 or older: read from where it is published, converted once to the words of
 * 3.0, and asked the same questions as any other.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#BadgeVerification
 */
export async function answerLegacy(facts: Facts): Promise<Answers> {
  const { verification } = facts;
  verification.warnings.push('legacy_badge');
  const found = await findAssertion({ ...facts, credential: withoutNulls(facts.credential) });
  const isHeld = found.proof === undefined || found.proof.outcome === 'passed';
  const parts = await readParts(verification, found, isHeld);
  const credential = convertLegacy(parts);
  const steps: readonly Step[] = [
    ...(isAddressAlone(found)
      ? [() => nothingRead(found)]
      : [
          () => checkLegacyContexts(parts),
          () => checkLegacySchema(parts),
          () => checkOrigin(facts, found, parts),
          () => validity(parts, credential, verification.now()),
        ]),
    (_, known) => checkLegacyStatus(verification, found, parts, known),
    () => outcome('credential_schema', 'skipped', 'credential_schema_absent'),
    (_, known) => checkLegacyEndorsements(verification, found, parts, known),
  ];
  const read = { verification, credential, kind: facts.kind, issuerId: parts.issuerId };
  return { facts: read, checks: await answerSteps(read, steps) };
}

/** What is signed came with its proof; anything else is what its address publishes. */
async function findAssertion({ verification, credential, jwt }: Facts): Promise<FoundAssertion> {
  const way = waySaid(credential);
  if (jwt && way !== 'hosted') return { assertion: credential, address: identifierOf(credential) };
  if (way !== 'signed') return readHosted(verification, credential);
  const proof = outcome('proof', 'failed', 'proof_missing', 'It says that it is signed.');
  return { assertion: credential, address: identifierOf(credential), proof };
}

function identifierOf(assertion: Json): string {
  const uid = uidOf(assertion);
  return textOf(assertion['id']) || (uid && `urn:uid:${encodeURIComponent(uid)}`);
}

async function checkOrigin(
  { verification, jwt }: Facts,
  found: FoundAssertion,
  parts: LegacyParts,
): Promise<readonly Check[]> {
  if (jwt && !found.proof) return checkSigned(verification, jwt, parts);
  const { proof = outcome('proof', 'failed', 'proof_missing') } = found;
  if (proof.outcome !== 'passed') return [unasked(), proof];
  const { issuer, issuerId, badge, gap, address } = parts;
  if (gap || !issuer || !badge) return [gap ?? unasked(), proof];
  return [checkScope(address, { issuer, issuerId, badge }), proof];
}

/** In 0.5 a badge need not say when it was awarded. */
function validity({ version }: LegacyParts, credential: Json, now: Date): Check {
  const isUndated = version === '0.5' && credential['validFrom'] === undefined;
  return validityOf(
    isUndated ? { ...credential, validFrom: '1970-01-01T00:00:00Z' } : credential,
    now,
  );
}

/** A picture may carry no more than the address; when nothing is there, nothing can be said. */
function isAddressAlone({ assertion, proof }: FoundAssertion): boolean {
  return proof?.outcome === 'unknown' && assertion['badge'] === undefined;
}

function nothingRead({ proof }: FoundAssertion): Check[] {
  const names = ['contexts', 'schema', 'validity'] as const;
  return [
    ...names.map((name) => outcome(name, 'unknown', 'hosted_not_read')),
    unasked(),
    ...(proof ? [proof] : []),
  ];
}

const unasked = () => outcome('issuer', 'unknown', 'issuer_not_reached');
