import { isJson, listOf, textOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { outcome, outcomeOfFetch, outcomeOfProblem } from '../outcomes.ts';
import type { Json, PublicKey, ReadJwt, Verification } from '../tools.ts';
import { isWeb, readTextThere, readThere, refOf, sameAddress, sameHost } from './addresses.ts';
import type { LegacyParts } from './read-parts.ts';
import { checkScope } from './scope.ts';

/** Asymmetric ones only: with a secret shared, a public key would be the secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const MAX_KEYS = 3;

type FoundKey = { readonly key: PublicKey } | { readonly check: Check };

/**
 * A signed badge: the key is one that the issuer's own profile lists, and that says it is the
 * issuer's. The badge's word about its key only chooses among those.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#SignedBadge
 */
export async function checkSigned(
  verification: Verification,
  jwt: ReadJwt,
  parts: LegacyParts,
): Promise<readonly [issuer: Check, proof: Check]> {
  const { alg } = jwt.header;
  if (parts.version === '0.5') {
    const unsigned = failed(
      'issuer_key_unbound',
      'Nothing was signed in 0.5: no key is anybody’s.',
    );
    return [unsigned, outcome('proof', 'unknown', 'key_unresolvable')];
  }
  const unasked = outcome('issuer', 'unknown', 'issuer_not_reached');
  if ('crit' in jwt.header) return [unasked, bad('crit_unsupported', 'No extension is read.')];
  if (!ALGORITHMS.includes(textOf(alg))) {
    return [unasked, bad('alg_not_allowed', textOf(alg).slice(0, 20))];
  }
  const keys = parts.issuer ? await keysOf(verification, parts) : [{ check: parts.gap ?? unasked }];
  const known = keys.flatMap((found) => ('key' in found ? found.key : []));
  const notKeys = keys.flatMap((found) => ('check' in found ? found.check : []));
  const bound = outcome('issuer', 'passed', 'issuer_bound');
  for (const key of known) {
    const { signingInput, signature } = jwt;
    if (await verification.tools.verifySignature(key, textOf(alg), signingInput, signature)) {
      return [bound, outcome('proof', 'passed', 'signature_valid')];
    }
  }
  // One that was not tried may have signed: only when every one was, the answer is no.
  const untried = notKeys.find((check) => check.outcome === 'unknown');
  if (known.length > 0 && !untried) {
    return [bound, bad('signature_invalid', 'The signature does not match.')];
  }
  return [untried ?? notKeys[0] ?? unasked, outcome('proof', 'unknown', 'key_unresolvable')];
}

/** The issuer's keys that may have signed; for what is no such key, why. */
async function keysOf(
  verification: Verification,
  parts: LegacyParts,
): Promise<readonly FoundKey[]> {
  const { assertion, issuer = {}, version } = parts;
  const listed = listOf(issuer['publicKey']);
  if (version !== '2' && listed.length === 0 && isOfOne(issuer)) {
    return [await keyAtAddress(verification, parts)];
  }
  if (listed.length === 0) {
    return [{ check: outcome('issuer', 'unknown', 'key_unlisted', 'The profile lists no key.') }];
  }
  const named = namedKey(assertion);
  const chosen = listed.filter((one) => named === '' || sameAddress(refOf(one), named));
  if (chosen.length === 0) {
    return [{ check: failed('verification_method_not_found', `${named} is not listed.`) }];
  }
  const wanted = chosen.slice(0, MAX_KEYS);
  const found = await Promise.all(wanted.map((one) => listedKey(verification, parts, one)));
  if (wanted.length === chosen.length) return found;
  const detail = `Only ${MAX_KEYS} of ${chosen.length} keys were tried.`;
  return [...found, { check: outcome('issuer', 'unknown', 'too_many_keys', detail) }];
}

/** `verification.creator`, or in 1.x the address where the key is. */
function namedKey({ verification, verify }: Json): string {
  if (isJson(verification)) return refOf(verification['creator']);
  return isJson(verify) ? textOf(verify['url']) : '';
}

async function listedKey(
  verification: Verification,
  { issuer = {}, issuerId }: LegacyParts,
  listed: unknown,
): Promise<FoundKey> {
  try {
    const isWhole = isJson(listed) && listed['publicKeyPem'] !== undefined;
    const id = refOf(listed);
    if (!isWhole && !isWeb(id)) {
      return { check: failed('key_malformed', 'The listed key is no address.') };
    }
    const document = isWhole ? listed : await readThere(verification, id, 'key');
    const owner = refOf(document['owner']);
    const isOwn = [issuerId, textOf(issuer['id'])].some((one) => sameAddress(owner, one));
    if (owner === '' || !isOwn) {
      return { check: failed('controller_mismatch', `The key is of ${owner.slice(0, 200)}`) };
    }
    if (document['revoked'] !== undefined) {
      return { check: failed('key_revoked', 'The key says that it is revoked.') };
    }
    return await keyIn(verification, textOf(document['publicKeyPem']));
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error, refOf(listed)) };
  }
}

/**
 * Whether a profile is written as in 1.x, where it listed no keys. One of later does: a badge that calls
 * itself older gets no other key.
 */
function isOfOne(issuer: Json): boolean {
  return listOf(issuer['@context']).every((context) => /\/v1(\/|$)/.test(textOf(context)));
}

/**
 * In 1.x the badge says where the key is, as a text: only the issuer's own host counts, and of that
 * only where it publishes, when it says so.
 */
async function keyAtAddress(
  verification: Verification,
  { assertion, issuer = {}, issuerId }: LegacyParts,
): Promise<FoundKey> {
  const address = namedKey(assertion);
  const scope = checkScope(address, { issuer, issuerId });
  if (!sameHost(address, issuerId) || scope.outcome !== 'passed') {
    return { check: failed('issuer_key_unbound', `${address} is not where the issuer publishes.`) };
  }
  try {
    return await keyIn(verification, await readTextThere(verification, address, 'key'));
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error, address) };
  }
}

async function keyIn({ tools }: Verification, pem: string): Promise<FoundKey> {
  const read = await tools.keyFromPem(pem);
  return 'problem' in read ? { check: outcomeOfProblem('issuer', read.problem) } : read;
}

const failed = (code: string, detail: string) => outcome('issuer', 'failed', code, detail);
const bad = (code: string, detail: string) => outcome('proof', 'failed', code, detail);
