import type { Collection, EntryNote, ImportedBadge, Photo } from '../../domain/backpack.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** A learner and an entry, in this order: one note of each. */
type NoteRow = EntryNote & { readonly id: string };

export const NOTES: Shape<NoteRow> = {
  name: 'entry_notes',
  key: 'id',
  fields: {
    id: 'text',
    entryId: 'text',
    learnerId: 'text',
    ownWords: 'text',
    hidden: 'json',
    savedAt: 'text',
  },
  indexes: [{ on: { learnerId: 1 } }],
};

export function notesOf(database: Database): Store['notes'] {
  const notes = database.table(NOTES);
  const ofLearner = notes.question(['learnerId']);
  return {
    save: async ({ entryId, learnerId, ownWords, hidden, savedAt }) => {
      const id = `${learnerId}:${entryId}`;
      const row = { id, entryId, learnerId, ownWords, hidden, savedAt };
      if (!(await notes.insert(row))) await notes.set([id], { ownWords, hidden, savedAt });
    },
    listOf: async (learnerId) =>
      (await ofLearner.all({ learnerId })).map(({ id: _, ...note }) => note),
  };
}

export const COLLECTIONS: Shape<Collection> = {
  name: 'collections',
  key: 'id',
  fields: {
    id: 'text',
    learnerId: 'text',
    profileId: 'text',
    title: 'text',
    entryIds: 'json',
    createdAt: 'text',
  },
  indexes: [{ on: { learnerId: 1, createdAt: 1, id: 1 } }],
};

export function collectionsOf(database: Database): Store['collections'] {
  const collections = database.table(COLLECTIONS);
  const ofLearner = collections.question(['learnerId'], { createdAt: 1, id: 1 });

  async function get(learnerId: string, id: string): Promise<Collection | undefined> {
    const collection = await collections.get(id);
    return collection?.learnerId === learnerId ? collection : undefined;
  }

  return {
    insert: collections.insert,
    change: async (learnerId, id, { title, entryIds }) => {
      if (await get(learnerId, id)) await collections.set([id], { title, entryIds });
    },
    get,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      if (await get(learnerId, id)) await collections.remove([id]);
    },
  };
}

export const IMPORTS: Shape<ImportedBadge> = {
  name: 'imports',
  key: 'id',
  fields: {
    id: 'text',
    learnerId: 'text',
    profileId: 'text',
    digest: 'text',
    name: 'text',
    description: 'text',
    issuerName: 'text',
    issuerDomain: 'text',
    pictureHash: 'text',
    alignments: 'json',
    importedAt: 'text',
    via: 'text',
    text: 'text',
  },
  indexes: [
    { on: { learnerId: 1, digest: 1 }, unique: true },
    { on: { learnerId: 1, importedAt: -1, id: -1 } },
    { on: { pictureHash: 1 } },
  ],
};

export function importsOf(database: Database): Store['imports'] {
  const imports = database.table(IMPORTS);
  const ofLearner = imports.question(['learnerId'], { importedAt: -1, id: -1 });

  async function get(learnerId: string, id: string): Promise<ImportedBadge | undefined> {
    const badge = await imports.get(id);
    return badge?.learnerId === learnerId ? badge : undefined;
  }

  return {
    insert: imports.insert,
    get,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      if (await get(learnerId, id)) await imports.remove([id]);
    },
  };
}

export const PHOTOS: Shape<Photo> = {
  name: 'photos',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    awardId: 'text',
    recognisable: 'json',
    pictureHash: 'text',
    createdBy: 'text',
    createdAt: 'text',
  },
  indexes: [{ on: { learnerId: 1, createdAt: 1, id: 1 } }, { on: { pictureHash: 1 } }],
};

export function photosOf(database: Database): Store['photos'] {
  const photos = database.table(PHOTOS);
  const ofLearner = photos.question(['learnerId'], { createdAt: 1, id: 1 });

  async function get(profileId: string, id: string): Promise<Photo | undefined> {
    const photo = await photos.get(id);
    return photo?.profileId === profileId ? photo : undefined;
  }

  return {
    insert: photos.insert,
    get,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: async (profileId, id) => {
      if (await get(profileId, id)) await photos.remove([id]);
    },
  };
}
