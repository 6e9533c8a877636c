import type { Achievement } from '../../domain/achievement.ts';
import { onePerAchievement } from '../../domain/achievement-group.ts';
import { draftName } from '../../domain/draft.ts';
import type { AchievementList } from '../../usecases/achievements/list-achievements.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';
import { pictureHref } from './achievement.ts';
import type { BadgeTile, Empty, Notice } from './parts.ts';

export interface BadgesView {
  readonly title: string;
  readonly notice: Notice;
  readonly offered: readonly BadgeTile[];
  readonly drafts: readonly BadgeTile[];
  readonly archived: readonly BadgeTile[];
  readonly empty: Empty | false;
}

export function badgesView(words: Words, list: AchievementList, notice: Notice): BadgesView {
  const { language } = words;
  const tiles = (achievements: readonly Achievement[]) =>
    onePerAchievement(achievements, language).map((one) => badgeTile(words, one));
  const isEmpty = list.offered.length + list.drafts.length + list.archived.length === 0;
  return {
    title: words.t('badges.title'),
    notice,
    offered: tiles(list.offered),
    archived: tiles(list.archived),
    drafts: list.drafts.map(({ draft, text }) => ({
      href: draftHref(draft.id),
      picture: `${draftHref(draft.id)}/image`,
      name: plainText(draftName(text, language)) || words.t('badges.nameless'),
      inLanguage: language,
      note: draft.replaces.length > 0 ? words.t('badges.newVersionNote') : '',
    })),
    empty: isEmpty && {
      title: words.t('badges.emptyTitle'),
      text: words.t('badges.emptyText'),
      href: '/badges/catalogue',
      action: words.t('badges.catalogue'),
    },
  };
}

function badgeTile(words: Words, achievement: Achievement): BadgeTile {
  const { id, name, inLanguage, version } = achievement;
  return {
    href: badgeHref(id),
    picture: pictureHref(id),
    name: plainText(name),
    inLanguage,
    note: version ? words.t('badges.version', { version: plainText(version, 20) }) : '',
  };
}

export function badgeHref(achievementId: string): string {
  return `/badges/${encodeURIComponent(achievementId)}`;
}

export function draftHref(draftId: string): string {
  return `/badges/drafts/${encodeURIComponent(draftId)}`;
}

const DONE = ['removed', 'published', 'adopted', 'archived', 'unarchived', 'saved'] as const;

/** The sentence about what was just done, as the address says it with `?done=`. */
export function doneNotice(words: Words, done: unknown): Notice {
  const known = DONE.find((each) => each === done);
  return { kind: 'good', text: known ? words.t(`badges.done.${known}`) : '' };
}
