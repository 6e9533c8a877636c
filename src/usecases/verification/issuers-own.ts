import { hostOf } from './bound-issuer.ts';

/**
 * Whether what an endorsement is about is the badge's issuer, or stands on the issuer's host. Anyone may
 * write the address of a famous badge into one of their own: what others said of the famous one is
 * genuine, and says nothing about who borrowed its address. What has no host has no owner to be seen.
 */
export function isIssuersOwn(about: string, issuerId: string): boolean {
  if (about !== '' && about === issuerId) return true;
  const host = hostOf(about);
  return host !== '' && host === hostOf(issuerId);
}
