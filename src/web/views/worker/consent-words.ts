import type { Purpose } from '../../../domain/consent.ts';
import type { FieldErrors } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices } from '../parts.ts';

/** One question of a form about several: its answer comes under the name of the purpose. */
export function decisionChoices(
  words: Words,
  purpose: Purpose,
  parts: { readonly label: string; readonly hint?: string; readonly chosen: string },
  errors: FieldErrors,
): Choices {
  const values = ['given', 'withdrawn', ''] as const;
  return choices(
    {
      name: purpose,
      label: parts.label,
      ...(parts.hint ? { hint: parts.hint } : {}),
      options: values.map((value) => ({
        value,
        label: words.t(`consent.decision.${value || 'none'}`),
      })),
    },
    [parts.chosen],
    errors,
  );
}

/** `l’accord de la personne et l’accord d’un parent` */
export function listOf({ language }: Pick<Words, 'language'>, parts: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
