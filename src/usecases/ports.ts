import type { Achievement } from '../domain/achievement.ts';
import type {
  Answer,
  Award,
  CredentialIntent,
  Revocation,
  SignedCredential,
  Workshop,
} from '../domain/award.ts';
import type { Learner } from '../domain/learner.ts';
import type { LedgerEntry, LedgerEvent } from '../domain/ledger.ts';
import type { Link, Share } from '../domain/link.ts';
import type { Member, Profile } from '../domain/profile.ts';
import type { SigningKey } from '../domain/signing-key.ts';
import type { StatusList } from '../domain/status-list.ts';
import type { Contact } from '../domain/verification.ts';

/**
 * What the use cases need kept. One interface, grouped by noun; every method is a question with a
 * name, and its own index. Two adapters, `store/sqlite` and `store/mongo`, pass one contract
 * (`test/store/contract.ts`).
 *
 * The only referee is an insert under a unique key: `insert…` answers `false` (or leaves the row
 * out of its answer) when the row was there already, and never overwrites. Nothing relies on a
 * compare-and-set. A list is ordered by id or date as said and paged by the last key seen.
 *
 * @throws {BadgeError} from any write `storage_full` when the disk is; from any method
 *   `storage_unavailable` when the database cannot be reached or opened.
 */
export interface Store {
  readonly profiles: {
    /** Unique by `id` and by (`origin`, `handle`). */
    insert(profile: Profile): Promise<boolean>;
    /** Renames and redescribes; identity never changes. */
    describe(id: string, text: Pick<Profile, 'name' | 'email' | 'description'>): Promise<void>;
    get(id: string): Promise<Profile | undefined>;
    byHandle(handle: string): Promise<Profile | undefined>;
    /** Oldest first. */
    list(): Promise<Profile[]>;
  };
  readonly members: {
    insert(member: Member): Promise<boolean>;
    get(id: string): Promise<Member | undefined>;
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
  readonly achievements: {
    /** Unique by `id` and by (`profileId`, `digest`, `inLanguage`). */
    insert(achievement: Achievement): Promise<boolean>;
    get(id: string): Promise<Achievement | undefined>;
    byDigest(profileId: string, digest: string): Promise<Achievement[]>;
    /** Newest first; names compared exactly. */
    byName(profileId: string, name: string): Promise<Achievement[]>;
    /** By id. */
    listOf(profileId: string, page: Page): Promise<Achievement[]>;
  };
  readonly pictures: {
    /** Bytes by the SHA-256 of the drawing and size they came from; writing again is harmless. */
    put(hash: string, bytes: Uint8Array): Promise<void>;
    get(hash: string): Promise<Uint8Array | undefined>;
  };
  readonly learners: {
    /** Unique by `id` and by (`profileId`, `nameKey`). Answers the ids that went in. */
    insertMany(learners: readonly Learner[]): Promise<ReadonlySet<string>>;
    get(profileId: string, id: string): Promise<Learner | undefined>;
    /** Everyone of the profile with one of these first and last names. */
    byFullNames(profileId: string, fullNameKeys: readonly string[]): Promise<Learner[]>;
  };
  readonly workshops: {
    /** Unique by `id` and by (`profileId`, `title`, `date`). */
    insert(workshop: Workshop): Promise<boolean>;
    get(profileId: string, id: string): Promise<Workshop | undefined>;
    byTitle(profileId: string, title: string, date: string): Promise<Workshop | undefined>;
    attend(workshopId: string, learnerIds: readonly string[]): Promise<void>;
  };
  readonly awards: {
    /**
     * Unique by `id` and by (`profileId`, `learnerId`, `achievementId`, `occasion`). Answers the
     * ids that went in.
     */
    insertMany(awards: readonly Award[]): Promise<ReadonlySet<string>>;
    get(id: string): Promise<Award | undefined>;
    /** The awards of these learners for one achievement and occasion. */
    ofLearners(
      profileId: string,
      learnerIds: readonly string[],
      achievementId: string,
      occasion: string,
    ): Promise<Award[]>;
    /** Newest first. */
    listOfLearner(profileId: string, learnerId: string): Promise<Award[]>;
    /** By id. */
    listOf(profileId: string, page: Page): Promise<Award[]>;
    /** Awards still `intended`, by id: what a start has to finish or void. */
    listIntended(page: Page): Promise<Award[]>;
    /** Gives up an award that cannot be issued; an issued one stays issued. */
    void(id: string): Promise<void>;
    /** The first answer counts. Says whether this one was it. */
    answer(awardId: string, answer: Answer, at: string): Promise<boolean>;
    answersOf(awardIds: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
    /** The ids of declined awards, by id: what a start looks over. */
    listDeclined(page: Page): Promise<string[]>;
  };
  readonly intents: {
    /** Unique by `id`; an intent that is there stays as it is. */
    insertMany(intents: readonly CredentialIntent[]): Promise<void>;
    get(id: string): Promise<CredentialIntent | undefined>;
    getMany(ids: readonly string[]): Promise<CredentialIntent[]>;
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
    /** By the `id` inside the credential, within one profile. */
    byCredentialId(profileId: string, credentialId: string): Promise<SignedCredential[]>;
  };
  readonly statusLists: {
    /** Unique by `id` and by (`profileId`, `ordinal`). */
    insert(list: StatusList): Promise<boolean>;
    get(id: string): Promise<StatusList | undefined>;
    lastOf(profileId: string): Promise<StatusList | undefined>;
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
    indexesOf(listId: string): Promise<number[]>;
  };
  readonly ledger: {
    last(chain: string): Promise<LedgerEntry | undefined>;
    /** In order of `seq`. */
    listOf(chain: string): Promise<LedgerEntry[]>;
    chains(): Promise<string[]>;
  };
  readonly links: {
    /** Unique by `secretHash`. */
    insert(link: Link): Promise<boolean>;
    get(secretHash: string): Promise<Link | undefined>;
    /** Of a link that is used once: says whether this use was the first. */
    use(secretHash: string, at: string): Promise<boolean>;
    remove(secretHash: string): Promise<void>;
  };
  readonly shares: {
    insert(share: Share): Promise<boolean>;
    byTokenHash(tokenHash: string): Promise<Share | undefined>;
    /** Newest first. */
    listOfLearner(profileId: string, learnerId: string): Promise<Share[]>;
    /** Keeps the first date. */
    withdraw(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly settings: {
    /** A value that is written once. */
    insert(name: string, value: string): Promise<boolean>;
    get(name: string): Promise<string | undefined>;
  };
  /** Writes and reads one row: whether the database takes writes now. */
  probe(at: string): Promise<void>;
  close(): Promise<void>;
}

/** `after` is the last key of the page before; `limit` is at most 1,000. */
export interface Page {
  readonly after?: string;
  readonly limit: number;
}

export interface StatusPublication {
  readonly listId: string;
  /** How many revocations it shows. */
  readonly version: number;
  readonly text: string;
}

/** Signs a stored intent with its stored key, and nothing else. Answers the signed text. */
export type Sign = (intentId: string) => Promise<string>;

/** What the vault offers besides signing. */
export interface Vault {
  readonly sign: Sign;
  /** A fresh key pair with its private half sealed. */
  newKey(parts: Pick<SigningKey, 'profileId' | 'kind'>): Promise<SigningKey>;
}

/** A credential as it came out of a file, a body or a link. */
export interface ReadBadge {
  readonly format: 'json' | 'jwt' | 'png' | 'svg';
  /** The JSON object; absent when it came as a compact JWS, whatever carried it. */
  readonly credential?: unknown;
  readonly jwt?: string;
  readonly warnings: readonly string[];
}

export interface Fetched {
  readonly url: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly ms: number;
}

/** One verification's way out: at most eight fetches, all of them remembered. */
export interface EgressSession {
  /** @throws {BadgeError} `egress_…`, `url_…` or `remote_…` */
  get(url: string, options: { accept: string; why: string }): Promise<Fetched>;
  readonly contacted: readonly Contact[];
}

export interface Egress {
  session(): EgressSession;
  close(): Promise<void>;
}

/** Where a crash may be tried: tests throw or kill here, the service does nothing. */
export type FailPoint =
  | 'batch-stored'
  | 'intents-stored'
  | 'signed'
  | 'committed'
  | 'line-done'
  | 'revoked';

/** Time, chance and failure, given from outside so that tests can hold them. */
export interface Seams {
  now(): Date;
  /** A random UUID. */
  newId(): string;
  random(bytes: number): Uint8Array;
  at(point: FailPoint): void;
}

/** A one-line technical note: never a name, an address, a secret or a body. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, string | number | boolean>>,
) => void;
