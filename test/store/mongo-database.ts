import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, jest, test } from '@jest/globals';
import { type Connection, createConnection } from 'mongoose';

/** A database of this test file alone, on the server of MONGODB_URL. */
export interface MongoDatabase {
  readonly url: string;
  /** A way in beside the store, as an operator has one. */
  connection(): Connection;
}

const server = process.env['MONGODB_URL'];

/**
 * Tests on a real server, in a fresh database that is dropped at the end. Without MONGODB_URL
 * they cannot run, and say so.
 */
export function describeOnMongo(name: string, declare: (database: MongoDatabase) => void): void {
  if (server === undefined || server === '') {
    warn(name);
    test(`NOT RUN, no MONGODB_URL: ${name}`, () => undefined);
    return;
  }
  // A server across a network is slower than a file.
  jest.setTimeout(60_000);
  describe(name, () => {
    const url = databaseUrl(server, `ecusson-${randomUUID()}`);
    let opened: Connection | undefined;
    beforeAll(async () => {
      opened = await createConnection(url, { serverSelectionTimeoutMS: 5_000 }).asPromise();
    });
    // The stores are closed by then: the hooks of an inner block come first.
    afterAll(async () => {
      await opened?.dropDatabase();
      await opened?.close();
    });
    declare({
      url,
      connection: () => {
        if (!opened) throw new Error('The server is not connected.');
        return opened;
      },
    });
  });
}

/** The same server and options with another database. */
function databaseUrl(url: string, name: string): string {
  const [, before = '', options = ''] = /^([^:]+:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(url) ?? [];
  return `${before}/${name}${options}`;
}

function warn(name: string): void {
  const lines = [
    `MongoDB NOT TESTED: ${name}`,
    'MONGODB_URL is not set. Any MongoDB will do, or the server in',
    'test/store/mongodb-server, whose README says how to build and start it.',
  ];
  const width = Math.max(...lines.map(({ length }) => length));
  const edge = '*'.repeat(width + 4);
  console.warn([edge, ...lines.map((line) => `* ${line.padEnd(width)} *`), edge].join('\n'));
}
