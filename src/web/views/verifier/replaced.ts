import type { VerificationReport } from '../../../domain/verification.ts';
import type { Replacement } from '../../../usecases/verification/replaced-by.ts';
import type { Words } from '../../words.ts';
import type { ReplacedView } from './verdict.ts';
import { tellsReplaced } from './verify.ts';

/** That a badge was corrected since, and the way to what took its place; that a revoked one was not. */
export function replacedView(
  words: Words,
  report: VerificationReport,
  replacement: Replacement | undefined,
  origin: string,
): ReplacedView | undefined {
  if (replacement) {
    return {
      text: words.t('verify.replaced', { date: words.day(replacement.at) }),
      action: words.t('verify.replacedShow'),
      value: replacement.text,
    };
  }
  if (report.state !== 'revoked' || !tellsReplaced(report, origin)) return undefined;
  return { text: words.t('verify.notReplaced'), action: '', value: '' };
}
