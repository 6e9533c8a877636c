import { ACHIEVEMENT_TYPES } from '../../../domain/achievement.ts';
import type { OpenAchievement } from '../../../usecases/achievements/open-achievement.ts';
import { plainText } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { type AlignmentView, alignmentView } from '../alignments.ts';
import type { Notice } from '../parts.ts';
import { badgeHref } from './badges.ts';

export interface BadgeDetailView {
  readonly title: string;
  readonly inLanguage: string;
  readonly notice: Notice;
  readonly picture: string;
  readonly imageAlt: string;
  readonly description: string;
  readonly criteria: SafeHtml;
  readonly alignments: readonly AlignmentView[];
  readonly tags: string;
  readonly type: string;
  readonly version: string;
  readonly awarded: string;
  readonly archivedOn: string;
  readonly newest: { readonly href: string; readonly name: string } | false;
  readonly siblings: ReadonlyArray<{ readonly href: string; readonly text: string }>;
  readonly publicHref: string;
  readonly awardHref: string;
  readonly action: string;
  readonly mayVersion: boolean;
}

export function badgeDetailView(
  words: Words,
  { achievement, siblings, awarded, newest }: OpenAchievement,
  notice: Notice,
): BadgeDetailView {
  const { id, archivedAt, inLanguage, name, imageAlt } = achievement;
  const type = ACHIEVEMENT_TYPES.find((one) => one === achievement.achievementType);
  return {
    title: plainText(name),
    inLanguage,
    notice,
    picture: pictureHref(id),
    imageAlt: plainText(imageAlt ?? name),
    description: plainText(achievement.description),
    criteria: markdownToHtml(achievement.criteria),
    alignments: achievement.alignments.map(alignmentView),
    tags: achievement.tags.map((tag) => plainText(tag)).join(', '),
    type: type ? words.t(`badgeType.${type}`) : '',
    version: plainText(achievement.version ?? '1', 20),
    awarded: awardedSentence(words, awarded),
    archivedOn: archivedAt ? words.t('badge.archivedOn', { day: words.day(archivedAt) }) : '',
    newest: newest ? { href: badgeHref(newest.id), name: plainText(newest.name) } : false,
    siblings: siblings.map((one) => ({
      href: badgeHref(one.id),
      text: words.t('badge.inLanguage', { language: words.languageName(one.inLanguage) }),
    })),
    publicHref: `/achievements/${encodeURIComponent(id)}`,
    awardHref: archivedAt ? '' : `/workshops/new?badge=${encodeURIComponent(id)}`,
    action: badgeHref(id),
    mayVersion: !newest && [achievement, ...siblings].some(isWrittenHere),
  };
}

/** New versions are written in French and English. */
function isWrittenHere({ inLanguage }: { readonly inLanguage: string }): boolean {
  return /^(?:fr|en)(?:-|$)/.test(inLanguage);
}

function awardedSentence(words: Words, count: number): string {
  return words.t(count === 0 ? 'badge.nobody' : 'badge.awarded', { count });
}
