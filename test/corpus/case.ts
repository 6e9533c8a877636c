import type { JsonObject } from '../../src/formats/strict-json.ts';

/** How a host outside answers at one address. */
export type Reply =
  | { readonly json: JsonObject }
  | { readonly redirect: string | undefined }
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
      /** Sends so many bytes one by one and never ends; or never begins. */
      readonly drip?: boolean;
      readonly silent?: boolean;
      /** Sends without end. */
      readonly endless?: boolean;
    };

/** What is online, by host and path: `other.test/status/1`. */
export type Internet = Readonly<Record<string, Reply>>;

/** One bad input, where it is sent, and the one right answer. */
export interface Case {
  /** The row of the list of bad inputs that it comes from, or `own`. */
  readonly row: string;
  readonly what: string;
  readonly body: Uint8Array | string;
  /** Media type; JSON unless said. */
  readonly type?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly internet?: Internet;
  readonly expect: Expectation;
}

export interface Expectation {
  readonly status: number;
  readonly verdict?: 'verified' | 'rejected' | 'undetermined';
  /** A code of the checks, of the warnings, or of the refusal. */
  readonly code?: string;
  /** Hosts that must not be asked for anything. */
  readonly silent?: readonly string[];
}

/** The usual answers. */
export const refused = (status: number, code: string): Expectation => ({ status, code });
export const rejected = (code: string): Expectation => ({ status: 200, verdict: 'rejected', code });
export const undetermined = (code: string): Expectation => ({
  status: 200,
  verdict: 'undetermined',
  code,
});
export const verified = (code?: string): Expectation => ({
  status: 200,
  verdict: 'verified',
  ...(code === undefined ? {} : { code }),
});
