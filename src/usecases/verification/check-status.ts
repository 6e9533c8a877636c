import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import type { Facts } from './facts.ts';
import { isAuthentic, outcome } from './outcomes.ts';
import { bitstringList, identifierList, ofAnother, revokedIn } from './read-status-list.ts';
import type { Json, KeptList, ReadStatusEntry, Verification } from './tools.ts';

const MAX_ENTRIES = 4;
const MAX_MESSAGE_LENGTH = 300;
/** Milliseconds that a person would not call a while ago. */
const MOMENT = 60_000;
/** Controls and marks that turn the reading direction. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/**
 * Whether the issuer has taken the credential back. Anything that goes wrong on the way to the
 * answer leaves it unknown: an answer that could not be had is neither good nor bad. Nobody is asked
 * on the word of a badge whose issuer and proof do not hold.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
 */
export async function checkStatus(
  facts: Facts,
  found: readonly Check[],
): Promise<readonly Check[]> {
  const entries = listOf(facts.credential['credentialStatus']);
  if (entries.length === 0) return [outcome('status', 'skipped', 'status_absent')];
  if (entries.length > MAX_ENTRIES) {
    return [unknown('too_many_status', `${entries.length} entries.`)];
  }
  if (!isAuthentic(found))
    return [unknown('status_not_reached', 'Neither issuer nor proof is certain.')];
  return Promise.all(entries.map((entry) => checkEntry(facts, entry)));
}

async function checkEntry(facts: Facts, entry: unknown): Promise<Check> {
  if (!isJson(entry)) return unknown('status_malformed', 'The entry is not an object.');
  try {
    return typesOf(entry).includes('1EdTechRevocationList')
      ? await checkIdentifier(facts, entry)
      : await checkBitstring(facts, entry);
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    const detail = `${error.code} ${error.message}`;
    return outcome('status', 'unknown', 'status_unreachable', detail, { cause: error.code });
  }
}

async function checkBitstring(
  { verification, credential, issuerId = '' }: Facts,
  entry: Json,
): Promise<Check> {
  const read = verification.tools.readEntry(entry);
  if ('problem' in read) return unknown(read.problem.code, read.problem.detail);
  if (read.listUrl === credential['id']) {
    return unknown('status_loop', 'The credential names itself as the list.');
  }
  const kept = await bitstringList(verification, read.listUrl, issuerId);
  if ('outcome' in kept) return kept;
  if (kept.issuerId !== issuerId) return ofAnother();
  const status = await verification.tools.readStatus(kept.list, read);
  if ('problem' in status) return unknown(status.problem.code, status.problem.detail);
  verification.warnings.push(...status.warnings);
  const answer = meaningOf(verification, read, status.value);
  if (kept.hasOtherId) return ofOtherId(verification, answer);
  return answer.code === 'not_revoked' ? notRevoked(verification, kept) : answer;
}

/**
 * A list that names itself otherwise than its address may be the list of other badges: what it does not
 * say is no good news. What it says against the badge counts, as the issuer signed the address in the
 * badge and the bit in the list.
 */
function ofOtherId({ warnings }: Verification, answer: Check): Check {
  if (answer.outcome !== 'failed') {
    return unknown('status_id_mismatch', 'The list has another id.');
  }
  warnings.push('status_list_other_id');
  return answer;
}

/** What a status means, by the purpose of its list; only a message says something when it is 0. */
function meaningOf(
  { warnings }: Verification,
  { purpose, messages }: ReadStatusEntry,
  value: number,
): Check {
  if (purpose === 'message') {
    const message = messages.get(value)?.replace(UNSEEN, ' ').slice(0, MAX_MESSAGE_LENGTH);
    if (message === undefined) return unknown('status_entry_invalid', `No message for ${value}.`);
    return outcome('status', 'passed', 'status_message', message, { message });
  }
  if (value === 0) return outcome('status', 'passed', 'not_revoked');
  if (purpose === 'refresh') {
    warnings.push('status_refresh');
    return outcome('status', 'passed', 'not_revoked');
  }
  const said = `The issuer set ${purpose}.`;
  if (purpose === 'revocation') return outcome('status', 'failed', 'revoked', said);
  if (purpose === 'suspension') return outcome('status', 'failed', 'suspended', said);
  return unknown('status_purpose_unsupported', `Set: ${purpose}.`);
}

/**
 * The status of before the bitstring lists: revoked when the list of its issuer names it.
 *
 * @see https://www.imsglobal.org/spec/vcrl/v1p0/
 */
async function checkIdentifier(
  { verification, credential, issuerId = '' }: Facts,
  entry: Json,
): Promise<Check> {
  const id = textOf(credential['id']);
  const listUrl = textOf(entry['id']);
  if (id === '' || listUrl === '') {
    return unknown('status_entry_invalid', 'The credential or its list has no id.');
  }
  const kept = await identifierList(verification, listUrl);
  if ('outcome' in kept) return kept;
  if (kept.issuerId !== issuerId) return ofAnother();
  const isNamed = listOf(revokedIn(kept.list))
    .filter(isJson)
    .some((one) => plainId(textOf(one['id'])) === plainId(id) && one['revoked'] !== false);
  if (!isNamed) return notRevoked(verification, kept);
  return outcome('status', 'failed', 'revoked', 'The issuer’s list names it.');
}

/** Two ids are one when they are equal but for white space around and percent-encoding. */
function plainId(id: string): string {
  try {
    return decodeURIComponent(id.trim());
  } catch {
    return id.trim();
  }
}

/** Says of when the answer is, when it is not of this minute. */
function notRevoked({ now }: Verification, { readAt }: KeptList): Check {
  if (now().getTime() - readAt < MOMENT) return outcome('status', 'passed', 'not_revoked');
  const date = new Date(readAt).toISOString();
  return outcome('status', 'passed', 'not_revoked', `By the list as read at ${date}.`, { date });
}

const unknown = (code: string, detail: string) => outcome('status', 'unknown', code, detail);
