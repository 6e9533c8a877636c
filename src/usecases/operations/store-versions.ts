import type { Achievement } from '../../domain/achievement.ts';
import type { Store } from '../ports.ts';

/**
 * Stores the versions of one achievement that are not there yet. Answers those that are there now,
 * in the order asked for, whoever stored them.
 *
 * @param wanted of one profile and digest, each in another language
 */
export async function storeVersions(
  { store }: { readonly store: Pick<Store, 'achievements'> },
  wanted: readonly Achievement[],
  known: readonly Pick<Achievement, 'id'>[] = [],
): Promise<{ achievement: Achievement; fresh: boolean }[]> {
  const knownIds = new Set(known.map(({ id }) => id));
  const fresh = new Set<string>();
  for (const achievement of wanted) {
    if (knownIds.has(achievement.id)) continue;
    if (await store.achievements.insert(achievement)) fresh.add(achievement.id);
  }
  const [{ profileId, digest } = { profileId: '', digest: '' }] = wanted;
  const stored =
    fresh.size === wanted.length ? wanted : await store.achievements.byDigest(profileId, digest);
  return wanted.flatMap(({ inLanguage }) => {
    const achievement = stored.find((one) => one.inLanguage === inLanguage);
    return achievement ? [{ achievement, fresh: fresh.has(achievement.id) }] : [];
  });
}
