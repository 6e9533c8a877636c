import type { Achievement } from '../../domain/achievement.ts';
import { didOf, type Profile, profileUrl } from '../../domain/profile.ts';
import { plainText } from '../plain-text.ts';
import { pictureHref } from './achievement.ts';

export interface IssuerView {
  readonly title: string;
  readonly description: string;
  readonly email: string;
  readonly did: string;
  readonly didHref: string;
  readonly achievements: readonly AchievementLink[];
}

export interface AchievementLink {
  readonly name: string;
  readonly inLanguage: string;
  readonly href: string;
  readonly picture: string;
}

export function issuerView(profile: Profile, achievements: readonly Achievement[]): IssuerView {
  return {
    title: plainText(profile.name),
    description: plainText(profile.description),
    email: plainText(profile.email),
    did: didOf(profile),
    didHref: `${profileUrl(profile)}/did.json`,
    achievements: achievementLinks(achievements),
  };
}

/** By name, in the order of the alphabet. */
export function achievementLinks(achievements: readonly Achievement[]): AchievementLink[] {
  return achievements
    .map(({ id, name, inLanguage }) => ({
      name: plainText(name),
      inLanguage,
      href: `/achievements/${encodeURIComponent(id)}`,
      picture: pictureHref(id),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
}
