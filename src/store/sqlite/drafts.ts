import type { Draft, DraftPublication, DraftRevision } from '../../domain/draft.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question } from './rows.ts';

const JSON_COLUMNS = ['achievementIds', 'replaces'] as const;

export function draftsOf(db: Database): Store['drafts'] {
  const insert = insertion<Draft>(
    db,
    `INSERT INTO drafts (id, profileId, achievementIds, replaces, version, createdBy, createdAt)
     VALUES (:id, :profileId, :achievementIds, :replaces, :version, :createdBy, :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<Draft>(
    db,
    `SELECT id, profileId, achievementIds, replaces, version, createdBy, createdAt
     FROM drafts
     WHERE id = :id AND profileId = :profileId AND NOT EXISTS (
       SELECT 1 FROM draft_ends WHERE draftId = drafts.id AND revision IS NULL)`,
    JSON_COLUMNS,
  );
  const open = question<Draft>(
    db,
    `SELECT id, profileId, achievementIds, replaces, version, createdBy, createdAt
     FROM drafts
     WHERE profileId = :profileId
       AND NOT EXISTS (SELECT 1 FROM draft_ends WHERE draftId = drafts.id)
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
    JSON_COLUMNS,
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
  const insert = insertion<DraftRevision>(
    db,
    `INSERT INTO draft_revisions (draftId, number, savedBy, savedAt, text)
     VALUES (:draftId, :number, :savedBy, :savedAt, :text)
     ON CONFLICT DO NOTHING`,
  );
  const latest = question<DraftRevision>(
    db,
    `SELECT draftId, number, savedBy, savedAt, text
     FROM draft_revisions WHERE draftId = :draftId ORDER BY number DESC LIMIT 1`,
    ['text'],
  );
  const byNumber = question<DraftRevision>(
    db,
    `SELECT draftId, number, savedBy, savedAt, text
     FROM draft_revisions WHERE draftId = :draftId AND number = :number`,
    ['text'],
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
