import type { VerificationReport } from '../../../domain/verification.ts';
import { pictureHref } from '../achievement.ts';

/**
 * Only a picture that this service serves itself is shown, and only of an issuer that it hosts;
 * empty for any other.
 */
export function ownPicture({ credential, issuer }: VerificationReport, origin: string): string {
  if (!issuer.recognised || issuer.domain !== new URL(origin).host) return '';
  const subject = credential['credentialSubject'] as
    | { readonly achievement?: { readonly id?: unknown } }
    | undefined;
  const id = subject?.achievement?.id;
  const prefix = `${origin}/achievements/`;
  if (typeof id !== 'string' || !id.startsWith(prefix)) return '';
  const own = id.slice(prefix.length);
  return /^[\w-]{1,64}$/.test(own) ? pictureHref(own) : '';
}
