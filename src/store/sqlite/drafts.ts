import type { Draft, DraftPublication, DraftRevision } from '../../domain/draft.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, insertionInto, question, questionFrom, type Table } from './rows.ts';

const DRAFTS: Table<Draft> = {
  name: 'drafts',
  columns: ['id', 'profileId', 'achievementIds', 'replaces', 'version', 'createdBy', 'createdAt'],
  json: ['achievementIds', 'replaces'],
};

const DRAFT_REVISIONS: Table<DraftRevision> = {
  name: 'draft_revisions',
  columns: ['draftId', 'number', 'savedBy', 'savedAt', 'text'],
  json: ['text'],
};

export function draftsOf(db: Database): Store['drafts'] {
  const insert = insertionInto(db, DRAFTS);
  const byId = questionFrom(
    db,
    DRAFTS,
    `WHERE id = :id AND profileId = :profileId AND NOT EXISTS (
       SELECT 1 FROM draft_ends WHERE draftId = drafts.id AND revision IS NULL)`,
  );
  const open = questionFrom(
    db,
    DRAFTS,
    `WHERE profileId = :profileId
       AND NOT EXISTS (SELECT 1 FROM draft_ends WHERE draftId = drafts.id)
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
  );
  return {
    insert: async (draft) => db.write(() => insert(draft)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    listOpen: async (profileId, limit) => open.all({ profileId, limit }),
    ...revisionsOf(db),
    ...endsOf(db),
  };
}

function revisionsOf(db: Database): Pick<Store['drafts'], 'save' | 'latest' | 'revision'> {
  const insert = insertionInto(db, DRAFT_REVISIONS);
  const latest = questionFrom(
    db,
    DRAFT_REVISIONS,
    'WHERE draftId = :draftId ORDER BY number DESC LIMIT 1',
  );
  const byNumber = questionFrom(
    db,
    DRAFT_REVISIONS,
    'WHERE draftId = :draftId AND number = :number',
  );
  return {
    save: async (revision) => db.write(() => insert(revision)),
    latest: async (draftId) => latest.first({ draftId }),
    revision: async (draftId, number) => byNumber.first({ draftId, number }),
  };
}

function endsOf(db: Database): Pick<Store['drafts'], 'publish' | 'publication' | 'remove'> {
  const publish = insertion<DraftPublication>(
    db,
    `INSERT INTO draft_ends (draftId, revision, "by", at) VALUES (:draftId, :revision, :by, :at)
     ON CONFLICT DO NOTHING`,
  );
  const publication = question<DraftPublication>(
    db,
    `SELECT draftId, revision, "by", at
     FROM draft_ends WHERE draftId = :draftId AND revision IS NOT NULL`,
  );
  const remove = db.prepare(
    `INSERT INTO draft_ends (draftId, at)
     SELECT id, :at FROM drafts WHERE id = :id AND profileId = :profileId
     ON CONFLICT DO NOTHING`,
  );
  return {
    publish: async (each) => db.write(() => publish(each)),
    publication: async (draftId) => publication.first({ draftId }),
    remove: async (profileId, id, at) => {
      db.write(() => remove.run({ profileId, id, at }));
    },
  };
}
