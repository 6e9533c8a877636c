import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { BadgeError } from '../domain/errors.ts';

const MAX_URL_LENGTH = 2048;
/**
 * Names of this machine or of a network within: a single label, and the endings that no public name
 * has. Blocked before anyone is asked, so that nobody learns from us which of them exist.
 */
const PRIVATE_NAME =
  /^[^.]+\.?$|(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)\.?$/;
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Inside 2000::/3, yet tunnels and protocol assignments that can lead to a private IPv4 address. */
const TUNNELS = ['2001::/23', '2002::/16'].map((range) => ipaddr.IPv6.parseCIDR(range));

/**
 * Whether an address belongs to the public internet. An allow-list: whatever is not known to be
 * public, text that is not an address included, is not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  const ip = ipaddr.parse(address);
  if (ip.range() !== 'unicast') return false;
  if (ip.kind() === 'ipv4') return true;
  return ip.match(GLOBAL_UNICAST) && !TUNNELS.some((tunnel) => ip.match(tunnel));
}

/** A URL's host as the resolver wants it: an IPv6 literal without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * What can be said of a URL before anything is asked of the network: https, port 443, no user
 * name, and a host that is neither this machine nor a private address in any of its spellings.
 *
 * @throws {BadgeError} `url_invalid`, `url_scheme`, `url_userinfo`, `egress_blocked`, `egress_port`
 */
export function checkUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH) {
    throw new BadgeError('url_invalid', `A URL of more than ${MAX_URL_LENGTH} characters.`);
  }
  if (!URL.canParse(text)) throw new BadgeError('url_invalid', 'Not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'https:') throw new BadgeError('url_scheme', `Not https: ${url.protocol}`);
  if (url.username !== '' || url.password !== '') {
    throw new BadgeError('url_userinfo', 'A URL with a user name or a password.');
  }
  const host = hostOf(url);
  // Named before the port is looked at, as an answer of the resolver would come too late for that.
  const isPrivate = isIP(host) !== 0 ? !isPublicAddress(host) : PRIVATE_NAME.test(host);
  if (isPrivate) throw new BadgeError('egress_blocked', 'The host is not public.');
  if (url.port !== '') throw new BadgeError('egress_port', `Port ${url.port} is not 443.`);
  url.hash = '';
  return url;
}
