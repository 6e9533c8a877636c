import { displayName, type Learner } from '../../../domain/learner.ts';
import { ADDRESS_LINK_HOURS, PIN_LINK_MINUTES, SIGN_IN_MINUTES } from '../../../domain/link.ts';
import type { Profile } from '../../../domain/profile.ts';
import type { WayIn } from '../../../usecases/people/ways-in.ts';
import type { Letter } from '../../../usecases/ports.ts';
import type { Words } from '../../words.ts';
import { letterOf, lineOf } from '../letters.ts';

type Text = Pick<Letter, 'subject' | 'text'>;

/** Asks whoever has the address whether it is theirs; it names the learner as the page does. */
export function addressLetter(
  words: Words,
  to: { readonly learner: Learner; readonly profile: Profile; readonly link: string },
): Text {
  const name = lineOf(displayName(to.learner));
  return {
    subject: words.t('letter.addressSubject'),
    text: letterOf(
      words,
      words.t('letter.addressText', { name, hours: ADDRESS_LINK_HOURS }),
      to.link,
      words.t('letter.addressNotYou'),
    ),
  };
}

/** A link to each backpack of the address; every link has a line to itself. */
export function learnerSignInLetter(words: Words, ways: readonly WayIn[], origin: string): Text {
  const links = ways.map(({ name, secret }) => {
    const whose = words.t('letter.learnerWay', { name: lineOf(name) });
    return `${whose}\n${origin}/card/letter/${secret}`;
  });
  return {
    subject: words.t('letter.learnerSubject'),
    text: letterOf(
      words,
      words.t('letter.learnerText', { minutes: SIGN_IN_MINUTES }),
      ...links,
      words.t('letter.learnerCode'),
      words.t('letter.learnerNotYou'),
    ),
  };
}

/** Makes a backpack for whoever has the address. */
export function signUpLetter(words: Words, link: string): Text {
  return {
    subject: words.t('letter.signUpSubject'),
    text: letterOf(
      words,
      words.t('letter.signUpText', { hours: ADDRESS_LINK_HOURS }),
      link,
      words.t('letter.signUpNotYou'),
    ),
  };
}

/** Takes a forgotten PIN away. */
export function pinLetter(
  words: Words,
  to: { readonly learner: Learner; readonly link: string },
): Text {
  const name = lineOf(displayName(to.learner));
  return {
    subject: words.t('letter.pinSubject'),
    text: letterOf(
      words,
      words.t('letter.pinText', { name, minutes: PIN_LINK_MINUTES }),
      to.link,
      words.t('letter.pinNotYou'),
    ),
  };
}
