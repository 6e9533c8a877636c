import type { Achievement } from '../../domain/achievement.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

const ACHIEVEMENTS: Shape<Achievement> = {
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
    createdAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, digest: 1, inLanguage: 1 }, unique: true },
    { on: { profileId: 1, name: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, id: 1 } },
  ],
};

export function achievementsOf(database: Database): Store['achievements'] {
  const achievements = database.table(ACHIEVEMENTS);
  const byDigest = achievements.question(['profileId', 'digest'], { inLanguage: 1 });
  const byName = achievements.question(['profileId', 'name'], { createdAt: -1, id: -1 });
  const ofProfile = achievements.question(['profileId'], { id: 1 });
  return {
    insert: achievements.insert,
    get: achievements.get,
    byDigest: (profileId, digest) => byDigest.all({ profileId, digest }),
    byName: (profileId, name) => byName.all({ profileId, name }),
    listOf: (profileId, page) => ofProfile.page({ profileId }, page),
  };
}

interface Picture {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

const PICTURES: Shape<Picture> = {
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
