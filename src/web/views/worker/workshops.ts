import type { AchievementOutline } from '../../../domain/achievement-group.ts';
import type { Profile } from '../../../domain/profile.ts';
import { insideNameOf, profileUrl } from '../../../domain/profile.ts';
import type { WorkRoom, WorkshopLine } from '../../../usecases/people/open-work-room.ts';
import { nextHref } from '../../cursor.ts';
import { isDefaultName } from '../../default-name.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { workshopHref } from '../hrefs.ts';
import type { BadgeTile, Field } from '../parts.ts';
import { badgeHref } from './badges.ts';
import { queryField } from './people.ts';

export interface WorkshopsView {
  readonly title: string;
  /** Absent on the pages of older workshops. */
  readonly home: HomeView | false;
  readonly query: Field;
  /** Whether the first badge was awarded: before, the card leads. */
  readonly isAwarding: boolean;
  readonly workshops: readonly WorkshopRow[];
  readonly more: string;
}

interface HomeView {
  readonly name: string;
  readonly publicHref: string;
  /** What is left to do before the first badge is handed over. */
  readonly start: { readonly isNamed: boolean; readonly hasBadge: boolean } | false;
  readonly tiles: readonly BadgeTile[];
}

interface WorkshopRow {
  readonly href: string;
  readonly title: string;
  readonly when: string;
  readonly badges: string;
}

const TILES = 8;

export function workshopsView(
  words: Words,
  room: WorkRoom,
  { profile, isFirst }: { readonly profile: Profile; readonly isFirst: boolean },
): WorkshopsView {
  return {
    title: words.t(isFirst ? 'workshops.title' : 'workshops.older'),
    home: isFirst && homeView(room, profile),
    query: queryField(words),
    isAwarding: room.hasAwards,
    workshops: room.workshops.map((line) => workshopRow(words, line)),
    more: nextHref('/workshops', room.next),
  };
}

function homeView(room: WorkRoom, profile: Profile): HomeView {
  return {
    name: plainText(insideNameOf(profile)),
    publicHref: profileUrl(profile),
    start: !room.hasAwards && {
      isNamed: !isDefaultName(profile.name),
      hasBadge: room.achievements.length > 0,
    },
    tiles: room.achievements.slice(0, TILES).map(badgeTile),
  };
}

function badgeTile({ id, name, inLanguage }: AchievementOutline): BadgeTile {
  return {
    href: badgeHref(id),
    picture: pictureHref(id),
    name: plainText(name),
    inLanguage,
    note: '',
  };
}

function workshopRow(words: Words, { workshop, badges }: WorkshopLine): WorkshopRow {
  return {
    href: workshopHref(workshop.id),
    title: plainText(workshop.title),
    when: workshopWhen(words, workshop),
    badges: words.t(badges === 0 ? 'workshops.noBadges' : 'workshops.badges', { count: badges }),
  };
}

/** The day, and the place when it was noted. */
export function workshopWhen(
  words: Words,
  workshop: { readonly date: string; readonly place?: string },
): string {
  const date = words.day(workshop.date);
  const place = plainText(workshop.place);
  return place ? words.t('workshop.place', { date, place }) : date;
}
