import type { OwnShare } from '../../../usecases/backpack/own-shares.ts';
import { plainText } from '../../plain-text.ts';

/**
 * Where LinkedIn asks its member whether to add this badge to their profile: a plain link, and
 * nothing is told to it before it is followed. Empty when the share is not one badge of ours.
 */
export function linkedInHref(
  { share, badges }: OwnShare,
  address: string,
  organization: string,
): string {
  const [only, ...others] = badges;
  if (only?.kind !== 'own' || others.length > 0) return '';
  const { achievement, award, credential } = only.entry;
  const issued = new Date(award.awardedDate);
  const ends = new Date(share.expiresAt);
  const parts = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: plainText(achievement.name, 200),
    organizationName: organization,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    expirationYear: String(ends.getUTCFullYear()),
    expirationMonth: String(ends.getUTCMonth() + 1),
    certUrl: address,
    certId: credential.credentialId,
  });
  return `https://www.linkedin.com/profile/add?${parts}`;
}
