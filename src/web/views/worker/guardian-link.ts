import { displayName } from '../../../domain/learner.ts';
import type { Profile } from '../../../domain/profile.ts';
import type { GuardianLink } from '../../../usecases/people/guardian-link.ts';
import type { Letter } from '../../../usecases/ports.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { consentHref, guardianHref } from '../hrefs.ts';

export interface GuardianLinkView {
  readonly title: string;
  readonly who: string;
  readonly until: string;
  readonly link: string;
  /** The QR code as a picture. */
  readonly qr: string;
  readonly back: string;
}

/** @param shown the link, and its QR code as an SVG */
export function guardianLinkView(
  words: Words,
  made: GuardianLink,
  { link, qr }: { readonly link: string; readonly qr: string },
): GuardianLinkView {
  const name = plainText(displayName(made.learner));
  return {
    title: words.t('guardianLink.title', { name }),
    who: words.t(`consent.party.${made.party}`),
    until: words.t('guardianLink.until', { date: words.day(made.expiresAt) }),
    link,
    qr: `data:image/svg+xml,${encodeURIComponent(qr)}`,
    back: consentHref(made.learner.id),
  };
}

/** To a parent, who knows what the centre is: a letter passes through many hands, so it says its public name. */
export function guardianLetter(
  words: Words,
  made: GuardianLink,
  { origin, profile }: { readonly origin: string; readonly profile: Profile },
): Omit<Letter, 'to'> {
  return {
    subject: words.t('guardianLink.letterSubject'),
    text: words.t('guardianLink.letterText', {
      centre: plainText(profile.name, 200),
      name: plainText(displayName(made.learner), 200),
      link: `${origin}${guardianHref(made.secret)}`,
    }),
  };
}
