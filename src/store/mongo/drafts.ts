import type { Draft, DraftPublication, DraftRevision } from '../../domain/draft.ts';
import type { Cursor, Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

export const DRAFTS: Shape<Draft> = {
  name: 'drafts',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    achievementIds: 'json',
    replaces: 'json',
    version: 'text',
    createdBy: 'text',
    createdAt: 'text',
  },
  indexes: [{ on: { profileId: 1, createdAt: -1, id: -1 } }],
};

/** How a draft ended: published in a revision, or removed and then without one. The first counts. */
type End = Pick<DraftPublication, 'draftId' | 'at'> & Partial<DraftPublication>;

const ENDS: Shape<End> = {
  name: 'draft_ends',
  key: 'draftId',
  fields: { draftId: 'text', revision: 'number', by: 'text', at: 'text' },
  indexes: [],
};

export function draftsOf(database: Database): Store['drafts'] {
  const drafts = database.table(DRAFTS);
  const ends = database.table(ENDS);
  const ofProfile = drafts.question(['profileId'], { createdAt: -1, id: -1 });

  async function get(profileId: string, id: string): Promise<Draft | undefined> {
    const draft = await drafts.get(id);
    if (draft?.profileId !== profileId) return undefined;
    const end = await ends.get(id);
    return end === undefined || isPublication(end) ? draft : undefined;
  }

  async function listOpen(profileId: string, limit: number): Promise<Draft[]> {
    const open: Draft[] = [];
    let before: Cursor | undefined;
    for (;;) {
      const page = await ofProfile.latest({ profileId }, { limit, ...(before ? { before } : {}) });
      const ended = await ends.getMany(page.map(({ id }) => id));
      const endedIds = new Set(ended.map(({ draftId }) => draftId));
      open.push(...page.filter(({ id }) => !endedIds.has(id)));
      const last = page.at(-1);
      if (last === undefined || page.length < limit || open.length >= limit) {
        return open.slice(0, limit);
      }
      before = { at: last.createdAt, id: last.id };
    }
  }

  return {
    insert: drafts.insert,
    get,
    listOpen,
    ...revisionsOf(database),
    publish: (publication) => ends.insert(publication),
    publication: async (draftId) => {
      const end = await ends.get(draftId);
      return end && isPublication(end) ? end : undefined;
    },
    remove: async (profileId, id, at) => {
      const draft = await drafts.get(id);
      if (draft?.profileId === profileId) await ends.insert({ draftId: id, at });
    },
  };
}

function isPublication(end: End): end is DraftPublication {
  return end.revision !== undefined;
}

type RevisionRow = DraftRevision & { readonly id: string };

export const REVISIONS: Shape<RevisionRow> = {
  name: 'draft_revisions',
  key: 'id',
  fields: {
    id: 'text',
    draftId: 'text',
    number: 'number',
    text: 'json',
    savedBy: 'text',
    savedAt: 'text',
  },
  indexes: [{ on: { draftId: 1, number: -1 } }],
};

function revisionsOf(database: Database): Pick<Store['drafts'], 'save' | 'latest' | 'revision'> {
  const revisions = database.table(REVISIONS);
  const newest = revisions.question(['draftId'], { number: -1 });
  const revisionId = (draftId: string, number: number) => `${draftId}:${number}`;
  return {
    save: (revision) =>
      revisions.insert({ ...revision, id: revisionId(revision.draftId, revision.number) }),
    latest: async (draftId) => withoutId(await newest.first({ draftId })),
    revision: async (draftId, number) =>
      withoutId(await revisions.get(revisionId(draftId, number))),
  };
}

function withoutId(row: RevisionRow | undefined): DraftRevision | undefined {
  if (row === undefined) return undefined;
  const { id: _, ...revision } = row;
  return revision;
}
