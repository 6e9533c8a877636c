import * as z from 'zod';
import { ACHIEVEMENT_TYPES } from '../domain/achievement.ts';
import { DRAFT_LANGUAGES, type DraftText, type DraftWording } from '../domain/draft.ts';
import type { SkillRef } from '../domain/framework.ts';
import { boxes } from './check-form.ts';

/** Browsers send line ends as CRLF; what is kept and counted has one character for each. */
const Text = (max: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .pipe(z.string().max(max));

/** `framework|code`. */
const Ref = z.string().regex(/^[a-z0-9.-]{1,61}\|.{1,100}$/);

const Tags = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .split(/[,;\n]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string().max(80)).max(30));

/** The editor's one form. Every button saves; the button's name says what comes then. */
export const BadgeForm = z.strictObject({
  base: z.coerce.number().int().min(0).max(1_000_000),
  fr_name: Text(150),
  fr_description: Text(2000),
  fr_criteria: Text(10_000),
  fr_imageAlt: Text(300),
  fr_tags: Tags,
  en_name: Text(150),
  en_description: Text(2000),
  en_criteria: Text(10_000),
  en_imageAlt: Text(300),
  en_tags: Tags,
  inLanguage: z.enum(DRAFT_LANGUAGES),
  achievementType: z.enum(ACHIEVEMENT_TYPES),
  skills: boxes(z.array(Ref).max(30)),
  skill: z.string().trim().max(200).default(''),
  add: Ref.optional(),
  remove: Ref.optional(),
  /** The place of a carried alignment that is to go. */
  drop: z.coerce.number().int().min(0).max(30).optional(),
  save: z.string().optional(),
  find: z.string().optional(),
  picture: z.string().optional(),
});
export type BadgeForm = z.infer<typeof BadgeForm>;

/** What the form makes of the revision that it was filled from. */
export function textOfForm(form: BadgeForm, base: DraftText): DraftText {
  const { fr: _fr, en: _en, ...rest } = base;
  const refs = new Set(form.skills);
  if (form.add) refs.add(form.add);
  if (form.remove) refs.delete(form.remove);
  return {
    ...rest,
    ...worded('fr', form),
    ...worded('en', form),
    inLanguage: form.inLanguage,
    achievementType: form.achievementType,
    skills: [...refs].map(skillOf),
    alignments: base.alignments.filter((_, at) => at !== form.drop),
  };
}

/** As `Ref` is written. */
export function refOf({ framework, code }: SkillRef): string {
  return `${framework}|${code}`;
}

function skillOf(ref: string): SkillRef {
  const at = ref.indexOf('|');
  return { framework: ref.slice(0, at), code: ref.slice(at + 1) };
}

/** Nothing at all when nothing is written in the language. */
function worded(language: 'fr' | 'en', form: BadgeForm): Pick<DraftText, 'fr' | 'en'> {
  const wording: DraftWording = {
    name: form[`${language}_name`],
    description: form[`${language}_description`],
    criteria: form[`${language}_criteria`],
    imageAlt: form[`${language}_imageAlt`],
    tags: form[`${language}_tags`],
  };
  return Object.values(wording).some((said) => said.length > 0) ? { [language]: wording } : {};
}
