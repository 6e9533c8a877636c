import { BadgeError } from '../../domain/errors.ts';

const MAX_URL_LENGTH = 2048;
const LOCALHOST = /(^|\.)localhost\.?$/;
const FOUR_NUMBERS = /^\d{1,3}(\.\d{1,3}){3}$/;
/** Networks of one's own, this machine, and what is set aside: no badge has business there. */
const PRIVATE_IPV4 =
  /^(0|10|127|2(2[4-9]|[3-5]\d))\.|^(169\.254|192\.168|192\.0\.[02]|198\.1[89]|198\.51\.100|203\.0\.113)\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
/** What is routed on the internet begins with 2 or 3; 2001:0 and 2002 are tunnels to the older one. */
const PUBLIC_IPV6 = /^\[[23][\da-f]{3}:/;
const TUNNEL = /^\[(2001:[01]?\d?\d?:|2001::|2002:)/;

/**
 * What can be said of an address before it is asked: a badge must not make the visitor's browser
 * call the printer of their network. The same codes as the server gives.
 *
 * @throws {BadgeError} `url_invalid`, `url_scheme`, `url_userinfo`, `egress_blocked`, `egress_port`
 */
export function checkUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) {
    throw new BadgeError('url_invalid', 'Not a URL, or too long.');
  }
  const url = new URL(text);
  if (url.protocol !== 'https:') throw new BadgeError('url_scheme', `Not https: ${url.protocol}`);
  if (url.username !== '' || url.password !== '') {
    throw new BadgeError('url_userinfo', 'A URL with a user name or a password.');
  }
  if (isPrivate(url.hostname)) throw new BadgeError('egress_blocked', 'The host is not public.');
  if (url.port !== '') throw new BadgeError('egress_port', `Port ${url.port} is not 443.`);
  url.hash = '';
  return url;
}

function isPrivate(host: string): boolean {
  if (host.startsWith('[')) return !PUBLIC_IPV6.test(host) || TUNNEL.test(host);
  return FOUR_NUMBERS.test(host) ? PRIVATE_IPV4.test(host) : LOCALHOST.test(host);
}
