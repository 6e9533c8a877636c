import { answerOf, isAnonymous, type VerificationReport } from '../domain/verification.ts';
import type { Language } from './locales.ts';
import { guarantorInWords } from './views/verifier/guarantor.ts';
import { whyOf } from './views/verifier/verdict-words.ts';
import { wordsOf } from './words.ts';

/** The answer of the page in one line, for those who read it elsewhere; with its reason when it is none. */
export function answerLine(language: Language, report: VerificationReport): string {
  const words = wordsOf(language);
  const answer = answerOf(report);
  if (answer === 'authentic_valid' && isAnonymous(report.issuer)) {
    return words.t('cli.answer_anonymous');
  }
  const said = words.t(`cli.answer_${answer}`);
  if (answer !== 'cannot_say') return said;
  const why = whyOf(words, answer, report, guarantorInWords(words, report.issuer));
  return words.t('cli.answer_why', { answer: said, why });
}
