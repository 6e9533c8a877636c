import { insideNameOf, type Profile } from '../../../domain/profile.ts';
import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import { entryIdOf, type KeptBadge } from '../../../usecases/backpack/open-gallery.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { issuerInWords } from '../issuer-in-words.ts';
import { badgeHref } from './backpack-hrefs.ts';
import { importPictureHref } from './import.ts';

/** A badge as a large picture on linen: `{{> patch this}}`. */
export interface Patch {
  readonly id: string;
  readonly href: string;
  /** Empty for a badge of elsewhere that came without one. */
  readonly picture: string;
  readonly name: string;
  /** Empty when nobody said it. */
  readonly inLanguage: string;
  /** Who gave what does not come from here; empty for a badge of the centre. */
  readonly from: string;
  readonly isRevoked: boolean;
}

export function patchOf(words: Words, badge: KeptBadge): Patch {
  const common = { id: entryIdOf(badge), href: badgeHref(badge) };
  if (badge.kind === 'own') {
    const { achievement, revoked } = badge.entry;
    return {
      ...common,
      picture: pictureHref(achievement.id),
      name: plainText(achievement.name),
      inLanguage: achievement.inLanguage,
      from: '',
      isRevoked: revoked,
    };
  }
  const { id, name, issuerName, issuerDomain, pictureHash } = badge.badge;
  return {
    ...common,
    picture: pictureHash === undefined ? '' : importPictureHref(id),
    name: plainText(name, 300) || words.t('verdict.noName'),
    inLanguage: '',
    from: issuerInWords(words, { name: issuerName, domain: issuerDomain }),
    isRevoked: false,
  };
}

/** `Centre social de la Gare · Atelier robotique, le 18 novembre 2026`. */
export function givenLine(words: Words, entry: BackpackEntry, profile: Profile): string {
  const { workshop, award } = entry;
  const centre = plainText(insideNameOf(profile));
  if (!workshop) {
    return words.t('gallery.fromCentre', { centre, date: words.day(award.awardedDate) });
  }
  const title = plainText(workshop.title);
  return words.t('gallery.fromWorkshop', { centre, title, date: words.day(workshop.date) });
}
