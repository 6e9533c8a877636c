import type { ErrorCode } from '../../domain/errors.ts';
import type { Params } from '../../domain/sentences.ts';
import type { Check, Contact, VerificationReport } from '../../domain/verification.ts';

/** What the page asks of the worker. */
export interface Ask {
  readonly id: number;
  /** A badge; offline, with archives beside it. */
  readonly files: readonly Uint8Array[];
  /** Where to fetch the badge, when there is no file. */
  readonly url?: string;
  /** The visitor lets the service fetch what this browser may not read, the badge included. */
  readonly relay: boolean;
  /** Fingerprints of the archives whose origin the visitor vouches for. */
  readonly vouched: readonly string[];
  /** Nothing is held against a stranger's schema: the last try did not come to an end. */
  readonly skipsSchemas?: boolean;
}

/** An archive whose issuer nothing here proves, as the visitor is asked about it. */
export interface UnprovenArchive {
  readonly domain: string;
  /** When it was made, ISO 8601. */
  readonly made: string;
  readonly fingerprint: string;
}

/** A document that was asked for, and what for. */
export type AskedFor = Pick<Contact, 'url' | 'why'>;

/** Which way documents came, or did not come; grows while the work goes on. */
export interface Trail {
  /** Could not be had from here: the host is down, or does not let pages read it. */
  readonly unreachable: AskedFor[];
  /** The service of this page was asked to fetch them. */
  readonly relayed: AskedFor[];
  /** The service of this page published them itself. */
  readonly own: string[];
}

/** What the worker answers: any number of `progress` and `schema`, then one of the others. */
export type Tell = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly names: readonly Check['name'][] }
  /** Begins or ends to hold the badge against a stranger's schema, which may never end. */
  | { readonly kind: 'schema'; readonly isBegun: boolean }
  | {
      readonly kind: 'report';
      readonly report: VerificationReport;
      /** The credential as it was carried: JSON or a compact JWS. */
      readonly text: string;
      readonly trail: Trail;
      readonly unproven: readonly UnprovenArchive[];
    }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly params: Params;
      readonly trail: Trail;
    }
  | { readonly kind: 'fault'; readonly detail: string }
);

export type Answered = Exclude<Tell, { kind: 'progress' | 'schema' }>;
