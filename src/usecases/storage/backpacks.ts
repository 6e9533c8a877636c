import type { AuditEntry } from '../../domain/audit.ts';
import type {
  Collection,
  EntryNote,
  ImportedBadge,
  ImportOutline,
  Photo,
} from '../../domain/backpack.ts';
import type { Card, Pin } from '../../domain/card.ts';
import type { ConsentEvent } from '../../domain/consent.ts';
import type { Erasure, ErasureEnd } from '../../domain/erasure.ts';
import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import type { Share } from '../../domain/share.ts';
import type { CursorPage, Page } from '../ports.ts';

/** An address that a learner confirmed: where links to their backpack go. */
export interface LearnerAddress {
  readonly id: string;
  readonly learnerId: string;
  readonly profileId: string;
  /** Lower case. */
  readonly email: string;
  readonly via?: string;
  readonly confirmedAt: string;
}

/** Of an entry of a learner, what is said anew of it. */
export type NoteChange = Pick<EntryNote, 'entryId' | 'learnerId' | 'savedAt'> &
  Partial<Pick<EntryNote, 'ownWords' | 'hidden'>>;

/** What belongs to a learner: the way in, what they keep and show, what they agreed to. One part of `Store`, whose docstring holds here. */
export interface BackpackStore {
  readonly cards: {
    /** Unique by `id`, by `secretHash` and by `codeHash`. */
    insert(card: Card): Promise<boolean>;
    get(profileId: string, id: string): Promise<Card | undefined>;
    bySecretHash(hash: string): Promise<Card | undefined>;
    byCodeHash(hash: string): Promise<Card | undefined>;
    /** Newest first; voided ones too. */
    listOf(learnerId: string): Promise<Card[]>;
    /** Of these learners, in no order; voided ones too. */
    listOfMany(learnerIds: readonly string[]): Promise<Card[]>;
    /** Keeps the first date. */
    use(id: string, at: string): Promise<void>;
    /** The first voiding counts. Says whether this one was it. */
    void(
      id: string,
      voiding: { readonly at: string; readonly lostSince: string },
    ): Promise<boolean>;
    /** Of a voided card: puts the loss at an earlier moment; a later one changes nothing. */
    lostEarlier(id: string, lostSince: string): Promise<void>;
    /** Voided ones, by id: what a start looks over. */
    listVoided(page: Page): Promise<Card[]>;
  };
  readonly pins: {
    insert(pin: Pin): Promise<boolean>;
    /** Newest first. */
    listOf(learnerId: string): Promise<Pin[]>;
    remove(id: string): Promise<void>;
  };
  /** Guesses, each of which takes a number: so those made at once are counted each. */
  readonly attempts: {
    /** Unique by (`subject`, `number`). */
    insert(attempt: {
      readonly subject: string;
      readonly number: number;
      readonly at: string;
    }): Promise<boolean>;
    /** By number. */
    listOf(
      subject: string,
    ): Promise<ReadonlyArray<{ readonly number: number; readonly at: string }>>;
    clear(subject: string): Promise<void>;
    /** Removes those made before a moment. */
    forget(before: string): Promise<void>;
  };
  readonly addresses: {
    /** Unique by `id` and by (`learnerId`, `email`). */
    insert(address: LearnerAddress): Promise<boolean>;
    /** Oldest first: brothers and sisters may share one. */
    byEmail(email: string): Promise<LearnerAddress[]>;
    /** Oldest first. */
    listOf(learnerId: string): Promise<LearnerAddress[]>;
    remove(learnerId: string, id: string): Promise<void>;
  };
  /** Which learner a member is in their own backpack. */
  readonly ownLearners: {
    /** Unique by `memberId` and by `learnerId`. */
    insert(link: { readonly memberId: string; readonly learnerId: string }): Promise<boolean>;
    learnerOf(memberId: string): Promise<string | undefined>;
    memberOf(learnerId: string): Promise<string | undefined>;
    /** This link alone: one of them with somebody else stays. */
    remove(link: { readonly memberId: string; readonly learnerId: string }): Promise<void>;
  };
  readonly notes: {
    /** What is left out stays, or is empty and shown when nothing was noted yet; the last one counts. */
    save(note: NoteChange): Promise<void>;
    /** In no order. */
    listOf(learnerId: string): Promise<EntryNote[]>;
  };
  readonly collections: {
    insert(collection: Collection): Promise<boolean>;
    /**
     * Only while its entries are those of `before`, so that two tabs lose nothing of each other;
     * what is left out stays. Says whether it was changed.
     */
    change(
      learnerId: string,
      id: string,
      before: readonly string[],
      parts: Partial<Pick<Collection, 'title' | 'entryIds'>>,
    ): Promise<boolean>;
    get(learnerId: string, id: string): Promise<Collection | undefined>;
    /** Oldest first. */
    listOf(learnerId: string): Promise<Collection[]>;
    remove(learnerId: string, id: string): Promise<void>;
  };
  readonly imports: {
    /** Unique by `id` and by (`learnerId`, `digest`). */
    insert(badge: ImportedBadge): Promise<boolean>;
    get(learnerId: string, id: string): Promise<ImportedBadge | undefined>;
    /** In no order; those of others are left out. */
    getMany(learnerId: string, ids: readonly string[]): Promise<ImportedBadge[]>;
    /** Newest first, without their texts, which may be long. */
    listOf(learnerId: string): Promise<ImportOutline[]>;
    /** Of all their texts, in UTF-8. */
    bytesOf(learnerId: string): Promise<number>;
    /** With its picture, when nothing else shows it. */
    remove(learnerId: string, id: string): Promise<void>;
  };
  readonly photos: {
    insert(photo: Photo): Promise<boolean>;
    get(profileId: string, id: string): Promise<Photo | undefined>;
    /** Oldest first. */
    listOf(learnerId: string): Promise<Photo[]>;
    /** With its picture, when nothing else shows it. */
    remove(profileId: string, id: string): Promise<void>;
  };
  readonly shares: {
    /** Unique by `id`, by `tokenHash` and by `keyHash`. */
    insert(share: Share): Promise<boolean>;
    get(profileId: string, id: string): Promise<Share | undefined>;
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
  };
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
