import type { ErrorCode } from '../../../domain/errors.ts';
import type { ShareWay } from '../../../usecases/backpack/make-share.ts';
import { refusedFor } from '../../../usecases/backpack/naming-imports.ts';
import type { AskedShare, ShareOffer } from '../../../usecases/backpack/offer-share.ts';
import { entryIdOf } from '../../../usecases/backpack/open-gallery.ts';
import type { Words } from '../../words.ts';

/** One way of showing badges, to choose among. */
export interface ShareWayView {
  readonly href: string;
  readonly icon: string;
  readonly label: string;
  readonly hint: string;
  readonly isHere: boolean;
}

/** Why badges cannot be shown this way now, and what can be done instead. */
export interface ClosedWay {
  readonly text: string;
  readonly href: string;
  readonly action: string;
}

const ICONS = {
  unnamed: 'shield',
  written: 'id-card',
  named: 'id-card',
  public: 'share-2',
} as const;

export function waysOf(words: Words, offer: ShareOffer, asked: AskedShare): ShareWayView[] {
  return (['unnamed', 'named', 'public'] as const).map((way) => {
    const called = way === 'unnamed' ? unnamedWay(offer) : way;
    return {
      href: shareNewHref({ ...asked, way }),
      icon: ICONS[called],
      label: words.t(`shares.way.${called}`),
      hint: words.t(`shares.wayHint.${called}`),
      isHere: way === asked.way,
    };
  });
}

/** What showing badges as they came is called: without a name, unless one is written in them. */
export function unnamedWay({ isWritten }: ShareOffer): 'unnamed' | 'written' {
  return isWritten ? 'written' : 'unnamed';
}

/** The page for these badges and this way; nothing of it is a secret. */
export function shareNewHref({ entryIds, collectionId, way }: AskedShare): string {
  const asked = new URLSearchParams(entryIds.map((id): [string, string] => ['entry', id]));
  if (collectionId) asked.set('collection', collectionId);
  if (way !== 'unnamed') asked.set('way', way);
  return asked.size > 0 ? `/backpack/share?${asked}` : '/backpack/share';
}

export function closedWay(words: Words, offer: ShareOffer, asked: AskedShare): ClosedWay | false {
  const code = closingCode(offer, asked.way);
  if (!code) return false;
  const text = words.error(code);
  if (code === 'import_needs_guardian') {
    return { text, href: '/backpack', action: words.t('shares.nothingAction') };
  }
  if (code === 'import_names_you' && asked.way === 'unnamed') {
    return { text, href: '/backpack/me/consent', action: words.t('ownConsent.title') };
  }
  const action = words.t(offer.isWritten ? 'shares.way.written' : 'shares.withoutName');
  return { text, href: shareNewHref({ ...asked, way: 'unnamed' }), action };
}

/** Why nothing can be shown this way now, whatever the learner does. */
export function closingCode(
  { missing, signedName, badges, chosen, naming, lacksImports }: ShareOffer,
  way: ShareWay,
): ErrorCode | undefined {
  if (way === 'named' && signedName === undefined) return 'full_name_unknown';
  if (missing.some((party) => party !== 'learner')) return 'guardian_consent_required';
  if (lacksImports && badges.length === 0) return 'import_not_named';
  return refusedFor(naming, way === 'public' ? 'public' : 'link', chosen.map(entryIdOf));
}
