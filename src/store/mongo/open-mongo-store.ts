import type { Store } from '../../usecases/ports.ts';
import { achievementsOf, picturesOf } from './achievements.ts';
import { awardsOf } from './awards.ts';
import { collectionsOf, importsOf, notesOf, photosOf } from './backpacks.ts';
import { batchesOf, fillBatchLearners } from './batches.ts';
import { attemptsOf, cardsOf, pinsOf } from './cards.ts';
import { auditOf, consentsOf } from './consents.ts';
import { credentialsOf, intentsOf } from './credentials.ts';
import { type Database, type MongoOptions, openDatabase } from './database.ts';
import { draftsOf } from './drafts.ts';
import { erasuresOf } from './erasures.ts';
import { frameworksOf } from './frameworks.ts';
import { inboxOf } from './inbox.ts';
import { keysOf } from './keys.ts';
import { addressesOf, ownLearnersOf } from './learner-access.ts';
import { fillLearnerWords, learnersOf } from './learners.ts';
import { ledgerOf } from './ledger.ts';
import { dropBackpackLinks, linksOf } from './links.ts';
import { membersOf, passkeysOf } from './members.ts';
import { profilesOf } from './profiles.ts';
import { removalsOf } from './removals.ts';
import { revocationsOf } from './revocations.ts';
import { checkVersion } from './schema-version.ts';
import { probeOf, settingsOf } from './settings.ts';
import { renewShares, sharesOf } from './shares.ts';
import { statusListsOf } from './status-lists.ts';
import { idempotencyOf, tokensOf } from './tokens.ts';
import { workshopsOf } from './workshops.ts';

/**
 * The store of many machines. Correct on any server whose inserts under unique keys are atomic:
 * no transaction, compare-and-set or special index is relied on.
 *
 * @throws {BadgeError} `schema_newer`, `storage_unavailable`, `storage_full`
 */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const database = await openDatabase(options);
  try {
    const version = await checkVersion(database);
    const store = storeOn(database);
    // First: the indexes of today refuse shares of before.
    if (version.found < 3) await renewShares(database);
    await database.createIndexes();
    if (version.found < 2) await fillLearnerWords(database);
    if (version.found < 3) await dropBackpackLinks(database);
    if (version.found < 3) await fillBatchLearners(database);
    await version.keep();
    return store;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The port over an open connection. */
export function storeOn(database: Database): Store {
  return {
    profiles: profilesOf(database),
    members: membersOf(database),
    passkeys: passkeysOf(database),
    keys: keysOf(database),
    achievements: achievementsOf(database),
    drafts: draftsOf(database),
    frameworks: frameworksOf(database),
    pictures: picturesOf(database),
    learners: learnersOf(database),
    workshops: workshopsOf(database),
    batches: batchesOf(database),
    awards: awardsOf(database),
    intents: intentsOf(database),
    credentials: credentialsOf(database),
    statusLists: statusListsOf(database),
    revocations: revocationsOf(database),
    ledger: ledgerOf(database),
    links: linksOf(database),
    tokens: tokensOf(database),
    idempotency: idempotencyOf(database),
    cards: cardsOf(database),
    pins: pinsOf(database),
    attempts: attemptsOf(database),
    addresses: addressesOf(database),
    ownLearners: ownLearnersOf(database),
    notes: notesOf(database),
    collections: collectionsOf(database),
    imports: importsOf(database),
    photos: photosOf(database),
    removals: removalsOf(database),
    shares: sharesOf(database),
    consents: consentsOf(database),
    inbox: inboxOf(database),
    erasures: erasuresOf(database),
    audit: auditOf(database),
    settings: settingsOf(database),
    probe: probeOf(database),
    close: database.close,
  };
}
