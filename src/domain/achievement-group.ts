import type { Achievement } from './achievement.ts';

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
export function newestOf(
  achievements: readonly Achievement[],
  { id }: Pick<Achievement, 'id'>,
): Achievement | undefined {
  let newest: Achievement | undefined;
  const seen = new Set([id]);
  for (;;) {
    const before = newest?.id ?? id;
    const next = achievements.find(({ replaces }) => replaces === before);
    if (!next || seen.has(next.id)) return newest;
    seen.add(next.id);
    newest = next;
  }
}
