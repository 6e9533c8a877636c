import type { Collection, EntryNote, ImportedBadge, Photo } from '../../domain/backpack.ts';
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

/** With the length of its text, which no question has to read then. */
type ImportRow = ImportedBadge & { readonly bytes: number };

export const IMPORTS: Shape<ImportRow> = {
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
    checked: 'json',
    text: 'text',
    bytes: 'number',
  },
  indexes: [
    { on: { learnerId: 1, digest: 1 }, unique: true },
    { on: { learnerId: 1, importedAt: -1, id: -1 } },
    { on: { pictureHash: 1 } },
  ],
};

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
  indexes: [
    { on: { learnerId: 1, createdAt: 1, id: 1 } },
    { on: { pictureHash: 1 } },
    { on: { recognisable: 1, id: 1 } },
  ],
};
