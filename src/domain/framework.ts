import * as z from 'zod';
import type { Alignment } from './achievement.ts';
import { plainWord } from './learner.ts';

const Bilingual = z.strictObject({
  fr: z.string().trim().min(1).max(300),
  en: z.string().trim().min(1).max(300),
});

export const Competence = z.strictObject({
  /** Unique in its framework: `2.3`. */
  code: z.string().trim().min(1).max(100),
  name: Bilingual,
  /** The part of the framework that it belongs to. */
  area: Bilingual.optional(),
  /** Where it is described; the framework's own address when absent. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  description: z.strictObject({ fr: z.string().max(1000), en: z.string().max(1000) }).optional(),
  /** Other words that people would look for, in both languages. */
  words: z.array(z.string().trim().min(1).max(60)).max(60).default([]),
});
export type Competence = z.infer<typeof Competence>;

/** A list of skills that badges may be aligned to. */
export const Framework = z.strictObject({
  /** `digcomp-2.2`; of an imported one, random. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/),
  name: Bilingual,
  url: z.url({ protocol: /^https?$/ }),
  competences: z.array(Competence).min(1).max(2000),
});
export type Framework = z.infer<typeof Framework>;

/** A framework that a centre has imported for itself. */
export interface ImportedFramework {
  readonly id: string;
  readonly profileId: string;
  readonly framework: Framework;
  readonly createdAt: string;
}

/** One skill of one framework, as drafts keep it. */
export const SkillRef = z.strictObject({
  framework: z.string().min(1).max(61),
  code: z.string().min(1).max(100),
});
export type SkillRef = z.infer<typeof SkillRef>;

/** The skill as it is signed, in one language; `undefined` when no such framework or code is known. */
export function alignmentOf(
  frameworks: readonly Framework[],
  ref: SkillRef,
  language: 'fr' | 'en',
): Alignment | undefined {
  const framework = frameworks.find(({ id }) => id === ref.framework);
  const competence = framework?.competences.find(({ code }) => code === ref.code);
  if (!framework || !competence) return undefined;
  return {
    framework: framework.name[language],
    code: competence.code,
    name: competence.name[language],
    url: competence.url ?? framework.url,
    ...(competence.description?.[language]
      ? { description: competence.description[language] }
      : {}),
  };
}

/** A skill that a search found, and where. */
export interface FoundSkill {
  readonly framework: Framework;
  readonly competence: Competence;
}

/**
 * The skills that hold every word of the query, or when there is none those that hold the most of
 * them. Best first: those whose own name says it, then those whose everyday words, area or framework
 * do; the reader's language before the other. Accents and case do not count, little words neither, beginnings of words are enough: `retoucher des photos`
 * finds what knows `retouche` and `photo`. A query without words finds nothing.
 *
 * @param limit most skills to give
 */
export function searchSkills(
  frameworks: readonly Framework[],
  query: string,
  language: 'fr' | 'en',
  limit: number,
): readonly FoundSkill[] {
  const sought = soughtIn(query);
  if (sought.length === 0) return [];
  const holding: { skill: FoundSkill; text: string; held: readonly Sought[] }[] = [];
  let most = 1;
  for (const framework of frameworks) {
    const texts = foldedTexts(framework, language);
    framework.competences.forEach((competence, at) => {
      const text = texts[at] ?? '';
      const held = sought.filter(({ stem }) => text.includes(` ${stem}`));
      if (held.length < most) return;
      most = held.length;
      holding.push({ skill: { framework, competence }, text, held });
    });
  }
  return holding
    .filter(({ held }) => held.length === most)
    .map(({ skill, text, held }) => ({ skill, score: scoreOf(text, held) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ skill }) => skill);
}

/** A word that is looked for: as it was typed, and without its ending when it may have one. */
interface Sought {
  readonly typed: string;
  readonly stem: string;
}

const LITTLE_WORDS = new Set(
  (
    'a au aux avec ce ces d dans de des du elle en et il je l la le les leur ma mes mon n on ou par pour qu que qui s sa ses ' +
    'son sur t un une and an for in my of on or our the their to with your'
  ).split(' '),
);

/** Plurals and infinitives: `photos`, `programmer`, `filming`. */
const ENDING = /(?<=^.{3,})[sx]$|(?<=^.{4,})(?:er|ing)$/;

function soughtIn(query: string): Sought[] {
  const typed = spaced(query.slice(0, 200).replaceAll('|', ' ')).split(' ').filter(Boolean);
  const telling = typed.filter((word) => !LITTLE_WORDS.has(word));
  return (telling.length > 0 ? telling : typed)
    .slice(0, 8)
    .map((word) => ({ typed: word, stem: word.replace(ENDING, '') }));
}

/** The folded words of a text, a space before and after each; a code such as `2.3` is one word. */
function spaced(text: string): string {
  return ` ${plainWord(text).replace(/[^\p{L}\p{N}.|]+|\.(?!\d)/gu, ' ')} `;
}

/**
 * How much a word counts in each part of `foldedText` when only its beginning is found. A whole one
 * counts for half as much again, so that `équipe` finds what is done as a team before what protects
 * equipment.
 */
const WEIGHTS = [100, 40, 30, 28, 12, 5];

/** Folding thousands of texts takes longer than looking through them: it is done once. */
const folded = { fr: new WeakMap<Framework, string[]>(), en: new WeakMap<Framework, string[]>() };

/** What is searched of each competence, in their order. */
function foldedTexts(framework: Framework, language: 'fr' | 'en'): readonly string[] {
  const known = folded[language].get(framework);
  if (known) return known;
  const texts = framework.competences.map((competence) =>
    foldedText({ framework, competence }, language),
  );
  folded[language].set(framework, texts);
  return texts;
}

/** Everything that is searched, folded at one go, since thousands are: parts stand between bars. */
function foldedText({ framework, competence }: FoundSkill, language: 'fr' | 'en'): string {
  const { code, name, area, words } = competence;
  const [own, other] = language === 'fr' ? [name.fr, name.en] : [name.en, name.fr];
  const areas = area ? `${area.fr} ${area.en}` : '';
  const parts = [code, own, other, words.join(' '), areas, Object.values(framework.name).join(' ')];
  return spaced(parts.map((part) => part.replaceAll('|', ' ')).join(' | '));
}

/** The sum over the words of the best place of each. */
function scoreOf(text: string, sought: readonly Sought[]): number {
  const parts = text.split('|');
  const best = (one: Sought) =>
    Math.max(...parts.map((part, at) => likeness(part, one) * (WEIGHTS[at] ?? 0)));
  return sought.reduce((sum, one) => sum + best(one), 0);
}

function likeness(part: string, { typed, stem }: Sought): number {
  if (!part.includes(` ${stem}`)) return 0;
  if (part.includes(` ${typed} `)) return 1.5;
  if (part.includes(` ${stem} `)) return 1.4;
  return part.includes(` ${typed}`) ? 1 : 0.9;
}
