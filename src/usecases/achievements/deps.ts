import type { Actor } from '../../domain/actor.ts';
import { may } from '../../domain/actor.ts';
import type { BadgeDesign } from '../../domain/badge-design.ts';
import type { Library } from '../../domain/catalogue.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Sha256Hex } from '../../domain/ledger.ts';
import type { Seams, Store } from '../ports.ts';

/** What describing achievements needs from outside. */
export interface AchievementDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<
    Store,
    'achievements' | 'awards' | 'drafts' | 'frameworks' | 'pictures' | 'profiles'
  >;
  readonly sha256Hex: Sha256Hex;
  /** What ships in the box. */
  readonly library: Library;
  readonly designs: {
    /** A self-contained SVG. @throws {BadgeError} `colours_too_close`, `icon_unknown`, `ribbon_unprintable` */
    draw(design: BadgeDesign, title: string): Promise<string>;
    /** What it shows, in words. */
    describe(design: BadgeDesign, language: 'fr' | 'en'): Promise<string>;
  };
}

/** Someone who writes achievements for one profile: a member, or a program of it. */
export type Author = Actor & { readonly profileId: string };

/** @throws {BadgeError} `member_required` */
export function refuseOthers(actor: Author): void {
  if (may(actor, actor.profileId, 'achievements:write')) return;
  throw new BadgeError('member_required', 'Only those who work for a profile describe its badges.');
}
