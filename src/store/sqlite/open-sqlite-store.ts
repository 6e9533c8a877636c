import type { Store } from '../../usecases/ports.ts';
import { achievementsOf, picturesOf } from './achievements.ts';
import { addressesOf, ownLearnersOf } from './addresses.ts';
import { awardsOf } from './awards.ts';
import { collectionsOf, importsOf, notesOf, photosOf } from './backpacks.ts';
import { batchesOf } from './batches.ts';
import { attemptsOf, cardsOf, pinsOf } from './cards.ts';
import { auditOf, consentsOf } from './consents.ts';
import { credentialsOf, intentsOf } from './credentials.ts';
import { draftsOf } from './drafts.ts';
import { type Database, type DatabaseOptions, openDatabase } from './driver.ts';
import { erasuresOf } from './erasures.ts';
import { frameworksOf } from './frameworks.ts';
import { inboxOf } from './inbox.ts';
import { learnersOf } from './learners.ts';
import { ledgerOf } from './ledger.ts';
import { linksOf } from './links.ts';
import { membersOf, passkeysOf } from './members.ts';
import { migrate } from './migrations.ts';
import { keysOf, profilesOf } from './profiles.ts';
import { removalsOf } from './removals.ts';
import { probeOf, settingsOf } from './settings.ts';
import { sharesOf } from './shares.ts';
import { revocationsOf, statusListsOf } from './status.ts';
import { idempotencyOf, tokensOf } from './tokens.ts';
import { workshopsOf } from './workshops.ts';

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
    passkeys: passkeysOf(db),
    keys: keysOf(db),
    achievements: achievementsOf(db),
    drafts: draftsOf(db),
    frameworks: frameworksOf(db),
    pictures: picturesOf(db),
    learners: learnersOf(db),
    workshops: workshopsOf(db),
    batches: batchesOf(db),
    awards: awardsOf(db),
    intents: intentsOf(db),
    credentials: credentialsOf(db),
    statusLists: statusListsOf(db),
    revocations: revocationsOf(db),
    ledger: ledgerOf(db),
    links: linksOf(db),
    tokens: tokensOf(db),
    idempotency: idempotencyOf(db),
    settings: settingsOf(db),
    cards: cardsOf(db),
    pins: pinsOf(db),
    attempts: attemptsOf(db),
    addresses: addressesOf(db),
    ownLearners: ownLearnersOf(db),
    notes: notesOf(db),
    collections: collectionsOf(db),
    imports: importsOf(db),
    photos: photosOf(db),
    removals: removalsOf(db),
    shares: sharesOf(db),
    consents: consentsOf(db),
    inbox: inboxOf(db),
    erasures: erasuresOf(db),
    audit: auditOf(db),
    probe: probeOf(db),
    close: async () => db.close(),
  };
}
