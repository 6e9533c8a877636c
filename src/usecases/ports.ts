import type { Achievement } from '../domain/achievement.ts';
import type { AchievementOutline } from '../domain/achievement-group.ts';
import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../domain/api-token.ts';
import type {
  Answer,
  Award,
  CredentialIntent,
  Revocation,
  SignedCredential,
  Workshop,
} from '../domain/award.ts';
import type { Batch, BatchReport } from '../domain/batch.ts';
import type { Draft, DraftPublication, DraftRevision } from '../domain/draft.ts';
import type { ImportedFramework } from '../domain/framework.ts';
import type { Learner } from '../domain/learner.ts';
import type { LedgerEntry, LedgerEvent } from '../domain/ledger.ts';
import type { Link, Share } from '../domain/link.ts';
import type { Passkey } from '../domain/passkey.ts';
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
    /** Oldest first; removed ones too. */
    listOf(profileId: string): Promise<Member[]>;
    /** Of any profile, oldest first; removed ones too. The address in lower case. */
    byEmail(email: string): Promise<Member[]>;
    /** What a member says of themselves; what is left out is taken away. Role and profile never change. */
    describe(profileId: string, id: string, text: Pick<Member, 'name' | 'email'>): Promise<void>;
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
  readonly achievements: {
    /** Unique by `id` and by (`profileId`, `digest`, `inLanguage`). */
    insert(achievement: Achievement): Promise<boolean>;
    get(id: string): Promise<Achievement | undefined>;
    byDigest(profileId: string, digest: string): Promise<Achievement[]>;
    /** Newest first; names compared exactly. */
    byName(profileId: string, name: string): Promise<Achievement[]>;
    /** By id. */
    listOf(profileId: string, page: Page): Promise<Achievement[]>;
    /** By id, without what is long: archived ones too. */
    outlinesOf(profileId: string, page: Page): Promise<AchievementOutline[]>;
    /** Takes it out of what is offered. Keeps the first date. */
    archive(id: string, at: string): Promise<void>;
    /** Offers it again. */
    unarchive(id: string): Promise<void>;
  };
  readonly drafts: {
    /** Unique by `id`. */
    insert(draft: Draft): Promise<boolean>;
    /** Published ones too; a removed one is not there any more. */
    get(profileId: string, id: string): Promise<Draft | undefined>;
    /** Newest first; published and removed ones are not in it. */
    listOpen(profileId: string, limit: number): Promise<Draft[]>;
    /** Unique by (`draftId`, `number`): `false` when someone saved that number first. */
    save(revision: DraftRevision): Promise<boolean>;
    latest(draftId: string): Promise<DraftRevision | undefined>;
    revision(draftId: string, number: number): Promise<DraftRevision | undefined>;
    /**
     * The first publication counts. Says whether this one was it: never, once the draft is removed.
     */
    publish(publication: DraftPublication): Promise<boolean>;
    publication(draftId: string): Promise<DraftPublication | undefined>;
    /** Puts it away for good; a published one stays. Keeps the first date. */
    remove(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly frameworks: {
    /** Unique by `id`. */
    insert(framework: ImportedFramework): Promise<boolean>;
    /** Oldest first. */
    listOf(profileId: string): Promise<ImportedFramework[]>;
    /** The ids of the same, in the same order, without reading them. */
    idsOf(profileId: string): Promise<string[]>;
    remove(profileId: string, id: string): Promise<void>;
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
    /** In no order; those that are not the profile's are left out. */
    getMany(profileId: string, ids: readonly string[]): Promise<Learner[]>;
    /**
     * Those of whom every prefix begins a word (see `searchWords`), in the order of their word that
     * the first prefix found. At most `limit` of them; which ones, when there are more, is not
     * said. Takes prefixes as `searchPrefixes` gives them, five at the most; none finds nobody.
     */
    search(profileId: string, prefixes: readonly string[], limit: number): Promise<Learner[]>;
  };
  readonly workshops: {
    /** Unique by `id` and by (`profileId`, `title`, `date`). */
    insert(workshop: Workshop): Promise<boolean>;
    get(profileId: string, id: string): Promise<Workshop | undefined>;
    byTitle(profileId: string, title: string, date: string): Promise<Workshop | undefined>;
    attend(workshopId: string, learnerIds: readonly string[]): Promise<void>;
    /** In no order. */
    attendeesOf(workshopId: string): Promise<string[]>;
    /** Those made last come first, whatever their day; `at` of the cursor is `createdAt`. */
    latestOf(profileId: string, page: CursorPage): Promise<Workshop[]>;
  };
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
  readonly links: {
    /** Unique by `secretHash`. */
    insert(link: Link): Promise<boolean>;
    get(secretHash: string): Promise<Link | undefined>;
    /** Of a link that is used once: says whether this use was the first. */
    use(secretHash: string, at: string): Promise<boolean>;
    wasUsed(secretHash: string): Promise<boolean>;
    remove(secretHash: string): Promise<void>;
    /** Newest first; those that were used or are over, too. */
    listOf(targetId: string, kind: Link['kind']): Promise<Link[]>;
    /** Which of these targets have such links, those that were used or are over, too. */
    targetsAmong(targetIds: readonly string[], kind: Link['kind']): Promise<ReadonlySet<string>>;
    /** Removes those that ended before a moment. */
    forget(before: string): Promise<void>;
  };
  readonly tokens: {
    /** Unique by `id` and by `secretHash`. */
    insert(token: ApiToken): Promise<boolean>;
    bySecretHash(secretHash: string): Promise<ApiToken | undefined>;
    /** Newest first; withdrawn ones too. */
    listOf(profileId: string): Promise<ApiToken[]>;
    /** Keeps the first date. */
    withdraw(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly idempotency: {
    /** Unique by `id`. */
    claim(claim: IdempotencyClaim): Promise<boolean>;
    claimOf(id: string): Promise<IdempotencyClaim | undefined>;
    /** Unique by `id`. */
    answer(answer: IdempotentAnswer): Promise<boolean>;
    answerOf(id: string): Promise<IdempotentAnswer | undefined>;
    /** Removes claims and answers made before a moment. */
    forget(before: string): Promise<void>;
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

/** Which awards are asked for; with nothing named, all of the profile. */
export type AwardFilter =
  | { readonly achievementId?: never; readonly workshopId?: never }
  | { readonly achievementId: string; readonly workshopId?: never }
  | { readonly workshopId: string; readonly achievementId?: never };

/** A page of what is listed latest first: the rows that come after `before`; `limit` at most 1,000. */
export interface CursorPage {
  readonly before?: Cursor;
  readonly limit: number;
}

/** The last row of the page before. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

export interface StatusPublication {
  readonly listId: string;
  /** How many revocations it shows. */
  readonly version: number;
  readonly text: string;
}

/** Signs a stored intent with its stored key, and nothing else. Answers the signed text. */
export type Sign = (intentId: string) => Promise<string>;

/** A letter to one person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text; the HTML part is made from it. */
  readonly text: string;
}

/** Sends letters; absent when no mail server is configured, and then links are shown instead. */
export interface Mail {
  /** Settles when the server has taken it. @throws {BadgeError} `mail_failed`, `mail_address_invalid` */
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

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
  /** Lets everything else that waits have its turn: long work asks for it between its pieces. */
  turn(): Promise<void>;
}

/** A one-line technical note: never a name, an address, a secret or a body. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, string | number | boolean>>,
) => void;
