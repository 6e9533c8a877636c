import { BadgeError } from '../../domain/errors.ts';

const SQLITE_FULL = 13;

/** Primary codes that say the database cannot be used now, whatever the question was. */
const UNAVAILABLE = new Map([
  [3, 'PERM'],
  [5, 'BUSY'],
  [6, 'LOCKED'],
  [8, 'READONLY'],
  [10, 'IOERR'],
  [11, 'CORRUPT'],
  [14, 'CANTOPEN'],
  [15, 'PROTOCOL'],
  [26, 'NOTADB'],
]);

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * What a failure of SQLite or of the file system means to the caller; `undefined` for a fault,
 * such as a broken constraint or a misspelt statement.
 *
 * @see https://sqlite.org/rescode.html
 */
export function refusalOf(error: unknown): BadgeError | undefined {
  const { errcode, syscall, code } = (error ?? {}) as {
    errcode?: unknown;
    syscall?: unknown;
    code?: unknown;
  };
  if (typeof errcode === 'number') return refusalOfSqlite(errcode & 0xff, error);
  // Only failures of the operating system name a call.
  if (typeof syscall !== 'string') return undefined;
  return DISK_FULL.has(String(code)) ? full(error) : unavailable(String(code), error);
}

function refusalOfSqlite(primary: number, cause: unknown): BadgeError | undefined {
  if (primary === SQLITE_FULL) return full(cause);
  const name = UNAVAILABLE.get(primary);
  return name === undefined ? undefined : unavailable(name, cause);
}

function full(cause: unknown): BadgeError {
  return new BadgeError('storage_full', 'The disk of the database is full.', { cause });
}

function unavailable(name: string, cause: unknown): BadgeError {
  return new BadgeError('storage_unavailable', `The database cannot be used: ${name}.`, { cause });
}
