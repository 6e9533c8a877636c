import type { ConsentEvent } from '../../domain/consent.ts';
import type { Share } from '../../domain/share.ts';
import type { Page } from '../ports.ts';

/** What a learner shows to others, and what was agreed to for it. One part of `BackpackStore`. */
export interface SharingStore {
  readonly shares: {
    /** Unique by `id`, by `tokenHash` and by `keyHash`. */
    insert(share: Share): Promise<boolean>;
    get(profileId: string, id: string): Promise<Share | undefined>;
    /** In no order; those that are not the profile's are left out. */
    getMany(profileId: string, ids: readonly string[]): Promise<Share[]>;
    byTokenHash(tokenHash: string): Promise<Share | undefined>;
    byKeyHash(keyHash: string): Promise<Share | undefined>;
    /** Newest first. */
    listOfLearner(profileId: string, learnerId: string): Promise<Share[]>;
    /** Keeps the first date. */
    withdraw(profileId: string, id: string, at: string): Promise<void>;
    /** Withdrawn shares that have named copies, by id: what a start looks over. */
    listWithdrawnNamed(page: Page): Promise<Share[]>;
    /**
     * Shares that somebody had to agree to, with a name or public, and that were not withdrawn, by
     * id; those that ended too, and perhaps one whose withdrawal a crash broke off.
     */
    listConsented(page: Page): Promise<Share[]>;
    /** Counts one opening; unique by `id`. Nothing is kept of who. */
    opened(opening: {
      readonly id: string;
      readonly shareId: string;
      readonly at: string;
    }): Promise<boolean>;
    /** How often each of these was opened; those that never were are left out. */
    openings(shareIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  };
  readonly consents: {
    /** Unique by `id`. */
    insert(event: ConsentEvent): Promise<boolean>;
    /** Oldest first. */
    listOf(learnerId: string): Promise<ConsentEvent[]>;
    /** Of these learners, in no order. */
    listOfMany(learnerIds: readonly string[]): Promise<ConsentEvent[]>;
  };
}
