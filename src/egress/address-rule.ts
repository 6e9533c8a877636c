import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { PRIVATE_NETWORKS, PUBLIC_IPV6 } from '../domain/outside-url.ts';

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR(PUBLIC_IPV6);
const NETWORKS = PRIVATE_NETWORKS.map((network) => ipaddr.parseCIDR(network));

/**
 * Whether an address belongs to the public internet. An allow-list: whatever is not known to be
 * public, text that is not an address included, is not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  const ip = ipaddr.parse(address);
  if (ip.range() !== 'unicast') return false;
  const isIn = (network: (typeof NETWORKS)[number]) =>
    network[0].kind() === ip.kind() && ip.match(network);
  if (NETWORKS.some(isIn)) return false;
  return ip.kind() === 'ipv4' || ip.match(GLOBAL_UNICAST);
}

/**
 * What stands for a machine in an address: of IPv6 the network alone, as each machine has as many
 * numbers there as it likes.
 */
export function machineOf(address: string): string {
  const ip = ipaddr.parse(address);
  const text = ip.toNormalizedString();
  return ip.kind() === 'ipv4' ? text : text.split(':').slice(0, 4).join(':');
}

/** A URL's host as the resolver wants it: an IPv6 literal without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
