import type { Achievement } from '../../domain/achievement.ts';
import type { Profile } from '../../domain/profile.ts';
import { profileUrl } from '../../domain/profile.ts';
import {
  COUNTED_AWARDS,
  type WorkRoom,
  type WorkshopLine,
} from '../../usecases/people/open-work-room.ts';
import { nextHref } from '../cursor.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';
import { pictureHref } from './achievement.ts';
import type { BadgeTile, Field } from './parts.ts';
import { queryField } from './people.ts';

export interface WorkshopsView {
  readonly title: string;
  /** Absent on the pages of older workshops. */
  readonly home: HomeView | false;
  readonly query: Field;
  readonly workshops: readonly WorkshopRow[];
  readonly more: string;
}

interface HomeView {
  readonly name: string;
  readonly publicHref: string;
  /** What is left to do before the first badge is handed over. */
  readonly start: { readonly hasBadge: boolean } | false;
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
    home: isFirst && homeView(words, room, profile),
    query: queryField(words),
    workshops: room.workshops.map((line) => workshopRow(words, line)),
    more: nextHref('/workshops', room.next),
  };
}

function homeView(words: Words, room: WorkRoom, profile: Profile): HomeView {
  return {
    name: plainText(profile.name),
    publicHref: profileUrl(profile),
    start: !room.hasAwards && { hasBadge: room.achievements.length > 0 },
    tiles: inLanguage(room.achievements, words.language)
      .slice(0, TILES)
      .map((achievement) => badgeTile(achievement)),
  };
}

/** Of a badge and its translations, the one in the language of the page. */
function inLanguage(achievements: readonly Achievement[], language: string): Achievement[] {
  const isOurs = (tag: string) => tag.split('-')[0] === language;
  return achievements.filter(
    (one) => isOurs(one.inLanguage) || !one.related.some((other) => isOurs(other.inLanguage)),
  );
}

function badgeTile({ id, name, inLanguage }: Achievement): BadgeTile {
  return {
    href: `/badges/${encodeURIComponent(id)}`,
    picture: pictureHref(id),
    name: plainText(name),
    inLanguage,
    note: '',
  };
}

function workshopRow(words: Words, { workshop, badges }: WorkshopLine): WorkshopRow {
  return {
    href: `/workshops/${encodeURIComponent(workshop.id)}`,
    title: plainText(workshop.title),
    when: workshopWhen(words, workshop),
    badges: badgesLine(words, badges),
  };
}

function badgesLine(words: Words, count: number): string {
  if (count === 0) return words.t('workshops.noBadges');
  if (count >= COUNTED_AWARDS) return words.t('workshops.badgesMany', { count });
  return words.t('workshops.badges', { count });
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
