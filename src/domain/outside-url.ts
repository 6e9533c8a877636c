import { BadgeError } from './errors.ts';

const MAX_URL_LENGTH = 2048;
/**
 * Names of this machine or of a network within: a single label, and the endings that no public name
 * has. Refused before anyone is asked, so that nobody learns from us which of them exist.
 */
const PRIVATE_NAME =
  /^[^.]+\.?$|(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)\.?$/;
/** As a URL spells an address, whatever it was written as: numbers with dots, or in brackets. */
const ADDRESS = /^(\d+(?:\.\d+){3}|\[.*\])$/;

/** All of IPv6 that is routed on the internet. */
export const PUBLIC_IPV6 = '2000::/3';
/**
 * What is not of the public internet: this machine, networks within, what is set aside, and tunnels
 * that can lead to a private address of IPv4.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const PRIVATE_NETWORKS: readonly string[] = [
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24'],
  ['192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ['224.0.0.0/3'],
  // Public by its number, yet what answers there is the machine's own cloud (Azure).
  ['168.63.129.16/32'],
  ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'],
].flat();

/**
 * What can be said of a URL before anything is asked of the network, by the server or by a visitor's
 * browser: https, port 443, no user name, and a host that is neither this machine nor a private
 * address in any of its spellings.
 *
 * @returns it without its fragment
 * @throws {BadgeError} `url_invalid`, `url_scheme`, `url_userinfo`, `egress_blocked`, `egress_port`
 */
export function checkOutsideUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH) {
    throw new BadgeError('url_invalid', `A URL of more than ${MAX_URL_LENGTH} characters.`);
  }
  if (!URL.canParse(text)) throw new BadgeError('url_invalid', 'Not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'https:') throw new BadgeError('url_scheme', `Not https: ${url.protocol}`);
  if (url.username !== '' || url.password !== '') {
    throw new BadgeError('url_userinfo', 'A URL with a user name or a password.');
  }
  // Named before the port is looked at, as an answer of the resolver would come too late for that.
  if (isPrivate(url.hostname)) throw new BadgeError('egress_blocked', 'The host is not public.');
  if (url.port !== '') throw new BadgeError('egress_port', `Port ${url.port} is not 443.`);
  url.hash = '';
  return url;
}

function isPrivate(host: string): boolean {
  if (!ADDRESS.test(host)) return PRIVATE_NAME.test(host);
  const address = host.replace(/^\[|\]$/g, '');
  if (isV6(address) && !isIn(address, PUBLIC_IPV6)) return true;
  return PRIVATE_NETWORKS.some((network) => isIn(address, network));
}

const isV6 = (address: string) => address.includes(':');

function isIn(address: string, network: string): boolean {
  if (isV6(address) !== isV6(network)) return false;
  const [base = '', length] = network.split('/');
  return bitsOf(address).startsWith(bitsOf(base).slice(0, Number(length)));
}

/** An address in the one spelling that a URL has for it, as its bits. */
function bitsOf(address: string): string {
  if (!isV6(address)) return binary(address.split('.'), 10, 8);
  const [before = [], after = []] = address
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':')));
  const between = new Array<string>(8 - before.length - after.length).fill('0');
  return binary([...before, ...between, ...after], 16, 16);
}

function binary(numbers: readonly string[], radix: number, width: number): string {
  return numbers
    .map((number) => Number.parseInt(number, radix).toString(2).padStart(width, '0'))
    .join('');
}
