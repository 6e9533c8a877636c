import { BadgeError } from '../../domain/errors.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** Raised when rows of an older version have to be brought up to date. */
const SCHEMA_VERSION = 3;

interface VersionRow {
  readonly id: string;
  readonly version: number;
}

const VERSIONS: Shape<VersionRow> = {
  name: 'schema_versions',
  key: 'id',
  fields: { id: 'text', version: 'number' },
  indexes: [{ on: { version: 1 } }],
};

interface CheckedVersion {
  /** The version of the rows that may be there; 0 for nothing at all. */
  readonly found: number;
  /** Writes down that this version is in use. */
  keep(): Promise<void>;
}

/**
 * Looks at the database before anything is written to it: rows of a newer service may have a
 * meaning that this one does not know.
 *
 * @throws {BadgeError} `schema_newer`
 */
export async function checkVersion(database: Database): Promise<CheckedVersion> {
  const versions = database.table(VERSIONS);
  const newest = await versions.question([], { version: -1 }).first({});
  if (newest && newest.version > SCHEMA_VERSION) {
    throw new BadgeError('schema_newer', `The database has schema ${newest.version}.`, {
      params: { found: newest.version, known: SCHEMA_VERSION },
    });
  }
  return {
    found: newest?.version ?? 0,
    keep: async () => {
      await versions.insert({ id: String(SCHEMA_VERSION), version: SCHEMA_VERSION });
    },
  };
}
