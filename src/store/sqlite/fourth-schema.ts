/** What the last check of a badge of elsewhere said; the names that members had before;
 * the picture of a card. */
export const FOURTH_SCHEMA = `
ALTER TABLE imports ADD COLUMN checked TEXT;
ALTER TABLE cards ADD COLUMN picture TEXT;

CREATE TABLE member_names (
  memberId TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (memberId, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX photos_recognisable ON photos (id) WHERE recognisable = 'true';

PRAGMA user_version = 4;
`;
