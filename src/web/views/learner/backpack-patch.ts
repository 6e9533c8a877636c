import type { ImportCheck, ImportOutcome } from '../../../domain/backpack.ts';
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
  /** What to know before leaning on it; nothing of a badge of the centre that is good. */
  readonly state: PatchState | false;
}

interface PatchState {
  readonly tag: 'good' | 'late' | 'bad' | 'unsure';
  readonly text: string;
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
      state: revoked && { tag: 'late', text: words.t('gallery.takenBack') },
    };
  }
  const { id, name, issuerName, issuerDomain, pictureHash, checked } = badge.badge;
  return {
    ...common,
    picture: pictureHash === undefined ? '' : importPictureHref(id),
    name: plainText(name, 300) || words.t('verdict.noName'),
    inLanguage: '',
    from: issuerInWords(words, { name: issuerName, domain: issuerDomain }),
    isRevoked: false,
    state: importState(words, checked),
  };
}

const TAGS: Readonly<Record<ImportOutcome, PatchState['tag']>> = {
  verified: 'good',
  'unknown-signer': 'unsure',
  'no-longer-valid': 'late',
  undetermined: 'unsure',
  rejected: 'bad',
};

/** As it was found when somebody looked last. */
function importState(words: Words, checked: ImportCheck | undefined): PatchState {
  if (!checked) return { tag: 'unsure', text: words.t('gallery.notChecked') };
  const { outcome, at } = checked;
  const text = words.t(`gallery.checked.${outcome}`, { date: words.day(at) });
  return { tag: TAGS[outcome], text };
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
