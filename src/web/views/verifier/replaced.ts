import type { Replacement } from '../../../usecases/verification/replaced-by.ts';
import type { Words } from '../../words.ts';
import type { ReplacedView } from './verdict.ts';

/** That a badge was corrected since, and the way to what took its place. */
export function replacedView(words: Words, replacement: Replacement): ReplacedView {
  return {
    text: words.t('verify.replaced', { date: words.day(replacement.at) }),
    action: words.t('verify.replacedShow'),
    value: replacement.text,
  };
}
