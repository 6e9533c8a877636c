import type { Store } from '../../usecases/ports.ts';
import { achievementsOf, picturesOf } from './achievements.ts';
import { awardsOf } from './awards.ts';
import { credentialsOf, intentsOf } from './credentials.ts';
import { type Database, type DatabaseOptions, openDatabase } from './driver.ts';
import { ledgerOf } from './ledger.ts';
import { linksOf, sharesOf } from './links.ts';
import { migrate } from './migrations.ts';
import { learnersOf, workshopsOf } from './people.ts';
import { keysOf, membersOf, profilesOf } from './profiles.ts';
import { probeOf, settingsOf } from './settings.ts';
import { revocationsOf, statusListsOf } from './status.ts';

/**
 * The store of one machine. Several processes may have the same file open; each call is short, and
 * blocks this process while it runs or waits (at most ten seconds) for another's write.
 *
 * @throws {BadgeError} `schema_newer`, `storage_unavailable`, `storage_full`
 */
export function openSqliteStore(options: DatabaseOptions): Store {
  const db = openDatabase(options);
  try {
    migrate(db);
    return storeOn(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The port over an open connection whose schema is up to date. */
export function storeOn(db: Database): Store {
  return {
    profiles: profilesOf(db),
    members: membersOf(db),
    keys: keysOf(db),
    achievements: achievementsOf(db),
    pictures: picturesOf(db),
    learners: learnersOf(db),
    workshops: workshopsOf(db),
    awards: awardsOf(db),
    intents: intentsOf(db),
    credentials: credentialsOf(db),
    statusLists: statusListsOf(db),
    revocations: revocationsOf(db),
    ledger: ledgerOf(db),
    links: linksOf(db),
    shares: sharesOf(db),
    settings: settingsOf(db),
    probe: probeOf(db),
    close: async () => db.close(),
  };
}
