import type {
  Collection,
  EntryNote,
  ImportCheck,
  ImportedBadge,
  ImportOutline,
  Photo,
} from '../../domain/backpack.ts';
import type { Card, Pin } from '../../domain/card.ts';
import type { Removal } from '../../domain/removal.ts';
import type { Page } from '../ports.ts';
import type { RequestStore } from './requests.ts';
import type { SharingStore } from './sharing.ts';

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
export interface BackpackStore extends SharingStore, RequestStore {
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
    /** The learner of each of these members who is one, by the member. */
    learnersOf(memberIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
    /** The member of each of these learners who is one, by the learner. */
    membersOf(learnerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
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
     * Only while its title and its entries are those of `before`, so that two tabs lose nothing of
     * each other; what is left out stays. Says whether it was changed.
     */
    change(
      learnerId: string,
      id: string,
      before: Pick<Collection, 'title' | 'entryIds'>,
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
    /** Keeps what a check found; the last one counts. Nothing of a badge that went. */
    check(learnerId: string, id: string, checked: ImportCheck): Promise<void>;
    /** Newest first, without their texts, which may be long. */
    listOf(learnerId: string): Promise<ImportOutline[]>;
    /** Of all their texts, in UTF-8. */
    bytesOf(learnerId: string): Promise<number>;
    /** With its picture, when nothing else shows it. */
    remove(learnerId: string, id: string): Promise<void>;
  };
  /** Badges that were handed back or deleted, and are not gone for good yet. */
  readonly removals: {
    /** Unique by `awardId`. */
    insert(removal: Removal): Promise<boolean>;
    /** Of these awards, in no order. */
    ofAwards(awardIds: readonly string[]): Promise<Removal[]>;
    /** Newest first. */
    listOf(learnerId: string): Promise<Removal[]>;
    /** Those that are due before a moment, by award. */
    listDue(before: string, page: Page): Promise<Removal[]>;
    /** Removes one that is due after `at`. Says whether there was one. */
    takeUp(awardId: string, at: string): Promise<boolean>;
    remove(awardId: string): Promise<void>;
  };
  readonly photos: {
    insert(photo: Photo): Promise<boolean>;
    get(profileId: string, id: string): Promise<Photo | undefined>;
    /** Oldest first. */
    listOf(learnerId: string): Promise<Photo[]>;
    /** Those that show who it is, of any profile, by id: what is looked over every hour. */
    listRecognisable(page: Page): Promise<Photo[]>;
    /** With its picture, when nothing else shows it. */
    remove(profileId: string, id: string): Promise<void>;
  };
}
