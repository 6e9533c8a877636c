/**
 * What the last check of a badge of elsewhere said; the names that members had before; the picture
 * of a card; badges handed back.
 */
export const FOURTH_SCHEMA = `
ALTER TABLE imports ADD COLUMN checked TEXT;
ALTER TABLE cards ADD COLUMN picture TEXT;

CREATE TABLE member_names (
  memberId TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (memberId, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX photos_recognisable ON photos (id) WHERE recognisable = 'true';

CREATE TABLE removals (
  awardId TEXT NOT NULL PRIMARY KEY, learnerId TEXT NOT NULL, profileId TEXT NOT NULL,
  via TEXT, askedAt TEXT NOT NULL, dueAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX removals_of_learner ON removals (learnerId, askedAt, awardId);

PRAGMA user_version = 4;
`;
