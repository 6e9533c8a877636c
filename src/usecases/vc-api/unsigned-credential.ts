import { issuerIdOf } from '../../domain/credential.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, typesOf } from '../../domain/loose-json.ts';
import { checkContexts } from '../verification/check-contexts.ts';
import { checkSchema, isVcdmOne } from '../verification/check-schema.ts';
import { answerSteps } from '../verification/facts.ts';
import { kindOf } from '../verification/kinds.ts';
import { startVerification } from '../verification/start-verification.ts';
import type { Json, VerifyDeps } from '../verification/tools.ts';

/**
 * Refuses what must not be signed: everything that the data model demands of an issuer, by the very
 * checks of the verifier, and every word that no context defines.
 *
 * @throws {BadgeError} `credential_invalid`, with the place and the reason
 * @see https://www.w3.org/TR/vc-data-model-2.0/
 */
export async function checkUnsigned(verifier: VerifyDeps, credential: Json): Promise<void> {
  if (credential['proof'] !== undefined) throw refuse('/proof', 'It has a proof already.');
  const kind = kindOf(credential);
  if (kind === undefined || kind === 'open-badge-2') {
    throw refuse('/type', 'It must include VerifiableCredential.');
  }
  if (isVcdmOne(credential)) throw refuse('/@context', 'Only version 2.0 is issued here.');
  const place = nullIn(credential, '');
  if (place !== undefined) throw refuse(place, 'null says nothing: leave it out.');
  const issuerId = issuerIdOf(credential);
  const facts = { verification: startVerification(verifier, []), credential, kind, issuerId };
  const checks = await answerSteps(facts, [checkContexts, checkSchema]);
  const bad = checks.find(({ outcome }) => outcome !== 'passed');
  if (bad) {
    const path = String(bad.params['path'] ?? (bad.name === 'contexts' ? '/@context' : ''));
    throw refuse(path, bad.detail, bad.code);
  }
  refuseBadStatus(verifier, credential);
  const found = await verifier.tools.documentProblem(credential);
  if (found) throw refuse('', found.problem.detail, found.problem.code);
}

/** Entries of a kind that is read here; what others mean by theirs is their own affair. */
function refuseBadStatus({ tools }: VerifyDeps, credential: Json): void {
  for (const entry of listOf(credential['credentialStatus']).filter(isJson)) {
    if (!typesOf(entry).includes('BitstringStatusListEntry')) continue;
    const read = tools.readEntry(entry);
    if ('problem' in read)
      throw refuse('/credentialStatus', read.problem.detail, read.problem.code);
  }
}

/** A stranger's member names are not echoed without end. */
const MAX_PATH = 200;

/** @param path a JSON pointer into the credential */
export function refuse(path: string, message: string, reason = 'credential_invalid'): BadgeError {
  const place = `/credential${path}`.slice(0, MAX_PATH);
  return new BadgeError('credential_invalid', `${place}: ${message}`, {
    issues: [{ path: place, message: `${reason}: ${message}` }],
    params: { path: place },
  });
}

/** Where a `null` stands: JSON-LD drops it, so that it would be in the text and not in the proof. */
function nullIn(value: unknown, path: string): string | undefined {
  if (value === null) return path;
  if (typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = nullIn(member, `${path}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
