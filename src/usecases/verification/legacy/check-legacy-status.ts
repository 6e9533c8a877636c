import { BadgeError } from '../../../domain/errors.ts';
import { isJson, textOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { isAuthentic, outcome } from '../outcomes.ts';
import type { Json, Verification } from '../tools.ts';
import { isWeb, readThere, refOf, sameAddress, sameHost, uidOf } from './addresses.ts';
import type { FoundAssertion } from './read-hosted.ts';
import type { LegacyParts } from './read-parts.ts';

/**
 * Whether the issuer has taken the badge back: a hosted one says so itself, or is gone; a signed
 * one stands in its issuer's revocation list.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#RevocationList
 */
export async function checkLegacyStatus(
  verification: Verification,
  found: FoundAssertion,
  parts: LegacyParts,
  checks: readonly Check[],
): Promise<Check> {
  const { assertion } = parts;
  if (found.isGone) {
    return outcome('status', 'failed', 'revoked', 'The issuer’s site says that it is gone.');
  }
  if (found.proof?.outcome === 'passed') {
    if (assertion['revoked'] === true) return revoked(textOf(assertion['revocationReason']));
    return outcome('status', 'passed', 'not_revoked');
  }
  if (found.proof || !isAuthentic(checks)) {
    return unknown('status_not_reached', 'Neither issuer nor proof is certain.');
  }
  const list = refOf(parts.issuer?.['revocationList']);
  if (list === '') return outcome('status', 'skipped', 'status_absent');
  if (!isWeb(list)) return unknown('status_malformed', list.slice(0, 200));
  try {
    return statusIn(await readThere(verification, list, 'status'), list, parts);
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    const { code: cause, message } = error;
    return outcome('status', 'unknown', 'status_unreachable', message, { cause });
  }
}

function statusIn(list: Json, address: string, parts: LegacyParts): Check {
  const { assertion, issuerId, issuer = {} } = parts;
  const id = textOf(list['id']);
  if (id !== '' && !sameAddress(id, address) && !sameHost(id, address)) {
    return unknown('status_id_mismatch', `${address} holds ${id.slice(0, 200)}`);
  }
  const owner = refOf(list['issuer']);
  const isOwn = [issuerId, textOf(issuer['id'])].some((one) => sameAddress(owner, one));
  if (owner !== '' && !isOwn) return unknown('status_issuer_mismatch', owner.slice(0, 200));
  const listed = list['revokedAssertions'];
  if (parts.version !== '2' && listed === undefined) return statusByUid(list, assertion);
  if (!Array.isArray(listed)) return unknown('status_malformed', 'It lists no assertions.');
  const entry = listed.find((one) => isAbout(one, assertion));
  if (entry === undefined) return outcome('status', 'passed', 'not_revoked');
  return revoked(isJson(entry) ? textOf(entry['revocationReason']) : '');
}

function isAbout(entry: unknown, assertion: Json): boolean {
  const named = isJson(entry) ? [refOf(entry), uidOf(entry)] : [textOf(entry)];
  const own = [textOf(assertion['id']), uidOf(assertion)].filter((name) => name !== '');
  return own.some((name) => named.some((one) => sameAddress(name, one)));
}

/** In 1.0 the list is an object: the reason by the `uid`. */
function statusByUid(list: Json, assertion: Json): Check {
  const key = uidOf(assertion);
  return key !== '' && Object.hasOwn(list, key)
    ? revoked(textOf(list[key]))
    : outcome('status', 'passed', 'not_revoked');
}

/** @param said why, by the issuer’s own word; may be empty */
function revoked(said: string): Check {
  const reason = said.slice(0, 300);
  return outcome('status', 'failed', 'revoked', reason, reason === '' ? {} : { reason });
}

const unknown = (code: string, detail: string) => outcome('status', 'unknown', code, detail);
