import type { CardPicture } from '../../../domain/card-picture.ts';
import { CAPACITIES_OF, type Party, PURPOSES, partiesAsked } from '../../../domain/consent.ts';
import type { ConsentSheet } from '../../../domain/consent-sheet.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import { insideNameOf, type Profile } from '../../../domain/profile.ts';
import type { GuardianLink } from '../../../usecases/people/guardian-link.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { guardianHref } from '../hrefs.ts';

interface SheetOf {
  readonly links: readonly GuardianLink[];
  readonly origin: string;
  readonly now: Date;
  /** On the person's card. */
  readonly picture: CardPicture;
}

/** What is printed for a person: who is asked at their age, and the links to answer by. */
export function consentSheet(
  words: Words,
  { learner, profile }: { readonly learner: Learner; readonly profile: Profile },
  { links, origin, now, picture }: SheetOf,
): ConsentSheet {
  const name = plainText(displayName(learner), 60);
  const isAdult = learner.band === 'adult';
  const asked = PURPOSES.map((purpose) => partiesAsked(purpose, learner, now));
  const who = (party: Party) => (party === 'learner' ? '' : words.t(`consent.party.${party}`));
  const signers = (['learner', 'guardian', 'second-guardian'] as const).filter((party) =>
    asked.some((parties) => parties.includes(party)),
  );
  return {
    language: words.language,
    title: words.t('consent.title', { name }),
    name,
    blank: {
      title: words.t('consentForm.title'),
      hint: words.t('certificate.personHint'),
      card: words.t('consentForm.card', {
        word: words.t(`cardPicture.${picture}`),
      }),
      who: words.t('consent.party.learner'),
    },
    centre: plainText(insideNameOf(profile), 120),
    intro: [words.t('consent.lead'), words.t('consentForm.free')],
    yes: words.t('consent.decision.given'),
    no: words.t('consent.decision.withdrawn'),
    purposes: PURPOSES.map((purpose, at) => ({
      title: words.t(`consent.purpose.${purpose}`),
      text: words.t(`consent.about.${purpose}`),
      parties: (asked[at] ?? []).map(who),
    })),
    signers: signers.map((party) => ({ who: who(party), capacities: capacities(words, party) })),
    capacity: words.t('consent.capacity'),
    date: words.t('consentForm.date'),
    signature: words.t('consentForm.signature'),
    withdraw: [
      words.t(isAdult ? 'consentForm.withdrawAdult' : 'consentForm.withdraw'),
      words.t('consentForm.kept'),
    ],
    links: links.map(({ party, secret }) => ({
      text: `${origin}${guardianHref(secret)}`,
      caption: words.t(`consentForm.link.${party}`),
    })),
    foot: words.t('consentForm.foot', { address: `${origin}/your-data` }),
  };
}

function capacities(words: Words, party: Party): string[] {
  if (party === 'learner') return [];
  return CAPACITIES_OF[party].map((capacity) => words.t(`consent.capacity.${capacity}`));
}
