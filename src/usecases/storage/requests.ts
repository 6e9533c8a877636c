import type { AuditEntry } from '../../domain/audit.ts';
import type { Erasure, ErasureEnd } from '../../domain/erasure.ts';
import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import type { CursorPage, Page } from '../ports.ts';

/**
 * What is asked of a centre about a learner, what is deleted, and what is written down of both. One
 * part of `BackpackStore`.
 */
export interface RequestStore {
  readonly inbox: {
    insert(request: InboxRequest): Promise<boolean>;
    get(profileId: string, id: string): Promise<InboxRequest | undefined>;
    /** Those of a kind that wait, newest first; `at` of the cursor is `createdAt`. */
    listWaiting(
      profileId: string,
      kind: InboxRequest['kind'],
      page: CursorPage,
    ): Promise<InboxRequest[]>;
    /** Reports of one page that wait, newest first: of the share, where there is one. */
    listWaitingAbout(
      profileId: string,
      page: Pick<InboxRequest, 'about' | 'shareId'>,
      limit: number,
    ): Promise<InboxRequest[]>;
    /** The newest of those that were answered, newest first. */
    listAnswered(profileId: string, limit: number): Promise<InboxRequest[]>;
    /** A learner's own, newest first. */
    listOfLearner(learnerId: string): Promise<InboxRequest[]>;
    /** How many of each kind wait for an answer. */
    countWaiting(profileId: string): Promise<Readonly<Record<InboxRequest['kind'], number>>>;
    /** The first answer counts. Says whether this one was it. */
    answer(profileId: string, id: string, answer: InboxAnswer): Promise<boolean>;
  };
  readonly erasures: {
    /** Unique by `id`. */
    insert(erasure: Erasure): Promise<boolean>;
    get(id: string): Promise<Erasure | undefined>;
    /** Newest first. */
    listOf(learnerId: string): Promise<Erasure[]>;
    /** Those that have no end and are due before a moment, by id. */
    listDue(before: string, page: Page): Promise<Erasure[]>;
    /** The first end counts. Says whether this one was it. */
    end(id: string, end: ErasureEnd): Promise<boolean>;
    /**
     * Removes everything that is kept of a learner, whatever of it is there: rows, texts, pictures
     * that nothing else shows, lists that awarded or name them (see `listNames`), their lines of
     * reports. What stays: the ledger, the erasure itself, revocations without their reason,
     * consents without their learner; `learner:ID` in them becomes `learner`. Somebody of another
     * profile is left alone. Safe to call again. On SQLite no byte of the person is left in the
     * file when it returns, which may take seconds in which nothing else is done.
     *
     * @returns how many rows of each kind went, kinds of which there were none left out; a call
     *   after one that threw counts only what was left
     */
    erase(profileId: string, learnerId: string): Promise<Record<string, number>>;
  };
  readonly audit: {
    insert(entry: AuditEntry): Promise<boolean>;
    /** Newest first. */
    listOf(learnerId: string, limit: number): Promise<AuditEntry[]>;
    /** Removes those before a moment. */
    forget(before: string): Promise<void>;
  };
}
