import { afterAll } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { describeStore } from './contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

describeStore('SQLite', async () => openSqliteStore({ path: folder.file('contract.db') }));
