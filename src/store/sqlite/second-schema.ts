import { type Learner, type PersonName, searchWords } from '../../domain/learner.ts';
import type { Database } from './driver.ts';
import { pageParameters, question } from './rows.ts';

/**
 * Drafts, frameworks, lists waiting to be awarded, API tokens and passkeys; people by the words of
 * their names; what is shown latest first. A moment that removes or withdraws is a column of the
 * row, set once.
 */
const SECOND_SCHEMA = `
ALTER TABLE members ADD COLUMN name TEXT;
ALTER TABLE members ADD COLUMN email TEXT;
ALTER TABLE members ADD COLUMN removedAt TEXT;
CREATE INDEX links_by_end ON links (expiresAt);
CREATE INDEX members_of_profile ON members (profileId, createdAt, id);
CREATE INDEX members_by_email ON members (email, createdAt, id);

CREATE TABLE passkeys (
  id TEXT NOT NULL PRIMARY KEY, memberId TEXT NOT NULL, profileId TEXT NOT NULL,
  publicKey TEXT NOT NULL, transports TEXT NOT NULL, name TEXT NOT NULL, counter INTEGER NOT NULL,
  createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX passkeys_of_member ON passkeys (memberId, createdAt, id);

ALTER TABLE achievements ADD COLUMN pictureHash TEXT;
ALTER TABLE achievements ADD COLUMN imageAlt TEXT;
ALTER TABLE achievements ADD COLUMN version TEXT;
ALTER TABLE achievements ADD COLUMN replaces TEXT;
ALTER TABLE achievements ADD COLUMN archivedAt TEXT;

CREATE TABLE drafts (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, achievementIds TEXT NOT NULL,
  replaces TEXT NOT NULL, version TEXT NOT NULL, createdBy TEXT NOT NULL, createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_of_profile ON drafts (profileId, createdAt, id);

CREATE TABLE draft_revisions (
  draftId TEXT NOT NULL, number INTEGER NOT NULL, savedBy TEXT NOT NULL, savedAt TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (draftId, number)
) STRICT;

-- How a draft ended: published in a revision, or removed and then without one. The first counts.
CREATE TABLE draft_ends (
  draftId TEXT NOT NULL PRIMARY KEY, revision INTEGER, "by" TEXT, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE frameworks (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, createdAt TEXT NOT NULL,
  framework TEXT NOT NULL
) STRICT;
CREATE INDEX frameworks_of_profile ON frameworks (profileId, createdAt, id);

-- The words that a person is found by (see searchWords), each with all of them: sorted, and with
-- a space before, between and after.
CREATE TABLE learner_words (
  profileId TEXT NOT NULL, word TEXT NOT NULL, learnerId TEXT NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (profileId, word, learnerId)
) STRICT, WITHOUT ROWID;

ALTER TABLE workshops ADD COLUMN place TEXT;
CREATE INDEX workshops_by_making ON workshops (profileId, createdAt, id);

CREATE TABLE batches (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, achievementId TEXT NOT NULL,
  workshop TEXT, sentence TEXT, warnings TEXT NOT NULL, createdBy TEXT NOT NULL,
  createdAt TEXT NOT NULL, list TEXT NOT NULL
) STRICT;
CREATE INDEX batches_by_date ON batches (createdAt);

CREATE TABLE batch_reports (
  batchId TEXT NOT NULL, run INTEGER NOT NULL, finishedAt TEXT NOT NULL, lines TEXT NOT NULL,
  UNIQUE (batchId, run)
) STRICT;

CREATE TABLE batch_undos (
  batchId TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX awards_by_date ON awards (profileId, awardedDate, id);
CREATE INDEX awards_of_achievement ON awards (profileId, achievementId, awardedDate, id);
CREATE INDEX awards_of_workshop ON awards (profileId, workshopId, awardedDate, id);

CREATE INDEX revocations_by_date ON revocations (profileId, at, credentialRowId);

ALTER TABLE links ADD COLUMN binding TEXT;
ALTER TABLE links ADD COLUMN note TEXT;
CREATE INDEX links_of_target ON links (targetId, kind, createdAt, secretHash);

CREATE TABLE api_tokens (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, secretHash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, scopes TEXT NOT NULL, createdBy TEXT NOT NULL, createdAt TEXT NOT NULL,
  expiresAt TEXT, withdrawnAt TEXT
) STRICT;
CREATE INDEX api_tokens_of_profile ON api_tokens (profileId, createdAt, id);

CREATE TABLE idempotency_claims (
  id TEXT NOT NULL PRIMARY KEY, bodyHash TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_claims_by_date ON idempotency_claims (at);

CREATE TABLE idempotency_answers (
  id TEXT NOT NULL PRIMARY KEY, bodyHash TEXT NOT NULL, status INTEGER NOT NULL, at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX idempotency_answers_by_date ON idempotency_answers (at);

PRAGMA user_version = 2;
`;

const LEARNERS_AT_ONCE = 1000;

/** To be run inside a transaction. Those who were there already are found by their names, too. */
export function makeSecondSchema(db: Database): void {
  db.execute(SECOND_SCHEMA);
  const learners = question<Learner>(
    db,
    `SELECT id, profileId, firstName, lastName, nickname
     FROM learners WHERE id > :after ORDER BY id LIMIT :limit`,
  );
  const addWords = wordInsertion(db);
  let after = '';
  for (;;) {
    const found = learners.all(pageParameters({ after, limit: LEARNERS_AT_ONCE }));
    found.forEach(addWords);
    const last = found.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Keeps the words that a learner is found by; to be called inside `Database.write`. */
export function wordInsertion(
  db: Database,
): (learner: Pick<Learner, 'id' | 'profileId' | keyof PersonName>) => void {
  const insert = db.prepare(
    `INSERT INTO learner_words (profileId, word, learnerId, words)
     VALUES (:profileId, :word, :learnerId, :words)
     ON CONFLICT DO NOTHING`,
  );
  return (learner) => {
    const { id: learnerId, profileId } = learner;
    const sorted = searchWords(learner).sort();
    const words = ` ${sorted.join(' ')} `;
    for (const word of sorted) insert.run({ profileId, word, learnerId, words });
  };
}
