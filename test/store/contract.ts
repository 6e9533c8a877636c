import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import type { Store } from '../../src/usecases/ports.ts';
import { achievementsContract } from './contract/achievements.ts';
import { awardsContract } from './contract/awards.ts';
import { backpacksContract } from './contract/backpacks.ts';
import { batchesContract } from './contract/batches.ts';
import { cardsContract } from './contract/cards.ts';
import { commitContract } from './contract/commit.ts';
import { consentsContract, inboxContract } from './contract/consents.ts';
import { correctionsContract } from './contract/corrections.ts';
import { credentialsContract } from './contract/credentials.ts';
import { draftsContract } from './contract/drafts.ts';
import { erasuresContract } from './contract/erasures.ts';
import { latestContract } from './contract/latest.ts';
import { learnerChangesContract } from './contract/learner-changes.ts';
import { linksContract } from './contract/links.ts';
import { membersContract } from './contract/members.ts';
import { peopleContract } from './contract/people.ts';
import { profilesContract } from './contract/profiles.ts';
import { removalsContract } from './contract/removals.ts';
import { revocationsContract } from './contract/revocations.ts';
import { searchContract } from './contract/search.ts';
import { settingsContract } from './contract/settings.ts';
import { sharesContract } from './contract/shares.ts';
import { statusContract } from './contract/status.ts';
import { tokensContract } from './contract/tokens.ts';

/** Two handles on one database, as two processes have them. */
export interface Handles {
  store: Store;
  other: Store;
}

/**
 * The behaviour that every storage adapter owes the use cases. `open` is called twice and gives
 * two handles on one database, which may hold the rows of earlier runs: every test makes its own
 * random ids.
 */
export function describeStore(name: string, open: () => Promise<Store>): void {
  // A server across a network is slower than a file.
  jest.setTimeout(60_000);
  describe(`${name} store`, () => {
    let handles: Handles | undefined;
    const use = () => {
      if (!handles) throw new Error('The store is not open.');
      return handles;
    };
    beforeAll(async () => {
      handles = { store: await open(), other: await open() };
    });
    afterAll(async () => {
      await handles?.store.close();
      await handles?.other.close();
    });

    describe('profiles, keys', () => profilesContract(use));
    describe('members, passkeys', () => membersContract(use));
    describe('achievements, pictures', () => achievementsContract(use));
    describe('drafts, frameworks', () => draftsContract(use));
    describe('learners, workshops', () => peopleContract(use));
    describe('ages and names of learners', () => learnerChangesContract(use));
    describe('search of learners', () => searchContract(use));
    describe('batches', () => batchesContract(use));
    describe('awards', () => awardsContract(use));
    describe('corrections', () => correctionsContract(use));
    describe('intents, credentials', () => credentialsContract(use));
    describe('commit, ledger', () => commitContract(use));
    describe('status lists', () => statusContract(use));
    describe('revocations', () => revocationsContract(use));
    describe('what is listed latest first', () => latestContract(use));
    describe('links', () => linksContract(use));
    describe('cards, PINs, addresses', () => cardsContract(use));
    describe('backpacks', () => backpacksContract(use));
    describe('removals', () => removalsContract(use));
    describe('shares', () => sharesContract(use));
    describe('consents, audit', () => consentsContract(use));
    describe('inbox', () => inboxContract(use));
    describe('erasures', () => erasuresContract(use));
    describe('tokens, idempotency', () => tokensContract(use));
    describe('settings, probe', () => settingsContract(use));
  });
}
