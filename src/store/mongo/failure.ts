import { BadgeError } from '../../domain/errors.ts';

/** OutOfDiskSpace, and the quota of a hosted database. */
const FULL_CODES = new Set([14031, 12501]);
/** Servers that have no code for it say it. */
const FULL_WORDS = /disk is full|no space left|over your space quota/i;

/**
 * Server codes that say the database cannot be used now: no primary, shutting down, interrupted,
 * a network failure behind the server, a write concern not met in time, no right to do it.
 */
const UNAVAILABLE_CODES = new Set([
  6, 7, 13, 18, 64, 79, 89, 91, 100, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

/** Errors that the driver and mongoose raise before or instead of an answer. */
const UNAVAILABLE_NAMES =
  /^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|ServerClosed|ClientClosed|PoolCleared|PoolClosed|WaitQueueTimeout|OperationTimeout|StalePrimary|WriteConcern|Parse)Error$/;

/**
 * What a failure of the driver means to the caller; `undefined` for a fault, such as an unknown
 * property.
 *
 * @see https://www.mongodb.com/docs/manual/reference/error-codes/
 */
export function refusalOf(error: unknown): BadgeError | undefined {
  const { name, code, message, errmsg } = (error ?? {}) as Record<string, unknown>;
  if (FULL_CODES.has(Number(code)) || FULL_WORDS.test(`${message} ${errmsg}`)) {
    return new BadgeError('storage_full', 'The disk of the database is full.', { cause: error });
  }
  if (UNAVAILABLE_NAMES.test(String(name)) || UNAVAILABLE_CODES.has(Number(code))) {
    // The driver's message may hold the address of the database: it stays in the cause.
    return unavailable(String(name), error);
  }
  return undefined;
}

/** Runs one call of the driver; what it throws is what the port promises. */
export async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

const DUPLICATE_KEY = 11000;

/** What is read of the error of a bulk write. */
interface BulkFailure {
  readonly writeErrors?: ReadonlyArray<{ readonly index: number; readonly code: number }>;
  readonly result?: { readonly getWriteConcernError?: () => unknown };
}

/**
 * The positions of the rows that a unique key refused.
 *
 * @throws {BadgeError} `storage_unavailable` when the others are not on enough servers
 * @throws the error itself when a row was refused for any other reason
 */
export function duplicatesIn(error: unknown): ReadonlySet<number> {
  const { writeErrors = [], result } = (error ?? {}) as BulkFailure;
  // Beside duplicates the driver throws those alone, and leaves this in the result.
  if (result?.getWriteConcernError?.()) {
    throw unavailable('the write did not reach enough servers', error);
  }
  const other = writeErrors.find(({ code }) => code !== DUPLICATE_KEY);
  if (other) throw refusalOf(other) ?? error;
  if (writeErrors.length === 0) throw error;
  return new Set(writeErrors.map(({ index }) => index));
}

function unavailable(reason: string, cause: unknown): BadgeError {
  return new BadgeError('storage_unavailable', `The database cannot be used: ${reason}.`, {
    cause,
  });
}
