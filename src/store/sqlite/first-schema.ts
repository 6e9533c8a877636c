/**
 * Columns carry the names of the domain's properties. What is asked for has its column and index;
 * lists and objects are JSON text. The long text of a row stands last, so that the rest is read
 * without it. No column references another table: as on the other adapter, rows of one award may
 * arrive in any order, and the only referee is a unique key.
 */
export const FIRST_SCHEMA = `
CREATE TABLE profiles (
  id TEXT NOT NULL PRIMARY KEY, handle TEXT NOT NULL, origin TEXT NOT NULL, name TEXT NOT NULL,
  email TEXT, description TEXT, createdAt TEXT NOT NULL,
  UNIQUE (handle, origin)
) STRICT;
CREATE INDEX profiles_by_date ON profiles (createdAt, id);

CREATE TABLE members (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, role TEXT NOT NULL,
  createdAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, kind TEXT NOT NULL, kid TEXT NOT NULL,
  publicJwk TEXT NOT NULL, createdAt TEXT NOT NULL, retiredAt TEXT, sealed TEXT NOT NULL
) STRICT;
CREATE INDEX signing_keys_of_profile ON signing_keys (profileId, createdAt, id);
CREATE INDEX signing_keys_by_date ON signing_keys (createdAt, id);

CREATE TABLE achievements (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, origin TEXT NOT NULL,
  digest TEXT NOT NULL, inLanguage TEXT NOT NULL, name TEXT NOT NULL,
  achievementType TEXT NOT NULL, createdAt TEXT NOT NULL, tags TEXT NOT NULL,
  alignments TEXT NOT NULL, related TEXT NOT NULL, description TEXT NOT NULL,
  criteria TEXT NOT NULL, svg TEXT NOT NULL,
  UNIQUE (profileId, digest, inLanguage)
) STRICT;
CREATE INDEX achievements_by_name ON achievements (profileId, name, createdAt, id);
CREATE INDEX achievements_of_profile ON achievements (profileId, id);

CREATE TABLE pictures (hash TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

CREATE TABLE learners (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, nameKey TEXT NOT NULL,
  fullNameKey TEXT NOT NULL, firstName TEXT NOT NULL, lastName TEXT NOT NULL,
  nickname TEXT NOT NULL, band TEXT, createdAt TEXT NOT NULL,
  UNIQUE (profileId, nameKey)
) STRICT;
CREATE INDEX learners_by_full_name ON learners (profileId, fullNameKey);

CREATE TABLE workshops (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL,
  hours REAL, createdAt TEXT NOT NULL,
  UNIQUE (profileId, title, date)
) STRICT;

CREATE TABLE attendances (
  workshopId TEXT NOT NULL, learnerId TEXT NOT NULL, PRIMARY KEY (workshopId, learnerId)
) STRICT, WITHOUT ROWID;

CREATE TABLE awards (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, learnerId TEXT NOT NULL,
  achievementId TEXT NOT NULL, workshopId TEXT, awardedBy TEXT NOT NULL, occasion TEXT NOT NULL,
  awardedDate TEXT NOT NULL, batchId TEXT, state TEXT NOT NULL, sentence TEXT,
  UNIQUE (profileId, learnerId, achievementId, occasion)
) STRICT;
CREATE INDEX awards_of_learner ON awards (profileId, learnerId, awardedDate, id);
CREATE INDEX awards_of_profile ON awards (profileId, id);
CREATE INDEX awards_by_state ON awards (state, id);

CREATE TABLE answers (
  awardId TEXT NOT NULL PRIMARY KEY, answer TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_answer ON answers (answer, awardId);

CREATE TABLE intents (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, awardId TEXT, kind TEXT NOT NULL,
  form TEXT NOT NULL, keyId TEXT NOT NULL, methodId TEXT NOT NULL, created TEXT NOT NULL,
  statusListId TEXT, statusIndex INTEGER, text TEXT NOT NULL
) STRICT;

CREATE TABLE credentials (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, awardId TEXT NOT NULL,
  credentialId TEXT NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL, statusListId TEXT,
  statusIndex INTEGER, issuedAt TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX credentials_of_award ON credentials (awardId, issuedAt, id);
CREATE INDEX credentials_by_inner_id ON credentials (profileId, credentialId, issuedAt, id);

CREATE TABLE status_lists (
  id TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, origin TEXT NOT NULL,
  ordinal INTEGER NOT NULL, shuffle TEXT NOT NULL, createdAt TEXT NOT NULL,
  UNIQUE (profileId, ordinal)
) STRICT;

CREATE TABLE status_reservations (
  listId TEXT NOT NULL, start INTEGER NOT NULL, count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (listId, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_publications (
  listId TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;

CREATE TABLE revocations (
  credentialRowId TEXT NOT NULL PRIMARY KEY, profileId TEXT NOT NULL, statusListId TEXT NOT NULL,
  statusIndex INTEGER NOT NULL, revokedBy TEXT NOT NULL, reason TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX revocations_of_list ON revocations (statusListId, statusIndex);

CREATE TABLE ledger (
  chain TEXT NOT NULL, seq INTEGER NOT NULL, previous TEXT NOT NULL, root TEXT NOT NULL,
  at TEXT NOT NULL, hash TEXT NOT NULL, events TEXT NOT NULL,
  UNIQUE (chain, seq)
) STRICT;

CREATE TABLE links (
  secretHash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, targetId TEXT NOT NULL,
  profileId TEXT NOT NULL, createdAt TEXT NOT NULL, expiresAt TEXT, usedAt TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE shares (
  id TEXT NOT NULL PRIMARY KEY, tokenHash TEXT NOT NULL UNIQUE, profileId TEXT NOT NULL,
  learnerId TEXT NOT NULL, awardId TEXT NOT NULL, label TEXT NOT NULL, createdAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL, withdrawnAt TEXT
) STRICT;
CREATE INDEX shares_of_learner ON shares (profileId, learnerId, createdAt, id);

CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE probes (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL) STRICT;

PRAGMA user_version = 1;
`;
