import type { Achievement } from '../domain/achievement.ts';
import type { FileFormat } from '../domain/award.ts';
import type { Profile } from '../domain/profile.ts';
import type { VerificationReport } from '../domain/verification.ts';
import type { AwardingDeps } from '../usecases/awarding/deps.ts';
import type { Templates } from './render.ts';

/** A badge as a file to hand over. */
export interface BadgeFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** A file name, which may hold any character. */
  readonly name: string;
}

/** Whether the service can do its work now, and what of it cannot. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Everything the pages and the API need. No adapter is known here: all of it comes in. */
export interface WebDeps extends AwardingDeps {
  /** The public origin, e.g. `https://badges.example`: every absolute URL is built from it. */
  readonly origin: string;
  /** How many proxies stand in front, or their addresses. */
  readonly trustProxy: number | string;
  /** @throws {BadgeError} when nothing that claims to be a credential can be read */
  readonly verifyBytes: (bytes: Uint8Array) => Promise<VerificationReport>;
  /** Fetches, then verifies. @throws {BadgeError} `url_…`, `egress_…`, `remote_…` */
  readonly verifyUrl: (url: string) => Promise<VerificationReport>;
  /** The signed list. @throws {BadgeError} `not_found` */
  readonly statusList: (listId: string) => Promise<string>;
  readonly didDocument: (profile: Profile) => Promise<object>;
  readonly jwks: () => Promise<{ readonly keys: readonly object[] }>;
  readonly file: (credentialRowId: string, format: FileFormat) => Promise<BadgeFile>;
  /** PNG, `size` pixels wide and high. */
  readonly picture: (achievement: Achievement, size: number) => Promise<Uint8Array>;
  /** The built `dist/templates.js`. */
  readonly templates: Templates;
  /** The folder of the built style sheets and scripts. */
  readonly publicFolder: string;
  readonly ready: () => Promise<Readiness>;
  /** Requests of one address; 300 verifications a minute, 60 wrong links in ten minutes. */
  readonly limits?: { readonly verifications?: number; readonly wrongLinks?: number };
}
