import type { Achievement } from '../../domain/achievement.ts';
import type { AchievementOutline } from '../../domain/achievement-group.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

/** The date is a row of its own: an achievement is archived and offered again. */
type AchievementRow = Omit<Achievement, 'archivedAt'>;

export const ACHIEVEMENTS: Shape<AchievementRow> = {
  name: 'achievements',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    origin: 'text',
    digest: 'text',
    inLanguage: 'text',
    name: 'text',
    description: 'text',
    criteria: 'text',
    achievementType: 'text',
    tags: 'json',
    alignments: 'json',
    related: 'json',
    svg: 'text',
    pictureHash: 'text',
    imageAlt: 'text',
    version: 'text',
    replaces: 'text',
    createdAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, digest: 1, inLanguage: 1 }, unique: true },
    { on: { profileId: 1, name: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, id: 1 } },
    { on: { pictureHash: 1 } },
  ],
};

export function achievementsOf(database: Database): Store['achievements'] {
  const achievements = database.table(ACHIEVEMENTS);
  const archivals = datesOf(database, 'achievement_archivals');
  const byDigest = achievements.question(['profileId', 'digest'], { inLanguage: 1 });
  const byName = achievements.question(['profileId', 'name'], { createdAt: -1, id: -1 });
  const ofProfile = achievements.question(['profileId'], { id: 1 });
  const outlines = achievements.question(['profileId'], { id: 1 }, [
    'id',
    'profileId',
    'name',
    'inLanguage',
    'related',
    'version',
    'replaces',
    'createdAt',
  ]);
  const dated = async (found: Promise<readonly Achievement[]>) =>
    archivals.onto(await found, 'archivedAt');
  return {
    insert: async (achievement) => {
      const { id, archivedAt } = achievement;
      const wentIn = await achievements.insert(achievement);
      if (wentIn && archivedAt !== undefined) await archivals.insert(id, archivedAt);
      return wentIn;
    },
    get: async (id) => (await dated(achievements.getMany([id])))[0],
    getMany: (ids) => dated(achievements.getMany(ids)),
    byDigest: (profileId, digest) => dated(byDigest.all({ profileId, digest })),
    byName: (profileId, name) => dated(byName.all({ profileId, name })),
    listOf: (profileId, page) => dated(ofProfile.page({ profileId }, page)),
    outlinesOf: async (profileId, page) =>
      archivals.onto<'archivedAt', AchievementOutline>(
        await outlines.page({ profileId }, page),
        'archivedAt',
      ),
    archive: async (id, at) => {
      if (await achievements.get(id)) await archivals.insert(id, at);
    },
    unarchive: (id) => archivals.remove(id),
  };
}

interface Picture {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export const PICTURES: Shape<Picture> = {
  name: 'pictures',
  key: 'hash',
  fields: { hash: 'text', bytes: 'bytes' },
  indexes: [],
};

export function picturesOf(database: Database): Store['pictures'] {
  const pictures = database.table(PICTURES);
  return {
    put: async (hash, bytes) => {
      await pictures.insert({ hash, bytes });
    },
    get: async (hash) => (await pictures.get(hash))?.bytes,
  };
}
