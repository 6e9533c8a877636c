import type { Alignment } from './achievement.ts';
import type { Competence, Framework } from './framework.ts';
import { plainWord } from './learner.ts';

/** Some badge with what it is aligned to. */
export interface AlignedBadge {
  readonly id: string;
  readonly alignments: ReadonlyArray<Pick<Alignment, 'framework' | 'name' | 'code'>>;
}

/** One skill that at least one badge carries; badges in the order in which they were given. */
export interface HeldSkill {
  readonly competence: Competence;
  readonly badgeIds: readonly string[];
}

export interface HeldArea {
  /** Absent in a framework without areas. */
  readonly name?: NonNullable<Competence['area']>;
  /** In the order of the framework. */
  readonly skills: readonly HeldSkill[];
}

/** What of one framework the badges carry; nothing is in it that they do not. */
export interface HeldFramework {
  readonly framework: Framework;
  readonly areas: readonly HeldArea[];
}

/** A skill of a list that is not known here, as the badges name it. */
export interface OtherSkill {
  readonly name: string;
  /** As the badges name it too; empty when they do not. */
  readonly framework: string;
  readonly badgeIds: readonly string[];
}

export interface SkillMap {
  /** In the order of the frameworks; those that no badge names are left out. */
  readonly frameworks: readonly HeldFramework[];
  /** By framework and name. */
  readonly others: readonly OtherSkill[];
}

/**
 * What badges show of the skills that they are aligned to, whoever issued them. Counts nothing,
 * ranks nothing and names nothing that is not there.
 */
export function skillMapOf(
  frameworks: readonly Framework[],
  badges: readonly AlignedBadge[],
): SkillMap {
  const held = new Map<Competence, Set<string>>();
  const others = new Map<string, OtherSkill & { readonly badgeIds: string[] }>();
  for (const { id, alignments } of badges) {
    for (const alignment of alignments) {
      const competence = competenceOf(frameworks, alignment);
      if (competence) held.set(competence, (held.get(competence) ?? new Set()).add(id));
      else putOther(others, alignment, id);
    }
  }
  return {
    frameworks: frameworks.flatMap((framework) => {
      const areas = areasOf(framework, held);
      return areas.length > 0 ? { framework, areas } : [];
    }),
    others: [...others.values()].sort(
      (one, other) =>
        one.framework.localeCompare(other.framework) || one.name.localeCompare(other.name),
    ),
  };
}

function areasOf(
  framework: Framework,
  held: ReadonlyMap<Competence, ReadonlySet<string>>,
): HeldArea[] {
  const areas = new Map<string, HeldArea & { readonly skills: HeldSkill[] }>();
  for (const competence of framework.competences) {
    const badgeIds = held.get(competence);
    if (!badgeIds) continue;
    const name = competence.area;
    const area = areas.get(name?.fr ?? '') ?? { ...(name ? { name } : {}), skills: [] };
    area.skills.push({ competence, badgeIds: [...badgeIds] });
    areas.set(name?.fr ?? '', area);
  }
  return [...areas.values()];
}

function putOther(
  others: Map<string, OtherSkill & { readonly badgeIds: string[] }>,
  { framework, name }: AlignedBadge['alignments'][number],
  badgeId: string,
): void {
  const key = `${plainWord(framework)}|${plainWord(name)}`;
  const skill = others.get(key) ?? { name, framework, badgeIds: [] };
  if (!skill.badgeIds.includes(badgeId)) skill.badgeIds.push(badgeId);
  others.set(key, skill);
}

/**
 * The skill that an alignment means: its framework by its name in either language, the skill by its
 * code or, when none is given, by its name. What only looks alike is not taken for it.
 */
function competenceOf(
  frameworks: readonly Framework[],
  { framework: named, code, name }: AlignedBadge['alignments'][number],
): Competence | undefined {
  const framework = frameworks.find((one) => isNamed(one, named));
  if (!framework) return undefined;
  const said = plainWord(name);
  return framework.competences.find((one) =>
    code === undefined
      ? plainWord(one.name.fr) === said || plainWord(one.name.en) === said
      : one.code === code.trim(),
  );
}

/**
 * How issuers elsewhere write the same frameworks. The competences of DigComp have kept their
 * numbers since 2.0, and the key competences theirs since 2018; those of 2006 were others.
 */
const OTHER_NAMES: Readonly<Record<string, RegExp>> = {
  'digcomp-2.2': /^(the )?dig ?comp( framework)?( 2(\.[0-2])?)?$/,
  'key-competences-2018':
    /^((european|eu) )?key competences( for lifelong learning)?( 2018)?$|^(les )?(huit |8 )?competences cles( europeennes)?( 2018)?$/,
};

function isNamed({ id, name }: Framework, named: string): boolean {
  const folded = foldedName(named);
  if (folded === foldedName(name.fr) || folded === foldedName(name.en)) return true;
  return OTHER_NAMES[id]?.test(folded) ?? false;
}

function foldedName(text: string): string {
  return plainWord(text)
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
}
