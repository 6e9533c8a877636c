import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { awardHref } from '../hrefs.ts';
import { type Field, field, type Problems, problems } from '../parts.ts';
import { awardedBadge, isRevocable, personName } from './award-line.ts';

export interface RevokeView {
  readonly title: string;
  readonly problems: Problems;
  readonly picture: string;
  readonly who: string;
  readonly revocable: boolean;
  readonly action: string;
  readonly reason: Field;
  readonly returnTo: string;
}

/** @param returnTo where the page was opened from: a path of ours */
export function revokeView(
  words: Words,
  line: AwardLine,
  returnTo: string,
  refused: { readonly typed?: Typed; readonly errors?: FieldErrors } = {},
): RevokeView {
  const { typed = {}, errors = {} } = refused;
  const badge = awardedBadge(words, line);
  const reason = field(
    {
      name: 'reason',
      label: words.t('revoke.reason'),
      hint: words.t('revoke.reasonHint'),
      required: true,
      maxlength: 500,
      rows: 2,
    },
    typed,
    errors,
  );
  return {
    title: words.t('revoke.title'),
    problems: problems(words, errors, [reason]),
    picture: badge.picture,
    who: words.t('revoke.who', {
      achievement: badge.name,
      name: personName(words, line.learner),
      date: words.day(line.award.awardedDate),
    }),
    revocable: isRevocable(line),
    action: `${awardHref(line.award.id)}/revoke`,
    reason,
    returnTo,
  };
}
