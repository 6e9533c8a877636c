import { DatabaseSync } from '@photostructure/sqlite';
import { BadgeError } from '../../domain/errors.ts';
import { prepareFile } from './database-file.ts';
import { refusalOf } from './failure.ts';

/** A row as SQLite gives it, by column name. */
export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** Values by the name of their `:parameter`; a parameter left out is NULL. */
export type Parameters = Readonly<Record<string, string | number | Uint8Array>>;

export interface Statement {
  /** Answers how many rows changed. Only inside `Database.write`. */
  run(parameters: Parameters): number;
  all(parameters: Parameters): Row[];
}

/** One connection. Everything is synchronous: nothing of this process comes between two calls. */
export interface Database {
  /** Prepares once, keeps for the life of the connection. `sql` is constant text. */
  prepare(sql: string): Statement;
  /** Every text prepared so far: a test asks for the query plan of each. */
  readonly prepared: readonly string[];
  /** Runs constant text without parameters: schema and pragmas. */
  execute(sql: string): void;
  /** One immediate transaction: all of `work`, or nothing of it when it throws. */
  write<Value>(work: () => Value): Value;
  /**
   * Writes the file anew from the rows that are there, and empties the log. What is deleted is
   * overwritten where it stood last; where it stood before its page was split, this alone takes it
   * away. A second or two for 500 MB, in which nothing else is done.
   */
  rewrite(): void;
  /** Copies the log into the file and closes; the second time does nothing. */
  close(): void;
}

export interface DatabaseOptions {
  /** A file, made with its folder when absent, or `:memory:`. */
  readonly path: string;
  /** Pages of 4 KiB the file may have: how a test fills a disk. */
  readonly maxPages?: number;
}

const BUSY_TIMEOUT_MS = 10_000;

const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
`;

/**
 * Opens a connection on which a commit that returned survives a crash and a power cut, and what is
 * deleted is overwritten.
 *
 * @throws {BadgeError} `storage_unavailable`, `storage_full`
 * @see https://sqlite.org/wal.html
 */
export function openDatabase({ path, maxPages }: DatabaseOptions): Database {
  const location = path === ':memory:' ? path : prepareFile(path);
  const connection = guarded(
    () =>
      new DatabaseSync(location, {
        timeout: BUSY_TIMEOUT_MS,
        enableForeignKeyConstraints: true,
        defensive: true,
      }),
  );
  try {
    guarded(() => connection.exec(PRAGMAS));
    // A pragma takes no parameter: the one number that is written into SQL, by a test.
    if (maxPages) guarded(() => connection.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`));
    return databaseOn(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

type Connection = InstanceType<typeof DatabaseSync>;

function databaseOn(connection: Connection): Database {
  const prepared: string[] = [];
  const prepare = (sql: string): Statement => {
    prepared.push(sql);
    const statement = guarded(() => connection.prepare(sql));
    // A domain value may carry more than its table keeps.
    statement.setAllowUnknownNamedParameters(true);
    return {
      run: (parameters) => {
        refuseUnkeepable(parameters);
        return guarded(() => statement.run(parameters)).changes;
      },
      all: (parameters) =>
        Object.values(parameters).some(isCutShort)
          ? []
          : guarded(() => statement.all(parameters) as Row[]),
    };
  };
  return {
    prepare,
    prepared,
    execute: (sql) => guarded(() => connection.exec(sql)),
    write: (work) => inTransaction(connection, work),
    rewrite: () => {
      guarded(() => connection.exec('VACUUM'));
      emptyLog(connection);
    },
    close: () => {
      if (!connection.isOpen) return;
      copyLog(connection);
      connection.close();
    },
  };
}

/**
 * The driver lets go of the file only when its statements are collected, so SQLite's own copy at
 * the last close may come late or never.
 */
function copyLog(connection: Connection): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // On a full disk the log stays beside the file, whole: the next process reads it.
  }
}

/** @throws {BadgeError} `storage_unavailable` when somebody reads from the log all the while */
function emptyLog(connection: Connection): void {
  const statement = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  const [result] = guarded(() => statement.all()) as Row[];
  if (result?.['busy']) throw new BadgeError('storage_unavailable', 'The log is being read.');
}

function inTransaction<Value>(connection: Connection, work: () => Value): Value {
  guarded(() => connection.exec('BEGIN IMMEDIATE'));
  try {
    const value = work();
    guarded(() => connection.exec('COMMIT'));
    return value;
  } catch (error) {
    // After some failures SQLite has rolled back already.
    if (connection.isTransaction) guarded(() => connection.exec('ROLLBACK'));
    throw error;
  }
}

function guarded<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** The driver binds a text only up to its first U+0000: nothing kept has one. */
function isCutShort(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0');
}

/** Rather refused than kept otherwise than it was given: a lone surrogate has no UTF-8. */
function refuseUnkeepable(parameters: Parameters): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (isCutShort(value) || (typeof value === 'string' && /\p{Cs}/u.test(value))) {
      throw new BadgeError('request_invalid', `${name} has a character that cannot be kept.`);
    }
  }
}
