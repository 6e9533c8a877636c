import { SIGN_IN_MINUTES } from '../../domain/link.ts';
import type { WayIn } from '../../usecases/people/ways-in.ts';
import type { Letter } from '../../usecases/ports.ts';
import { LANGUAGES } from '../locales.ts';
import { plainText } from '../plain-text.ts';
import { type Words, wordsOf } from '../words.ts';

type Text = Pick<Letter, 'subject' | 'text'>;

/** A link for each centre where the reader works; every link has a line to itself. */
export function signInLetter(words: Words, ways: readonly WayIn[], origin: string): Text {
  const links = ways.map(({ profile, secret }) => `${lineOf(profile)}\n${origin}/enter/${secret}`);
  return {
    subject: words.t('letter.signInSubject'),
    text: letterOf(
      words,
      words.t('letter.signInText', { minutes: SIGN_IN_MINUTES }),
      ...links,
      words.t('letter.signInCode'),
      words.t('letter.signInNotYou'),
    ),
  };
}

export function invitationLetter(
  words: Words,
  invitation: { readonly centre: string; readonly link: string; readonly expiresAt: string },
): Text {
  const centre = lineOf(invitation.centre);
  return {
    subject: words.t('letter.invitationSubject'),
    text: letterOf(
      words,
      words.t('letter.invitationText', { centre, date: words.day(invitation.expiresAt) }),
      invitation.link,
      words.t('letter.invitationNotYou'),
    ),
  };
}

/** To a centre, whose language is not known: in each of ours. Says that something waits, not what. */
export function reportLetter(origin: string): Text {
  const spoken = LANGUAGES.map(wordsOf);
  const link = `${origin}/people/inbox`;
  return {
    subject: spoken.map((words) => words.t('letter.reportSubject')).join(' · '),
    text: spoken.map((words) => letterOf(words, words.t('letter.reportText'), link)).join('\n'),
  };
}

/** Paragraphs under a greeting. */
export function letterOf(words: Words, ...paragraphs: readonly string[]): string {
  return `${[words.t('letter.hello'), ...paragraphs].join('\n\n')}\n`;
}

/** A name that someone typed stays on its line, whatever is in it. */
export function lineOf(name: string): string {
  return plainText(name, 200).replace(/\s+/g, ' ');
}
