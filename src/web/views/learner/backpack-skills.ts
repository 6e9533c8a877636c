import type { HeldArea, HeldFramework, HeldSkill, OtherSkill } from '../../../domain/skill-map.ts';
import type { OpenedSkillMap } from '../../../usecases/backpack/skill-map.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import type { Empty } from '../parts.ts';
import { type Patch, patchOf } from './backpack-patch.ts';
import { HEART_COLOUR, type Hoop, hoopOf, STEM_COLOUR, THREAD_COLOUR } from './skill-flowers.ts';

/** What the badges of a learner show, as a picture and in words. */
export interface BackpackSkillsView {
  readonly title: string;
  readonly sheets: readonly SkillSheet[];
  readonly others: ReadonlyArray<{
    readonly framework: string;
    readonly skills: readonly SkillLine[];
  }>;
  readonly empty: Empty | false;
  readonly thread: string;
  readonly heart: string;
  readonly leaf: string;
}

interface SkillSheet {
  readonly id: string;
  readonly name: string;
  /** What the picture shows; the picture is drawn of a few frameworks alone. */
  readonly imageAlt: string;
  readonly hoop: Hoop | false;
  readonly areas: ReadonlyArray<{ readonly name: string; readonly skills: readonly SkillLine[] }>;
}

interface SkillLine {
  /** As it stands on the petal; empty when there is none. */
  readonly code: string;
  readonly name: string;
  readonly badges: ReadonlyArray<Pick<Patch, 'href' | 'picture' | 'name' | 'inLanguage'>>;
}

/** What is drawn; others are listed. */
const DRAWN = new Set(['digcomp-2.2', 'key-competences-2018']);

export function backpackSkillsView(words: Words, opened: OpenedSkillMap): BackpackSkillsView {
  const { map } = opened;
  const lineOf = (code: string, name: string, badgeIds: readonly string[]): SkillLine => ({
    code,
    name: plainText(name, 300),
    badges: badgesOf(words, opened, badgeIds),
  });
  const skillLine = ({ competence, badgeIds }: HeldSkill) =>
    lineOf(plainText(competence.code, 20), competence.name[words.language], badgeIds);
  const isEmpty = map.frameworks.length === 0 && map.others.length === 0;
  return {
    title: words.t('skills.title'),
    // What is drawn comes first.
    sheets: map.frameworks
      .map((held) => sheetOf(words, held, skillLine))
      .sort((one, other) => Number(Boolean(other.hoop)) - Number(Boolean(one.hoop))),
    others: groupsOf(words, map.others, lineOf),
    empty: isEmpty && {
      title: words.t('skills.emptyTitle'),
      text: words.t('skills.emptyText'),
      href: '/backpack',
      action: words.t('skills.emptyAction'),
    },
    thread: THREAD_COLOUR,
    heart: HEART_COLOUR,
    leaf: STEM_COLOUR,
  };
}

function sheetOf(
  words: Words,
  held: HeldFramework,
  skillLine: (skill: HeldSkill) => SkillLine,
): SkillSheet {
  const { framework, areas } = held;
  const isDrawn = DRAWN.has(framework.id);
  const name = plainText(framework.name[words.language], 300);
  const flowers = areas.map((area) =>
    words.t('skills.flower', { area: areaName(words, area) || name, count: area.skills.length }),
  );
  return {
    id: `sheet-${framework.id.replaceAll('.', '-')}`,
    name,
    imageAlt: isDrawn ? words.t('skills.picture', { flowers: flowers.join(' ; ') }) : '',
    hoop: isDrawn && hoopOf(held),
    areas: areas.map((area) => ({
      name: areaName(words, area),
      skills: area.skills.map(skillLine),
    })),
  };
}

function areaName(words: Words, { name }: HeldArea): string {
  return plainText(name?.[words.language], 300);
}

function groupsOf(
  words: Words,
  others: readonly OtherSkill[],
  lineOf: (code: string, name: string, badgeIds: readonly string[]) => SkillLine,
): BackpackSkillsView['others'] {
  const frameworks = [...new Set(others.map(({ framework }) => framework))];
  return frameworks.map((framework) => ({
    framework: plainText(framework, 200) || words.t('skills.noFramework'),
    skills: others
      .filter((one) => one.framework === framework)
      .map(({ name, badgeIds }) => lineOf('', name, badgeIds)),
  }));
}

function badgesOf(words: Words, { badges }: OpenedSkillMap, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const badge = badges.get(id);
    if (!badge) return [];
    const { href, picture, name, inLanguage } = patchOf(words, badge);
    return { href, picture, name, inLanguage };
  });
}
