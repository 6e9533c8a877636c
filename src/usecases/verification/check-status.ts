import { issuerIdOf } from '../../domain/credential.ts';
import type { Check } from '../../domain/verification.ts';
import { contextProblem } from './check-contexts.ts';
import { checkEmbeddedProofs } from './check-proof.ts';
import { validityOf } from './check-validity.ts';
import { isAuthentic, isJson, listOf, outcome, typesOf } from './outcomes.ts';
import type { Facts } from './policy.ts';
import type { Json, ReadStatusEntry, Verification, VerifiedList } from './tools.ts';

/**
 * Whether the issuer has taken the credential back. Anything that goes wrong on the way to the
 * bit leaves it unknown: an answer that could not be had is neither good nor bad. Nobody is asked
 * on the word of a badge whose issuer and proof do not hold.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
 */
export async function checkStatus(
  { verification, credential, issuerId = '' }: Facts,
  found: readonly Check[],
): Promise<readonly Check[]> {
  const entries = listOf(credential['credentialStatus']);
  if (entries.length === 0) return [outcome('status', 'skipped', 'status_absent')];
  if (entries.length > 4) return [unknown('too_many_status', `${entries.length} entries.`)];
  if (!isAuthentic(found))
    return [unknown('status_not_reached', 'Neither issuer nor proof is certain.')];
  return Promise.all(entries.map((entry) => checkEntry(verification, entry, issuerId)));
}

async function checkEntry(
  verification: Verification,
  entry: unknown,
  issuerId: string,
): Promise<Check> {
  if (!isJson(entry)) return unknown('status_malformed', 'The entry is not an object.');
  const read = verification.tools.readEntry(entry);
  if ('problem' in read) return unknown(read.problem.code, read.problem.detail);
  try {
    const verified = await verifiedList(verification, read);
    if ('outcome' in verified) return verified;
    if (verified.issuerId !== issuerId) {
      return unknown('status_issuer_mismatch', 'The list is signed by another issuer.');
    }
    return await checkBit(verification, verified.list, read);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return unknown('status_unreachable', error.message);
    throw error;
  }
}

/** What a bit that is set means, by the purpose of its list. */
const SET_BITS: Readonly<Record<string, string>> = {
  revocation: 'revoked',
  suspension: 'suspended',
};

async function checkBit(
  { tools, warnings }: Verification,
  list: Json,
  entry: ReadStatusEntry,
): Promise<Check> {
  const bit = await tools.readBit(list, entry);
  if ('problem' in bit) return unknown(bit.problem.code, bit.problem.detail);
  warnings.push(...bit.warnings);
  if (!bit.set) return outcome('status', 'passed', 'not_revoked');
  const code = SET_BITS[entry.purpose];
  if (code === undefined) return unknown('status_purpose_unsupported', `Set: ${entry.purpose}.`);
  return outcome('status', 'failed', code, `The issuer set ${entry.purpose}.`);
}

/** The list, verified like any credential; once per text, however many badges point to it. */
async function verifiedList(
  verification: Verification,
  { listUrl }: ReadStatusEntry,
): Promise<VerifiedList | Check> {
  const { document: list, key } = await verification.fetchJson(listUrl, 'status');
  const stale = validityOf(list, verification.now());
  if (stale.outcome !== 'passed') return unknown('status_stale', stale.code);
  const place = `${listUrl}\n${key}`;
  const known = verification.lists.get(place);
  if (known) return known;
  const problem = await problemOfList(verification, list, listUrl);
  if (problem) return problem;
  const verified = { list, issuerId: issuerIdOf(list) ?? '' };
  verification.lists.set(place, verified);
  return verified;
}

async function problemOfList(
  verification: Verification,
  list: Json,
  listUrl: string,
): Promise<Check | undefined> {
  if (list['id'] !== listUrl) return unknown('status_id_mismatch', 'The list has another id.');
  if (!typesOf(list).includes('BitstringStatusListCredential')) {
    return unknown('status_type_mismatch', 'Not a status list credential.');
  }
  if (list['credentialStatus'] !== undefined) {
    return unknown('status_unverified', 'The list has a status of its own.');
  }
  const contexts = contextProblem(list, verification.tools.allowedContexts);
  const issuerId = issuerIdOf(list);
  if (contexts || issuerId === undefined) {
    return unknown('status_unverified', contexts?.code ?? 'The list names no issuer.');
  }
  const { issuer, proof } = await checkEmbeddedProofs(verification, list, issuerId);
  if (issuer.outcome === 'passed' && proof.outcome === 'passed') return undefined;
  const cause = proof.outcome === 'passed' ? issuer : proof;
  return unknown('status_unverified', `${cause.code} ${cause.detail}`);
}

const unknown = (code: string, detail: string) => outcome('status', 'unknown', code, detail);
