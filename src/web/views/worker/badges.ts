import type { Achievement } from '../../../domain/achievement.ts';
import { onePerAchievement } from '../../../domain/achievement-group.ts';
import { draftName } from '../../../domain/draft.ts';
import type { AchievementList } from '../../../usecases/achievements/list-achievements.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import type { BadgeTile, Empty, Notice } from '../parts.ts';

export interface BadgesView {
  readonly title: string;
  readonly notice: Notice;
  /** Whether these are the archived ones; `hasArchive` says whether there are any. */
  readonly isArchive: boolean;
  readonly hasArchive: boolean;
  readonly drafts: readonly BadgeTile[];
  readonly tiles: readonly BadgeTile[];
  /** The next page; empty on the last. */
  readonly more: string;
  readonly empty: Empty | false;
}

/** Which part of the list is shown. */
interface BadgesPlace {
  readonly isArchive: boolean;
  /** The last badge of the page before. */
  readonly after?: string;
}

const TILES = 60;
const ARCHIVE_HREF = '/badges?list=archived';

export function badgesView(
  words: Words,
  list: AchievementList,
  { notice, isArchive, after }: BadgesPlace & { readonly notice: Notice },
): BadgesView {
  const { language } = words;
  const listed = onePerAchievement(isArchive ? list.archived : list.offered, language);
  const start = listed.findIndex((one) => isNamed(one, after)) + 1;
  const shown = listed.slice(start, start + TILES);
  const isFirst = start === 0 && !isArchive;
  const isEmpty = list.offered.length + list.drafts.length + list.archived.length === 0;
  return {
    title: words.t(isArchive ? 'badges.archived' : 'badges.title'),
    notice,
    isArchive,
    hasArchive: list.archived.length > 0,
    drafts: isFirst ? list.drafts.map((one) => draftTile(words, one)) : [],
    tiles: shown.map((one) => badgeTile(words, one)),
    more: listed.length > start + TILES ? moreHref(isArchive, shown.at(-1)) : '',
    empty: isEmpty && {
      title: words.t('badges.emptyTitle'),
      text: words.t('badges.emptyText'),
      href: '/badges/catalogue',
      action: words.t('badges.catalogue'),
    },
  };
}

/** The page may be read on in the other language. */
function isNamed({ id, related }: Achievement, named: string | undefined): boolean {
  return id === named || related.some((sibling) => sibling.id === named);
}

function moreHref(isArchive: boolean, last: Achievement | undefined): string {
  const after = `after=${encodeURIComponent(last?.id ?? '')}`;
  return isArchive ? `${ARCHIVE_HREF}&${after}` : `/badges?${after}`;
}

function draftTile(words: Words, { draft, text }: AchievementList['drafts'][number]): BadgeTile {
  const { language } = words;
  return {
    href: draftHref(draft.id),
    picture: `${draftHref(draft.id)}/image`,
    name: plainText(draftName(text, language)) || words.t('badges.nameless'),
    inLanguage: language,
    note: draft.replaces.length > 0 ? words.t('badges.newVersionNote') : '',
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

const DONE = [
  'removed',
  'published',
  'adopted',
  'archived',
  'unarchived',
  'saved',
  'merged',
] as const;

/** The sentence about what was just done, as the address says it with `?done=`. */
export function doneNotice(words: Words, done: unknown): Notice {
  const known = DONE.find((each) => each === done);
  return { kind: 'good', text: known ? words.t(`badges.done.${known}`) : '' };
}
