import type { Achievement } from '../../../domain/achievement.ts';
import { onePerAchievement } from '../../../domain/achievement-group.ts';
import { didOf, type Profile, profileUrl } from '../../../domain/profile.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';

export interface IssuerView {
  readonly title: string;
  readonly description: string;
  readonly email: string;
  readonly did: string;
  readonly didHref: string;
  /** What verifiers without a network need to know of this issuer. */
  readonly archiveHref: string;
  /** In groups of four; what people compare on the phone. Empty without a key. */
  readonly fingerprint: string;
  readonly achievements: readonly AchievementLink[];
  /** What a report is about. */
  readonly about: string;
}

interface AchievementLink {
  readonly name: string;
  readonly inLanguage: string;
  readonly href: string;
  readonly picture: string;
}

/** @param achievements all of the profile; those that are not offered any more are left out */
export function issuerView(
  words: Pick<Words, 'language'>,
  profile: Profile,
  achievements: readonly Achievement[],
  fingerprint: string,
): IssuerView {
  const offered = achievements.filter(({ archivedAt }) => archivedAt === undefined);
  return {
    title: plainText(profile.name),
    description: plainText(profile.description),
    email: plainText(profile.email),
    did: didOf(profile),
    didHref: `${profileUrl(profile)}/did.json`,
    about: `/issuers/${encodeURIComponent(profile.handle)}`,
    archiveHref: `/issuers/${encodeURIComponent(profile.handle)}/archive.json`,
    fingerprint: fingerprint.replace(/(.{4})(?=.)/g, '$1 '),
    achievements: onePerAchievement(offered, words.language).map(({ id, name, inLanguage }) => ({
      name: plainText(name),
      inLanguage,
      href: `/achievements/${encodeURIComponent(id)}`,
      picture: pictureHref(id),
    })),
  };
}
