import type { FoundSkill } from '../../../domain/framework.ts';
import { refOf } from '../../badge-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** A skill that a search found; also what the live search is answered. */
export interface FoundSkillView {
  readonly value: string;
  readonly name: string;
  readonly framework: string;
  readonly description: string;
  readonly addLabel: string;
  readonly removeLabel: string;
}

export function foundSkillView(
  words: Words,
  { framework, competence }: FoundSkill,
): FoundSkillView {
  const { language } = words;
  const name = plainText(`${competence.code} ${competence.name[language]}`, 400);
  return {
    value: refOf({ framework: framework.id, code: competence.code }),
    name,
    framework: plainText(framework.name[language], 300),
    description: plainText(competence.description?.[language], 1000),
    addLabel: words.t('draft.addSkill', { name }),
    removeLabel: words.t('draft.removeSkill', { name }),
  };
}
