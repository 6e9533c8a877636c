import { BadgeError } from '../../../domain/errors.ts';
import { legacyVersionOf } from '../../../domain/legacy-badge.ts';
import { isJson, textOf, typesOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { kindOf } from '../kinds.ts';
import { outcome, outcomeOfFetch } from '../outcomes.ts';
import type { Json, Verification } from '../tools.ts';
import { isWeb, readPartThere, sameAddress, sameHost } from './addresses.ts';

/** An assertion as it may be read on, with where it is and what that says of it. */
export interface FoundAssertion {
  readonly assertion: Json;
  /** Its address, or its identifier when it has none; may be empty. */
  readonly address: string;
  /** About the copy at that address; absent for a signed badge, which needs none. */
  readonly proof?: Check;
  /** The issuer's site says that it was taken back. */
  readonly isGone?: boolean;
}

/** How an assertion says that it is to be verified; empty when it does not say. */
export function waySaid(assertion: Json): 'hosted' | 'signed' | '' {
  const { verification, verify } = assertion;
  const types = [verification, verify].filter(isJson).flatMap(({ type }) => type);
  if (types.some((type) => type === 'SignedBadge' || type === 'signed')) return 'signed';
  return types.some((type) => type === 'HostedBadge' || type === 'hosted') ? 'hosted' : '';
}

/** Where an assertion says that its issuer publishes it: its `id`, or in 1.x `verify.url`. */
function ownAddress(assertion: Json): string {
  const { id, verification, verify } = assertion;
  const said = [
    isJson(verify) ? textOf(verify['url']) : '',
    textOf(id),
    isJson(verification) ? textOf(verification['url']) : '',
  ];
  return said.find(isWeb) ?? '';
}

/**
 * An assertion of before 2.0 that names no address, as the one where it was found: there it is looked
 * for again, like any that is hosted. `undefined` for everything else.
 */
export function hostedAt(url: string, found: unknown): Json | undefined {
  if (!isJson(found) || kindOf(found) !== 'open-badge-2') return undefined;
  const isPlaced = ownAddress(found) !== '' || waySaid(found) === 'signed';
  if (isPlaced || legacyVersionOf(found) === '2') return undefined;
  return { type: 'Assertion', id: url, verification: { type: 'HostedBadge' } };
}

/**
 * A hosted badge: what came in the file only says where to look. From here on the copy that is
 * published there counts, and nothing else.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#hosted-verification
 */
export async function readHosted(
  verification: Verification,
  claimed: Json,
): Promise<FoundAssertion> {
  const address = ownAddress(claimed);
  const as = (proof: Check) => ({ assertion: claimed, address, proof });
  if (address === '') return as(unknown('hosted_address_missing', 'It names no address.'));
  try {
    const found = await published(verification, address);
    if ('code' in found) return as(found);
    const { document } = found;
    if (typesOf(document).includes('VerifiableCredential')) {
      return as(unknown('hosted_newer', 'A badge of a newer version is there.'));
    }
    if (isRemains(document)) return { ...as(gone()), isGone: true };
    if (waySaid(document) === 'signed') {
      return as(failed('proof_missing', 'The published copy says that it is signed, and is not.'));
    }
    if (claimed['badge'] !== undefined && !isEqual(claimed, document)) {
      verification.warnings.push('hosted_copy_differs');
    }
    return { ...found, assertion: document, proof: outcome('proof', 'passed', 'hosted_copy') };
  } catch (error) {
    if (error instanceof BadgeError && error.code === 'remote_gone') {
      return { ...as(gone()), isGone: true };
    }
    return as(notRead(address, error));
  }
}

/** The copy at an address, or the one on the same host that it says it is. */
async function published(
  verification: Verification,
  address: string,
): Promise<{ document: Json; address: string } | Check> {
  const document = await readPartThere(verification, address, 'badge');
  const own = ownAddress(document);
  if (own === '' || sameAddress(own, address)) return { document, address };
  if (!sameHost(own, address)) {
    return failed('hosted_id_mismatch', `${address} holds the badge ${own.slice(0, 200)}`);
  }
  const moved = await readPartThere(verification, own, 'badge');
  if (!sameAddress(ownAddress(moved), own)) {
    return failed('hosted_id_mismatch', `${own.slice(0, 200)} holds another badge.`);
  }
  verification.warnings.push('legacy_address_differs');
  return { document: moved, address: own };
}

/** What is left of a badge that was taken back: the standard asks for no more than this. */
function isRemains(document: Json): boolean {
  return document['revoked'] === true && document['badge'] === undefined;
}

/** What answers over https alone cannot be asked when the badge says http. */
function notRead(address: string, error: unknown): Check {
  const check = outcomeOfFetch('proof', error, address);
  if (check.outcome === 'failed' || /^https:/i.test(address)) return check;
  return unknown('hosted_insecure', `${check.code}: ${check.detail}`);
}

/** Whether two JSON values say the same, in whatever order. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
  }
  if (!isJson(one) || !isJson(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}

const gone = () => unknown('hosted_gone', 'The address says that it is there no more.');
const unknown = (code: string, detail: string) => outcome('proof', 'unknown', code, detail);
const failed = (code: string, detail: string) => outcome('proof', 'failed', code, detail);
