import {
  type Achievement,
  AchievementFile,
  type AchievementText,
} from '../../domain/achievement.ts';
import { type Actor, mayAward } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Sha256Hex } from '../../domain/ledger.ts';
import { parse } from '../../domain/parse.ts';
import type { Seams, Store } from '../ports.ts';

interface ImportDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'achievements' | 'profiles'>;
  readonly sha256Hex: Sha256Hex;
  /** Draws the picture of an achievement: a self-contained SVG. */
  readonly drawPicture: (parts: { seed: string; name: string; words: readonly string[] }) => string;
}

/**
 * Publishes the achievements of a file, each in its language and in that of its translation. The
 * same text again is the same achievement: nothing is made twice.
 *
 * @param file parsed JSON, of the form `AchievementFile`
 * @throws {BadgeError} `achievements_invalid` with the path, `profile_unknown`, `member_required`
 */
export async function importAchievements(
  deps: ImportDeps,
  actor: Actor,
  profileId: string,
  file: unknown,
): Promise<{ achievement: Achievement; fresh: boolean }[]> {
  if (!mayAward(actor, profileId)) throw new BadgeError('member_required', 'Members only.');
  const profile = await deps.store.profiles.get(profileId);
  if (!profile) throw new BadgeError('profile_unknown', 'No such profile.');
  const texts = parse(AchievementFile, file, 'achievements_invalid');
  const done: { achievement: Achievement; fresh: boolean }[] = [];
  for (const text of texts) {
    const digest = deps.sha256Hex(JSON.stringify(text));
    const known = await deps.store.achievements.byDigest(profileId, digest);
    const wanted = versions(deps, text, { profileId, origin: profile.origin, digest });
    if (known.length === wanted.length) {
      done.push(...known.map((achievement) => ({ achievement, fresh: false })));
      continue;
    }
    for (const achievement of wanted) {
      const fresh = await deps.store.achievements.insert(achievement);
      done.push({ achievement, fresh });
    }
  }
  return done;
}

/** The text and its translation, each a whole achievement that names the other. */
function versions(
  deps: ImportDeps,
  text: AchievementText,
  common: Pick<Achievement, 'profileId' | 'origin' | 'digest'>,
): Achievement[] {
  const { translation, ...original } = text;
  const seed = original.name;
  const svg = (name: string) => deps.drawPicture({ seed, name, words: [...text.tags, text.name] });
  const createdAt = deps.now().toISOString();
  const first = { ...common, ...original, id: deps.newId(), svg: svg(original.name), createdAt };
  if (!translation) return [{ ...first, related: [] }];
  const { criteria = original.criteria, ...words } = translation;
  const second = {
    ...first,
    ...words,
    criteria,
    id: deps.newId(),
    svg: svg(translation.name),
  };
  return [
    { ...first, related: [{ id: second.id, inLanguage: second.inLanguage }] },
    { ...second, related: [{ id: first.id, inLanguage: first.inLanguage }] },
  ];
}

/**
 * The achievement that a person means by a name or an id, exactly.
 *
 * @throws {BadgeError} `achievement_unknown`, `achievement_ambiguous`
 */
export async function findAchievement(
  deps: { store: Pick<Store, 'achievements'> },
  profileId: string,
  nameOrId: string,
): Promise<Achievement> {
  const byId = await deps.store.achievements.get(nameOrId.replace(/^.*\/achievements\//, ''));
  if (byId?.profileId === profileId) return byId;
  const named = await deps.store.achievements.byName(profileId, nameOrId.normalize('NFC').trim());
  const [first] = named;
  if (!first) {
    throw new BadgeError('achievement_unknown', `No achievement "${nameOrId}".`, {
      params: { achievement: nameOrId },
    });
  }
  if (named.length > 1) {
    throw new BadgeError('achievement_ambiguous', `${named.length} achievements "${nameOrId}".`, {
      params: { achievement: nameOrId, count: named.length },
    });
  }
  return first;
}
