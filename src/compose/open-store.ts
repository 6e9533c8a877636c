import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../usecases/ports.ts';

/** The store that the configuration names. The MongoDB driver is loaded only when it is asked for. */
export async function openStore(
  database: { kind: 'sqlite'; path: string } | { kind: 'mongodb'; url: string },
): Promise<Store> {
  if (database.kind === 'sqlite') return openSqliteStore({ path: database.path });
  const { openMongoStore } = await import('../store/mongo/open-mongo-store.ts');
  return openMongoStore({ url: database.url });
}
