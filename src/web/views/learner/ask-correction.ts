import { insideNameOf } from '../../../domain/profile.ts';
import { MOST_OF_REQUEST } from '../../../usecases/backpack/ask-correction.ts';
import { entryIdOf } from '../../../usecases/backpack/open-gallery.ts';
import type { Story } from '../../../usecases/backpack/open-story.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices, type Field, field, type Problems, problems } from '../parts.ts';
import { entryHref } from './backpack-hrefs.ts';
import { type Patch, patchOf } from './backpack-patch.ts';

export interface AskCorrectionView {
  readonly title: string;
  readonly problems: Problems;
  readonly patch: Patch;
  readonly lead: string;
  readonly back: string;
  /** Why there is nothing to ask; empty when there is. */
  readonly closed: string;
  readonly action: string;
  readonly mistake: Choices;
  readonly text: Field;
}

/** What may be wrong in a badge, in the learner's eyes. */
export const MISTAKES = ['sentence', 'workshop', 'date', 'badge', 'other'] as const;

export interface AskState {
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function askCorrectionView(
  words: Words,
  story: Story,
  { typed = {}, errors = {} }: AskState,
): AskCorrectionView {
  const patch = patchOf(words, story.badge);
  const href = entryHref(entryIdOf(story.badge));
  const mistake = choices(
    {
      name: 'mistake',
      label: words.t('ask.mistake'),
      options: MISTAKES.map((value) => ({ value, label: words.t(`ask.${value}`) })),
    },
    [typed['mistake'] ?? ''],
    errors,
  );
  const text = field(
    {
      name: 'text',
      label: words.t('ask.text'),
      hint: words.t('ask.textHint'),
      required: true,
      maxlength: MOST_OF_REQUEST,
      rows: 4,
    },
    typed,
    errors,
  );
  return {
    title: words.t('ask.title'),
    problems: problems(words, errors, [mistake, text]),
    patch,
    lead: words.t('ask.lead', { centre: plainText(insideNameOf(story.profile)) }),
    back: href,
    closed: closedOf(words, story, patch),
    action: `${href}/correction`,
    mistake,
    text,
  };
}

function closedOf(words: Words, { badge, correction }: Story, { isRevoked }: Patch): string {
  if (badge.kind === 'import') return words.t('ask.imported');
  if (isRevoked) return words.t('ask.revoked');
  const isWaiting = correction !== undefined && correction.answer === undefined;
  return isWaiting
    ? words.t('story.correctWaiting', { date: words.day(correction.createdAt) })
    : '';
}
