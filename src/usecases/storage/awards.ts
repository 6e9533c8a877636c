import type {
  Answer,
  Award,
  Correction,
  CredentialIntent,
  Revocation,
  SignedCredential,
} from '../../domain/award.ts';
import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { LedgerEntry, LedgerEvent } from '../../domain/ledger.ts';
import type { StatusList } from '../../domain/status-list.ts';
import type { AwardFilter, CursorPage, Page, StatusPublication } from '../ports.ts';

/** What was awarded, signed and revoked, and the ledger of it. One part of `Store`, whose docstring holds here. */
export interface AwardStore {
  readonly batches: {
    /** Unique by `id`. */
    insert(batch: Batch): Promise<boolean>;
    get(profileId: string, id: string): Promise<Batch | undefined>;
    /** Unique by (`batchId`, `run`). */
    report(report: BatchReport): Promise<boolean>;
    /** By `run`. */
    reportsOf(batchId: string): Promise<BatchReport[]>;
    /** The first date counts. Says whether this one was it. */
    undo(batchId: string, at: string): Promise<boolean>;
    undoneAt(batchId: string): Promise<string | undefined>;
    /** Removes batches made before a moment, with their lists; reports and awards stay. */
    forget(before: string): Promise<void>;
  };
  readonly awards: {
    /**
     * Unique by `id` and by (`profileId`, `learnerId`, `achievementId`, `occasion`). Answers the
     * ids that went in.
     */
    insertMany(awards: readonly Award[]): Promise<ReadonlySet<string>>;
    get(id: string): Promise<Award | undefined>;
    /** In no order. */
    getMany(ids: readonly string[]): Promise<Award[]>;
    /** The awards of these learners for any of these achievements, whatever the occasion. */
    ofLearners(
      profileId: string,
      learnerIds: readonly string[],
      achievementIds: readonly string[],
    ): Promise<Award[]>;
    /** The last award of each of these learners who has any, in whatever state. In no order. */
    lastOfLearners(profileId: string, learnerIds: readonly string[]): Promise<Award[]>;
    /** How many are issued, without those whose badge is revoked. */
    countHeld(profileId: string, by: AwardFilter): Promise<number>;
    /** Newest first. */
    listOfLearner(profileId: string, learnerId: string): Promise<Award[]>;
    /** By id. */
    listOf(profileId: string, page: Page): Promise<Award[]>;
    /** Newest first, in whatever state; `at` of the cursor is `awardedDate`. */
    latestOf(profileId: string, by: AwardFilter, page: CursorPage): Promise<Award[]>;
    /** Awards still `intended`, by id: what a start has to finish or void. */
    listIntended(page: Page): Promise<Award[]>;
    /** Gives up an award that cannot be issued; an issued one stays issued. */
    void(id: string): Promise<void>;
    /** The first answer counts. Says whether this one was it. */
    answer(awardId: string, answer: Answer, at: string): Promise<boolean>;
    /** Declined from now on, whatever was answered: the end of a removal. */
    decline(awardId: string, at: string): Promise<void>;
    answersOf(awardIds: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
    /** Unique by (`awardId`, `number`). */
    correct(correction: Correction): Promise<boolean>;
    /** By award and number. */
    correctionsOf(awardIds: readonly string[]): Promise<Correction[]>;
    /** The ids of corrected awards, each once, by id: what a start looks over. */
    listCorrected(page: Page): Promise<string[]>;
    /** The ids of declined awards, by id: what a start looks over. */
    listDeclined(page: Page): Promise<string[]>;
  };
  readonly intents: {
    /** Unique by `id`; an intent that is there stays as it is. */
    insertMany(intents: readonly CredentialIntent[]): Promise<void>;
    get(id: string): Promise<CredentialIntent | undefined>;
    getMany(ids: readonly string[]): Promise<CredentialIntent[]>;
    /** Takes those whose id begins so and that were made before a moment. */
    forget(idStart: string, before: string): Promise<void>;
  };
  readonly credentials: {
    /**
     * Makes signed credentials durable, marks their awards issued, and appends to the ledger the
     * entry that `entryOf` makes of those that were not there yet (none: no entry). Safe to call
     * again with the same credentials. When it returns, all of it survives a crash. A credential
     * whose award was voided meanwhile is left out: answers the ids of those.
     */
    commit(
      credentials: readonly SignedCredential[],
      entryOf: (fresh: readonly SignedCredential[]) => LedgerEntry,
    ): Promise<ReadonlySet<string>>;
    get(id: string): Promise<SignedCredential | undefined>;
    getMany(ids: readonly string[]): Promise<SignedCredential[]>;
    listOfAward(awardId: string): Promise<SignedCredential[]>;
    /** In no order. */
    listOfAwards(awardIds: readonly string[]): Promise<SignedCredential[]>;
    /** By the `id` inside the credential, within one profile. */
    byCredentialId(profileId: string, credentialId: string): Promise<SignedCredential[]>;
  };
  readonly statusLists: {
    /** Unique by `id` and by (`profileId`, `ordinal`). */
    insert(list: StatusList): Promise<boolean>;
    get(id: string): Promise<StatusList | undefined>;
    lastOf(profileId: string): Promise<StatusList | undefined>;
    /** By ordinal. */
    listOf(profileId: string): Promise<StatusList[]>;
    /**
     * Takes `count` counters that follow each other and that nobody else ever gets. Answers the
     * first. Counters past the length of the list are the caller's to refuse.
     */
    reserve(listId: string, count: number): Promise<number>;
    /** Keeps the signed list of a version; older versions may go. */
    publish(publication: StatusPublication): Promise<void>;
    published(listId: string): Promise<StatusPublication | undefined>;
  };
  readonly revocations: {
    /** Inserts the rows that are not there, with their ledger entry. Answers the ids that went in. */
    insertMany(
      revocations: readonly Revocation[],
      entryOf: (events: readonly LedgerEvent[]) => LedgerEntry,
    ): Promise<ReadonlySet<string>>;
    of(credentialRowIds: readonly string[]): Promise<Revocation[]>;
    /** How many bits of the list are set; only ever grows. */
    countOf(listId: string): Promise<number>;
    /** Newest first; `at` of the cursor is `at`, `id` is `credentialRowId`. */
    latestOf(profileId: string, page: CursorPage): Promise<Revocation[]>;
    indexesOf(listId: string): Promise<number[]>;
  };
  readonly ledger: {
    last(chain: string): Promise<LedgerEntry | undefined>;
    /** In order of `seq`. */
    listOf(chain: string): Promise<LedgerEntry[]>;
    chains(): Promise<string[]>;
  };
}
