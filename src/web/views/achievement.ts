import { type Achievement, achievementUrl } from '../../domain/achievement.ts';
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
  readonly imageAlt: string;
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
  /** `2` for what took the place of a first one; empty for a first one. */
  readonly version: string;
  readonly isArchived: boolean;
  /** What took its place. */
  readonly newest: { readonly href: string; readonly name: string } | false;
  /** What a report is about. */
  readonly about: string;
  /** What a link to the page looks like elsewhere: never a person. */
  readonly graph: {
    readonly url: string;
    readonly description: string;
    readonly image: string;
    readonly locale: string;
  };
}

const GRAPH_DESCRIPTION = 200;

export function achievementView(
  words: Words,
  parts: {
    readonly achievement: Achievement;
    readonly profile: Profile;
    readonly newest: Achievement | undefined;
  },
): AchievementView {
  const { achievement, profile, newest } = parts;
  const url = achievementUrl(achievement);
  return {
    title: plainText(achievement.name),
    inLanguage: achievement.inLanguage,
    picture: pictureHref(achievement.id),
    imageAlt: plainText(achievement.imageAlt) || plainText(achievement.name),
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
    version: plainText(achievement.version, 20),
    isArchived: achievement.archivedAt !== undefined,
    newest: newest
      ? {
          href: `/achievements/${encodeURIComponent(newest.id)}`,
          name: plainText(newest.name),
        }
      : false,
    about: `/achievements/${encodeURIComponent(achievement.id)}`,
    graph: {
      url,
      description: plainText(achievement.description, GRAPH_DESCRIPTION),
      image: `${url}/image.png`,
      locale: localeOf(achievement.inLanguage),
    },
  };
}

/** As Open Graph writes it: `fr_FR`. */
function localeOf(inLanguage: string): string {
  const [language = '', ...rest] = inLanguage.split('-');
  const region = rest.find((part) => /^[A-Z]{2}$/.test(part));
  return `${language}_${region ?? (language === 'en' ? 'GB' : language.toUpperCase())}`;
}

/** Where the picture of an achievement of this service is. */
export function pictureHref(achievementId: string): string {
  return `/achievements/${encodeURIComponent(achievementId)}/image.png`;
}
