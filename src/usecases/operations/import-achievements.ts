import {
  type Achievement,
  AchievementFile,
  type AchievementText,
} from '../../domain/achievement.ts';
import { type Actor, may } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Sha256Hex } from '../../domain/ledger.ts';
import { parse } from '../../domain/parse.ts';
import type { Seams, Store } from '../ports.ts';
import { storeVersions } from './store-versions.ts';

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
  if (!may(actor, profileId, 'achievements:write'))
    throw new BadgeError('member_required', 'Members only.');
  const profile = await deps.store.profiles.get(profileId);
  if (!profile) throw new BadgeError('profile_unknown', 'No such profile.');
  const texts = parse(AchievementFile, file, 'achievements_invalid');
  const done: { achievement: Achievement; fresh: boolean }[] = [];
  for (const text of texts) {
    const digest = deps.sha256Hex(JSON.stringify(text));
    const known = await deps.store.achievements.byDigest(profileId, digest);
    const common = { profileId, origin: profile.origin, digest };
    done.push(...(await storeVersions(deps, versions(deps, text, common, known), known)));
  }
  return done;
}

/**
 * The text and its translation, each a whole achievement that names the other. A version that an
 * interrupted import has stored, or named, keeps its id.
 */
function versions(
  deps: ImportDeps,
  text: AchievementText,
  common: Pick<Achievement, 'profileId' | 'origin' | 'digest'>,
  known: readonly Achievement[],
): Achievement[] {
  const named = known.flatMap((achievement) => [achievement, ...achievement.related]);
  const idIn = (language: string) =>
    named.find(({ inLanguage }) => inLanguage === language)?.id ?? deps.newId();
  const { translation, ...original } = text;
  const seed = original.name;
  const svg = (name: string) => deps.drawPicture({ seed, name, words: [...text.tags, text.name] });
  const createdAt = deps.now().toISOString();
  const id = idIn(original.inLanguage);
  const first = { ...common, ...original, id, svg: svg(original.name), createdAt };
  if (!translation) return [{ ...first, related: [] }];
  const { criteria = original.criteria, tags = [], ...words } = translation;
  const second = {
    ...first,
    ...words,
    criteria,
    tags,
    id: idIn(translation.inLanguage),
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
    const some = await deps.store.achievements.listOf(profileId, { limit: 20 });
    const known = some.map(({ name }) => `«\u00a0${name}\u00a0»`).join(', ');
    throw new BadgeError('achievement_unknown', `No achievement "${nameOrId}".`, {
      params: { achievement: nameOrId, known },
    });
  }
  if (named.length > 1) {
    throw new BadgeError('achievement_ambiguous', `${named.length} achievements "${nameOrId}".`, {
      params: { achievement: nameOrId, count: named.length },
    });
  }
  return first;
}
