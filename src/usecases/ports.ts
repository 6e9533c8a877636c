import type { SigningKey } from '../domain/signing-key.ts';
import type { CarrierFormat, Contact } from '../domain/verification.ts';
import type { AccessStore } from './storage/access.ts';
import type { AchievementStore } from './storage/achievements.ts';
import type { AwardStore } from './storage/awards.ts';
import type { BackpackStore } from './storage/backpacks.ts';
import type { PeopleStore } from './storage/people.ts';

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
export interface Store
  extends PeopleStore,
    AchievementStore,
    AwardStore,
    AccessStore,
    BackpackStore {
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

/**
 * HMAC-SHA-256 under a key that only this service has, and that no row holds: what stands in the
 * store cannot be tried out by whoever reads it. Each purpose has a key of its own.
 */
export type Keyed = (purpose: string, text: string) => Uint8Array;

/** A hash that takes a tenth of a second: base64url. */
export type SlowHash = (text: string, salt: string) => Promise<string>;

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
  readonly format: CarrierFormat;
  /** The JSON object; absent when it came as a compact JWS, whatever carried it. */
  readonly credential?: unknown;
  readonly jwt?: string;
  /** Where to look for it: nothing was carried but an address. */
  readonly link?: string;
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
  /**
   * Pictures and pages (`text/html`, of which the first 256 KiB) come only to who accepts them by name.
   *
   * @throws {BadgeError} `egress_…`, `url_…` or `remote_…`
   */
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
  | 'correction-stored'
  | 'consent-stored'
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
