import type { ErrorCode } from '../../domain/errors.ts';
import type { Params } from '../../domain/sentences.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';

/** What the page asks of the worker. */
export interface Ask {
  readonly id: number;
  /** A badge; offline, with archives beside it. */
  readonly files: readonly Uint8Array[];
  /** Where to fetch the badge, when there is no file. */
  readonly url?: string;
  /** The visitor lets the service fetch what this browser may not read. */
  readonly relay: boolean;
  /** Fingerprints of the archives whose origin the visitor vouches for. */
  readonly vouched: readonly string[];
}

/** An archive whose issuer nothing here proves, as the visitor is asked about it. */
export interface UnprovenArchive {
  readonly domain: string;
  /** When it was made, ISO 8601. */
  readonly made: string;
  readonly fingerprint: string;
}

/** What the worker answers: any number of `progress`, then one of the others. */
export type Tell = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly names: readonly Check['name'][] }
  | {
      readonly kind: 'report';
      readonly report: VerificationReport;
      /** The credential as it was carried: JSON or a compact JWS. */
      readonly text: string;
      /** Documents that could not be read from this page. */
      readonly unreachable: readonly string[];
      readonly unproven: readonly UnprovenArchive[];
    }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly params: Params }
  | { readonly kind: 'fault'; readonly detail: string }
);

export type Answered = Exclude<Tell, { kind: 'progress' }>;
