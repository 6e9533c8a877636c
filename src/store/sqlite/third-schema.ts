/**
 * What belongs to a learner: cards and what stands beside them, the backpack, shares, consents,
 * requests, erasures and who saw what. Shares hold several badges; links of the first backpacks go.
 * Everything that is kept of a learner is found by an index, so that all of it can be erased.
 */
export const THIRD_SCHEMA = `
ALTER TABLE profiles ADD COLUMN insideName TEXT;
ALTER TABLE learners ADD COLUMN bandUntil TEXT;
ALTER TABLE links ADD COLUMN idleSeconds INTEGER;
ALTER TABLE passkeys ADD COLUMN via TEXT;
DELETE FROM links WHERE kind = 'backpack';

CREATE TABLE corrections (
  awardId TEXT NOT NULL, number INTEGER NOT NULL, achievementId TEXT NOT NULL, workshop TEXT,
  sentence TEXT, wasWrong TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (awardId, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE cards (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  secretHash TEXT NOT NULL UNIQUE, codeHash TEXT NOT NULL UNIQUE, createdBy TEXT NOT NULL,
  createdAt TEXT NOT NULL, usedAt TEXT, voidedAt TEXT, lostSince TEXT
) STRICT;
CREATE INDEX cards_of_learner ON cards (learnerId, createdAt, id);
CREATE INDEX cards_voided ON cards (id) WHERE voidedAt IS NOT NULL;

CREATE TABLE pins (
  id TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL, profileId TEXT NOT NULL,
  salt TEXT NOT NULL, hash TEXT NOT NULL, via TEXT NOT NULL, setAt TEXT NOT NULL
) STRICT;
CREATE INDEX pins_of_learner ON pins (learnerId, setAt, id);

CREATE TABLE attempts (
  subject TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (subject, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_date ON attempts (at);

CREATE TABLE addresses (
  id TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL, profileId TEXT NOT NULL,
  email TEXT NOT NULL, via TEXT, confirmedAt TEXT NOT NULL,
  UNIQUE (learnerId, email)
) STRICT;
CREATE INDEX addresses_by_email ON addresses (email, confirmedAt, id);
CREATE INDEX addresses_of_learner ON addresses (learnerId, confirmedAt, id);

CREATE TABLE own_learners (
  memberId TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  learnerId TEXT NOT NULL, entryId TEXT NOT NULL, hidden TEXT NOT NULL, savedAt TEXT NOT NULL,
  ownWords TEXT NOT NULL,
  PRIMARY KEY (learnerId, entryId)
) STRICT, WITHOUT ROWID;

CREATE TABLE collections (
  id TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL, profileId TEXT NOT NULL,
  title TEXT NOT NULL, entryIds TEXT NOT NULL, createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX collections_of_learner ON collections (learnerId, createdAt, id);

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL, profileId TEXT NOT NULL,
  digest TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, issuerName TEXT NOT NULL,
  issuerDomain TEXT NOT NULL, pictureHash TEXT, alignments TEXT NOT NULL, importedAt TEXT NOT NULL,
  via TEXT, text TEXT NOT NULL,
  UNIQUE (learnerId, digest)
) STRICT;
CREATE INDEX imports_of_learner ON imports (learnerId, importedAt, id);

CREATE TABLE photos (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  awardId TEXT NOT NULL, recognisable TEXT NOT NULL, pictureHash TEXT NOT NULL,
  createdBy TEXT NOT NULL, createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX photos_of_learner ON photos (learnerId, createdAt, id);

-- Whether anything still shows a picture.
CREATE INDEX photos_by_picture ON photos (pictureHash);
CREATE INDEX imports_by_picture ON imports (pictureHash) WHERE pictureHash IS NOT NULL;
CREATE INDEX achievements_by_picture ON achievements (pictureHash) WHERE pictureHash IS NOT NULL;

-- A share of before has no key that anyone could type.
CREATE TABLE new_shares (
  id TEXT NOT NULL PRIMARY KEY, tokenHash TEXT NOT NULL UNIQUE, keyHash TEXT NOT NULL UNIQUE,
  profileId TEXT NOT NULL, learnerId TEXT NOT NULL, kind TEXT NOT NULL, entryIds TEXT NOT NULL,
  title TEXT NOT NULL, label TEXT NOT NULL, signedName TEXT, via TEXT, createdAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL, withdrawnAt TEXT
) STRICT;
INSERT INTO new_shares
  (id, tokenHash, keyHash, profileId, learnerId, kind, entryIds, title, label, createdAt,
   expiresAt, withdrawnAt)
SELECT id, tokenHash, tokenHash, profileId, learnerId, 'link', json_array(awardId), '', label,
  createdAt, expiresAt, withdrawnAt
FROM shares;
DROP TABLE shares;
ALTER TABLE new_shares RENAME TO shares;
CREATE INDEX shares_of_learner ON shares (profileId, learnerId, createdAt, id);
CREATE INDEX shares_withdrawn_named ON shares (id)
  WHERE withdrawnAt IS NOT NULL AND signedName IS NOT NULL;

CREATE TABLE openings (
  id TEXT NOT NULL PRIMARY KEY, shareId TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX openings_of_share ON openings (shareId);

-- Of someone who was erased, without a learner.
CREATE TABLE consents (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  purpose TEXT NOT NULL, party TEXT NOT NULL, capacity TEXT, decision TEXT NOT NULL,
  channel TEXT NOT NULL, recordedBy TEXT NOT NULL, band TEXT NOT NULL, textVersion TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_of_learner ON consents (learnerId, at, id);

CREATE TABLE inbox (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, kind TEXT NOT NULL, awardId TEXT,
  learnerId TEXT, about TEXT, shareId TEXT, createdAt TEXT NOT NULL, answer TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX inbox_of_profile ON inbox (profileId, createdAt, id);
CREATE INDEX inbox_of_learner ON inbox (learnerId, createdAt, id);
CREATE INDEX inbox_waiting ON inbox (profileId, kind, createdAt, id) WHERE answer IS NULL;
CREATE INDEX inbox_reports ON inbox (profileId, coalesce(shareId, about, ''), createdAt, id)
  WHERE answer IS NULL;

CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  askedBy TEXT NOT NULL, via TEXT, askedAt TEXT NOT NULL, dueAt TEXT NOT NULL, "end" TEXT
) STRICT;
CREATE INDEX erasures_of_learner ON erasures (learnerId, askedAt, id);
CREATE INDEX erasures_waiting ON erasures (id, dueAt) WHERE "end" IS NULL;

CREATE TABLE audit (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  "by" TEXT NOT NULL, act TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_learner ON audit (learnerId, at, id);
CREATE INDEX audit_by_date ON audit (at);

-- Whom the reports of a batch name, whether or not the batch awarded them.
CREATE TABLE batch_learners (
  learnerId TEXT NOT NULL, batchId TEXT NOT NULL, PRIMARY KEY (learnerId, batchId)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO batch_learners (learnerId, batchId)
SELECT line.value ->> 'learnerId', batchId
FROM batch_reports, json_each(batch_reports.lines) AS line
WHERE line.value ->> 'learnerId' IS NOT NULL;
CREATE INDEX batches_of_profile ON batches (profileId);

CREATE INDEX intents_of_award ON intents (awardId) WHERE awardId IS NOT NULL;
CREATE INDEX attendances_of_learner ON attendances (learnerId);
CREATE INDEX learner_words_of_learner ON learner_words (learnerId);

PRAGMA user_version = 3;
`;
