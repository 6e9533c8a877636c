import type { Achievement } from '../../domain/achievement.ts';
import { type Profile, profileUrl } from '../../domain/profile.ts';
import { plainText } from '../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../safe-html.ts';
import type { Words } from '../words.ts';
import { type AlignmentView, alignmentView } from './alignments.ts';

export interface AchievementView {
  readonly title: string;
  /** The language of the achievement, which may not be that of the page. */
  readonly inLanguage: string;
  readonly picture: string;
  readonly description: string;
  readonly criteria: SafeHtml;
  readonly issuer: { readonly name: string; readonly href: string };
  readonly alignments: readonly AlignmentView[];
  readonly tags: readonly string[];
  readonly related: ReadonlyArray<{
    readonly href: string;
    readonly inLanguage: string;
    readonly language: string;
  }>;
}

export function achievementView(
  words: Words,
  achievement: Achievement,
  profile: Profile,
): AchievementView {
  return {
    title: plainText(achievement.name),
    inLanguage: achievement.inLanguage,
    picture: pictureHref(achievement.id),
    description: plainText(achievement.description),
    criteria: markdownToHtml(achievement.criteria),
    issuer: { name: plainText(profile.name), href: profileUrl(profile) },
    alignments: achievement.alignments.map(alignmentView),
    tags: achievement.tags.map((tag) => plainText(tag)),
    related: achievement.related.map(({ id, inLanguage }) => ({
      href: `/achievements/${encodeURIComponent(id)}`,
      inLanguage,
      language: words.languageName(inLanguage),
    })),
  };
}

/** Where the picture of an achievement of this service is. */
export function pictureHref(achievementId: string): string {
  return `/achievements/${encodeURIComponent(achievementId)}/image.png`;
}
