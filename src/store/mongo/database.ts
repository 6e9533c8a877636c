import { type Connection, Mongoose } from 'mongoose';
import { guarded } from './failure.ts';
import { type AskedBy, openTable, type Shape, type Table } from './table.ts';

export interface MongoOptions {
  /** `mongodb://…` or `mongodb+srv://…`, with the name of the database. */
  readonly url: string;
}

/** One connection pool and the tables opened on it. */
export interface Database {
  /** The same shape gives the same table. */
  table<Row extends object>(shape: Shape<Row>): Table<Row>;
  /** Every question declared so far: a test looks for the index of each. */
  readonly questions: readonly AskedBy[];
  /** Makes the indexes of every table opened so far. */
  createIndexes(): Promise<void>;
  close(): Promise<void>;
}

const UNREACHABLE_AFTER_MS = 5_000;
const NOT_REPLICATED_AFTER_MS = 10_000;

/**
 * Opens a pool on which a write that returned is on the disk of most servers of the set, and a
 * read is answered by the primary, whatever the URL says.
 *
 * @throws {BadgeError} `storage_unavailable`
 * @see https://www.mongodb.com/docs/manual/reference/write-concern/
 */
export async function openDatabase({ url }: MongoOptions): Promise<Database> {
  // An instance of its own: nothing that is set here is global.
  const mongoose = new Mongoose({ strictQuery: 'throw', sanitizeFilter: true });
  const connection = mongoose.createConnection();
  try {
    await guarded(() =>
      connection.openUri(url, {
        w: 'majority',
        journal: true,
        wtimeoutMS: NOT_REPLICATED_AFTER_MS,
        readPreference: 'primary',
        serverSelectionTimeoutMS: UNREACHABLE_AFTER_MS,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
      }),
    );
  } catch (error) {
    await connection.close();
    throw error;
  }
  return databaseOn(connection);
}

function databaseOn(connection: Connection): Database {
  const tables = new Map<string, Table<never>>();
  const questions: AskedBy[] = [];
  return {
    table<Row extends object>(shape: Shape<Row>): Table<Row> {
      const known = tables.get(shape.name) as unknown as Table<Row> | undefined;
      const table = known ?? openTable(connection, shape, (question) => questions.push(question));
      tables.set(shape.name, table as unknown as Table<never>);
      return table;
    },
    questions,
    createIndexes: async () => {
      for (const table of tables.values()) await table.createIndexes();
    },
    close: () => guarded(() => connection.close()),
  };
}
