import { isJson, listOf, textOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { outcome } from '../outcomes.ts';
import type { Json } from '../tools.ts';
import { isWeb, sameHost, webHostOf } from './addresses.ts';

/**
 * Whether what is published at an address may speak for an issuer: on the issuer's own host, or
 * where the issuer's own profile says. A badge class can narrow that, never widen it: anyone may
 * write a badge class that names the issuer.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#hosted-verification
 */
export function checkScope(
  address: string,
  { issuer, issuerId, badge = {} }: { issuer: Json; issuerId: string; badge?: Json },
): Check {
  const byIssuer = allows(issuer['verification'], address) ?? sameHost(address, issuerId);
  const byBadge = allows(badge['verification'], address) ?? true;
  return byIssuer && byBadge
    ? outcome('issuer', 'passed', 'hosted_in_scope')
    : outcome('issuer', 'failed', 'hosted_out_of_scope', `${address} is not of ${issuerId}`);
}

/** Whether a verification object allows the address; `undefined` when it says nothing of where. */
function allows(rule: unknown, address: string): boolean | undefined {
  if (!isJson(rule)) return undefined;
  const origins = listOf(rule['allowedOrigins']).map(textOf);
  const starts = listOf(rule['startsWith']).map(textOf);
  if (origins.length === 0 && starts.length === 0) return undefined;
  const host = webHostOf(address);
  const isOrigin = (origin: string) =>
    host !== '' && (isWeb(origin) ? webHostOf(origin) : origin.toLowerCase()) === host;
  // By host first: `https://good.test` is also how `https://good.test.evil.test` starts.
  const isStart = (start: string) => sameHost(start, address) && startsWith(address, start);
  return (
    (origins.length === 0 || origins.some(isOrigin)) &&
    (starts.length === 0 || starts.some(isStart))
  );
}

function startsWith(address: string, start: string): boolean {
  const path = (text: string) => new URL(text).href.replace(/^https?:/, '');
  if (!path(address).startsWith(path(start))) return false;
  const [rest = ''] = path(address).slice(path(start).length).split(/[?#]/);
  // Some servers read these as the separators that they stand for, and go out of there again.
  return !/%(2f|5c)/i.test(rest);
}
