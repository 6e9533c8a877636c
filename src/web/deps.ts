import type { Achievement } from '../domain/achievement.ts';
import type { ListTable } from '../domain/attendance.ts';
import type { AttestationSheet } from '../domain/attestation-sheet.ts';
import type { FileFormat } from '../domain/award.ts';
import type { BadgeDesign } from '../domain/badge-design.ts';
import type { CardSheet } from '../domain/card-sheet.ts';
import type { Library } from '../domain/catalogue.ts';
import type { ConsentSheet } from '../domain/consent-sheet.ts';
import type { CertificateSheet, InterviewSheet, PaperSheet } from '../domain/paper-sheet.ts';
import type { Profile } from '../domain/profile.ts';
import type { VerificationReport } from '../domain/verification.ts';
import type { BatchRuns } from '../usecases/awarding/batch-runs.ts';
import type { BackpackDeps } from '../usecases/backpack/deps.ts';
import type { PasskeyTools } from '../usecases/people/passkeys.ts';
import type { Fetched, Mail } from '../usecases/ports.ts';
import type { VerifyDeps } from '../usecases/verification/tools.ts';
import type { CheckedBadge } from '../usecases/verification/verify-url.ts';
import type { Templates } from './render.ts';

/** An icon to choose for a badge. */
export interface IconChoice {
  /** As a design names it. */
  readonly name: string;
  readonly label: string;
  readonly svg: string;
}

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
export interface WebDeps extends BackpackDeps {
  /** The public origin, e.g. `https://badges.example`: every absolute URL is built from it. */
  readonly origin: string;
  /** Whether programs may have credentials signed through the VC-API. */
  readonly vcApi: boolean;
  /** Whether adults may have a backpack without a centre; letters have to leave too. */
  readonly signUp: boolean;
  /** What verifies, for what comes as a value. */
  readonly verifier: VerifyDeps;
  /** How many proxies stand in front, or their addresses. */
  readonly trustProxy: number | string;
  /** The frameworks and the ready badges that ship in the box. */
  readonly library: Library;
  /** The runs of lists that this process awards. */
  readonly batchRuns: BatchRuns;
  /** JSON that every reader understands alike. @throws {BadgeError} `json_…`, `invalid_utf8`, `empty_body` */
  readonly readJson: (bytes: Uint8Array) => unknown;
  /** A list as a spreadsheet saved it. @throws {BadgeError} `csv_…`, `unsupported_charset` */
  readonly readList: (bytes: Uint8Array) => ListTable & { readonly encoding: string };
  /** @throws {BadgeError} when nothing that claims to be a credential can be read */
  readonly verifyBytes: (bytes: Uint8Array) => Promise<VerificationReport>;
  /** Fetches, then verifies. @throws {BadgeError} `url_…`, `egress_…`, `remote_…` */
  readonly verifyUrl: (url: string) => Promise<VerificationReport>;
  /** Verifies bytes or what an address leads to, and hands on what was verified. @throws {BadgeError} as those do */
  readonly verifyToKeep: (given: Uint8Array | string) => Promise<CheckedBadge>;
  /** The credential that a file carries, or the address that it leads to. @throws {BadgeError} */
  readonly carriedText: (bytes: Uint8Array) => Promise<string>;
  /** A link that holds a whole credential; `undefined` when no code could show it. */
  readonly linkOfWhole: (
    credential: string,
    place?: 'corner' | 'sheet',
  ) => Promise<string | undefined>;
  /** Sheets of A4, as PDF: a badge that its code holds whole, certificates, what to tell in an interview. */
  readonly drawPaper: (sheet: PaperSheet) => Promise<Uint8Array>;
  readonly drawCertificate: (sheet: CertificateSheet) => Promise<Uint8Array>;
  readonly drawInterview: (sheet: InterviewSheet) => Promise<Uint8Array>;
  /** One page of A4, as PDF. */
  readonly drawAttestation: (sheet: AttestationSheet) => Promise<Uint8Array>;
  /** The form by which people agree, one page of A4, as PDF. */
  readonly drawConsentForm: (sheet: ConsentSheet) => Promise<Uint8Array>;
  /** Sheets of A4 with cards to cut out, as PDF. */
  readonly drawCards: (sheet: CardSheet) => Promise<Uint8Array>;
  /** The issuers that the operator knows: those hosted here and those of their lists. */
  readonly recognisedIssuers: () => Promise<
    readonly { readonly id: string; readonly name: string }[]
  >;
  /** JSON-LD contexts that the operator vouches for: the text of each, and its SHA-256 in hexadecimal. */
  readonly operatorContexts: ReadonlyArray<{
    readonly url: string;
    readonly sha256: string;
    readonly text: string;
  }>;
  /** The signed list. @throws {BadgeError} `not_found` */
  readonly statusList: (listId: string) => Promise<string>;
  readonly didDocument: (profile: Profile) => Promise<object>;
  /** What an issuer gives to those who verify offline. @throws {BadgeError} `not_found` */
  readonly archive: (handle: string) => Promise<object>;
  /** Every document about the keys of this service, as they are published. */
  readonly ownDocuments: () => Promise<
    ReadonlyArray<{ readonly url: string; readonly text: string }>
  >;
  /** The built `verifier.html`, with a place for those documents. */
  readonly verifierFile: string;
  /** A public document of elsewhere, through the caged way out. @throws {BadgeError} `url_…`, `egress_…`, `remote_…` */
  readonly fetchDocument: (url: string, kind: 'document' | 'badge') => Promise<Fetched>;
  readonly jwks: () => Promise<{ readonly keys: readonly object[] }>;
  readonly file: (credentialRowId: string, format: FileFormat) => Promise<BadgeFile>;
  /** PNG, 600 pixels wide and high. */
  readonly picture: (achievement: Achievement) => Promise<Uint8Array>;
  /** The same as a self-contained SVG. */
  readonly pictureSvg: (achievement: Achievement) => Promise<string>;
  readonly designs: {
    /** A self-contained SVG. @throws {BadgeError} `colours_too_close`, `icon_unknown`, `ribbon_unprintable` */
    draw(design: BadgeDesign, title: string): Promise<string>;
    /** What it shows, in words. */
    describe(design: BadgeDesign, language: 'fr' | 'en'): Promise<string>;
    /** At most 60, the best first, each with a small SVG; a good choice of them without a word. */
    searchIcons(query: string, language: 'fr' | 'en'): Promise<readonly IconChoice[]>;
    icon(name: string, language: 'fr' | 'en'): Promise<IconChoice | undefined>;
    /** Keeps a picture from outside, made anew; under its hash, which `show` is told before. @throws {BadgeError} `image_too_large`, `picture_unreadable`, `svg_…` */
    remake(bytes: Uint8Array, show?: (hash: string) => Promise<void>): Promise<string>;
  };
  /** One archive of files; `path` with `/` between folders. */
  readonly zip: (
    files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
    at: Date,
  ) => Promise<Uint8Array>;
  /** The QR code of a text, as a self-contained SVG. */
  readonly qr: (text: string) => Promise<string>;
  /** The built `dist/templates.js`. */
  readonly templates: Templates;
  /** The folder of the built style sheets and scripts. */
  readonly publicFolder: string;
  readonly ready: () => Promise<Readiness>;
  /** Absent when no mail server is configured: links are shown to be handed over. */
  readonly mail?: Mail;
  readonly passkeys: PasskeyTools;
  /** Requests of one address; 300 verifications and 30 attestations a minute, 60 wrong links, 60 wrong tokens and 30 steps of signing in in ten minutes; 600 of one token a minute; 60 letters of one member an hour; 10 wrong codes and 10 wrong keys in ten minutes; 1,000 of each of all addresses in an hour; 10 reports an hour. */
  readonly limits?: {
    readonly verifications?: number;
    readonly attestations?: number;
    readonly wrongLinks?: number;
    readonly signIns?: number;
    readonly letters?: number;
    readonly programs?: number;
    readonly wrongTokens?: number;
    readonly guesses?: number;
    readonly guessesInAll?: number;
    readonly reports?: number;
  };
}
