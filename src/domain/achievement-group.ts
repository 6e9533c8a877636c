import type { Achievement } from './achievement.ts';

/** What lists need of an achievement: no long text, no picture. */
export type AchievementOutline = Pick<
  Achievement,
  | 'id'
  | 'profileId'
  | 'name'
  | 'inLanguage'
  | 'related'
  | 'version'
  | 'replaces'
  | 'createdAt'
  | 'archivedAt'
>;

/** The ids of an achievement in all its languages: whoever has one of them has it. */
export function groupIdsOf({ id, related }: Pick<Achievement, 'id' | 'related'>): string[] {
  return [id, ...related.map((sibling) => sibling.id)];
}

/** One id for an achievement, whichever of its languages it is asked in. */
export function groupIdOf(achievement: Pick<Achievement, 'id' | 'related'>): string {
  const [first = achievement.id] = groupIdsOf(achievement).sort();
  return first;
}

/**
 * Each achievement once, though it may be published in several languages: in the language asked for
 * when it is, else in the one that was published first. By name.
 */
export function onePerAchievement<
  Each extends Pick<Achievement, 'id' | 'name' | 'inLanguage' | 'related'>,
>(achievements: readonly Each[], language: string): Each[] {
  const speaks = ({ inLanguage }: { readonly inLanguage: string }) =>
    inLanguage === language || inLanguage.startsWith(`${language}-`);
  const rank = (one: Each) => (speaks(one) ? 0 : 1);
  const shown = new Set<string>();
  const chosen = [...achievements]
    .sort((one, other) => rank(one) - rank(other))
    .filter(({ id, related }) => {
      const isNew = !shown.has(id) && !related.some((sibling) => shown.has(sibling.id));
      if (isNew) shown.add(id);
      return isNew;
    });
  return chosen.sort((one, other) => one.name.localeCompare(other.name, language));
}

/** The achievement that took the place of this one, and of that one, as far as it goes. */
export function newestOf<Each extends Pick<Achievement, 'id' | 'replaces'>>(
  achievements: readonly Each[],
  { id }: Pick<Achievement, 'id'>,
): Each | undefined {
  let newest: Each | undefined;
  const seen = new Set([id]);
  for (;;) {
    const before = newest?.id ?? id;
    const next = achievements.find(({ replaces }) => replaces === before);
    if (!next || seen.has(next.id)) return newest;
    seen.add(next.id);
    newest = next;
  }
}

/** An achievement with its other versions and languages, near and far: one badge to people. */
export function familyOf<Each extends Pick<Achievement, 'id' | 'replaces' | 'related'>>(
  achievements: readonly Each[],
  id: string,
): Each[] {
  const ids = new Set([id]);
  const isKin = (one: Each) =>
    [...groupIdsOf(one), one.replaces].some((kin) => kin !== undefined && ids.has(kin));
  for (;;) {
    const size = ids.size;
    for (const one of achievements.filter(isKin)) {
      for (const kin of groupIdsOf(one)) ids.add(kin);
      if (one.replaces !== undefined) ids.add(one.replaces);
    }
    if (ids.size === size) return achievements.filter((one) => ids.has(one.id));
  }
}
