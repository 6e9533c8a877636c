import type { Age } from '../../domain/age.ts';
import type { Workshop } from '../../domain/award.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Passkey } from '../../domain/passkey.ts';
import type { Member, Profile } from '../../domain/profile.ts';
import type { SigningKey } from '../../domain/signing-key.ts';
import type { CursorPage } from '../ports.ts';

/** The parts of a learner that a new name changes. */
type NameOfLearner = Pick<
  Learner,
  'nameKey' | 'fullNameKey' | 'firstName' | 'lastName' | 'nickname'
>;

/** Who there is: profiles with their members and keys, learners and their workshops. One part of `Store`, whose docstring holds here. */
export interface PeopleStore {
  readonly profiles: {
    /** Unique by `id` and by (`origin`, `handle`). */
    insert(profile: Profile): Promise<boolean>;
    /** Renames and redescribes; identity never changes. */
    describe(
      id: string,
      text: Pick<Profile, 'name' | 'email' | 'description' | 'insideName'>,
    ): Promise<void>;
    get(id: string): Promise<Profile | undefined>;
    byHandle(handle: string): Promise<Profile | undefined>;
    /** Oldest first. */
    list(): Promise<Profile[]>;
  };
  readonly members: {
    insert(member: Member): Promise<boolean>;
    get(id: string): Promise<Member | undefined>;
    /** Oldest first; removed ones too. */
    listOf(profileId: string): Promise<Member[]>;
    /** Of any profile, oldest first; removed ones too. The address in lower case. */
    byEmail(email: string): Promise<Member[]>;
    /** What a member says of themselves; what is left out is taken away. Role and profile never change. */
    describe(profileId: string, id: string, text: Pick<Member, 'name' | 'email'>): Promise<void>;
    /** Every name that a member has or had, in no order. */
    namesOf(id: string): Promise<string[]>;
    /** Keeps the first date. */
    remove(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly passkeys: {
    /** Unique by `id`. */
    insert(passkey: Passkey): Promise<boolean>;
    get(id: string): Promise<Passkey | undefined>;
    /** Oldest first. */
    listOf(memberId: string): Promise<Passkey[]>;
    remove(memberId: string, id: string): Promise<void>;
  };
  readonly keys: {
    insert(key: SigningKey): Promise<boolean>;
    get(id: string): Promise<SigningKey | undefined>;
    /** Oldest first, retired ones too. */
    listOf(profileId: string): Promise<SigningKey[]>;
    listAll(): Promise<SigningKey[]>;
    /** Keeps the first date it was given. */
    retire(id: string, at: string): Promise<void>;
  };
  readonly learners: {
    /** Unique by `id` and by (`profileId`, `nameKey`). Answers the ids that went in. */
    insertMany(learners: readonly Learner[]): Promise<ReadonlySet<string>>;
    get(profileId: string, id: string): Promise<Learner | undefined>;
    /** Everyone of the profile with one of these first and last names. */
    byFullNames(profileId: string, fullNameKeys: readonly string[]): Promise<Learner[]>;
    /** In no order; those that are not the profile's are left out. */
    getMany(profileId: string, ids: readonly string[]): Promise<Learner[]>;
    /**
     * Those of whom every prefix begins a word (see `searchWords`), in the order of their word that
     * the first prefix found. At most `limit` of them; which ones, when there are more, is not
     * said. Takes prefixes as `searchPrefixes` gives them, five at the most; none finds nobody.
     */
    search(profileId: string, prefixes: readonly string[], limit: number): Promise<Learner[]>;
    /** What the centre knows of an age; what is left out is taken away. The last one counts. */
    setAge(profileId: string, id: string, age: Age): Promise<void>;
    /**
     * Another name, and the words that the person is found by. Answers `false`, and changes
     * nothing, when another learner of the profile has its key.
     */
    rename(profileId: string, id: string, name: NameOfLearner): Promise<boolean>;
  };
  readonly workshops: {
    /** Unique by `id` and by (`profileId`, `title`, `date`). */
    insert(workshop: Workshop): Promise<boolean>;
    get(profileId: string, id: string): Promise<Workshop | undefined>;
    /** In no order; those that are not the profile's are left out. */
    getMany(profileId: string, ids: readonly string[]): Promise<Workshop[]>;
    byTitle(profileId: string, title: string, date: string): Promise<Workshop | undefined>;
    attend(workshopId: string, learnerIds: readonly string[]): Promise<void>;
    /** In no order. */
    attendeesOf(workshopId: string): Promise<string[]>;
    /** The ids of the workshops that a learner was in, in no order. */
    attendedBy(learnerId: string): Promise<string[]>;
    /** Those made last come first, whatever their day; `at` of the cursor is `createdAt`. */
    latestOf(profileId: string, page: CursorPage): Promise<Workshop[]>;
  };
}
