import type { EndorsementReport } from '../../domain/verification.ts';
import type { EgressSession } from '../ports.ts';

/** A JSON object of whatever shape. */
export type Json = Readonly<Record<string, unknown>>;

/** Why something about a proof does not hold: a stable code and technical English. */
export interface Problem {
  readonly code: string;
  readonly detail: string;
}
export type OrProblem<Value> = Value | { readonly problem: Problem };

export interface PublicKey {
  readonly alg: 'Ed25519' | 'ES256' | 'ES384' | 'RSA';
  readonly jwk: Json;
  /** RFC 7638, base64url of SHA-256: two keys are the same key when these are equal. */
  readonly thumbprint: string;
}

export interface ReadJwt {
  readonly header: Json;
  readonly credential: Json;
  readonly claims: Json;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ReadStatusEntry {
  readonly listUrl: string;
  readonly index: number;
  readonly purpose: string;
}

/** What the proofs room and the machine's cryptography answer to the verifier. All pure but the clock. */
export interface ProofTools {
  readonly allowedContexts: ReadonlySet<string>;
  hashData(document: Json, proof: Json): Promise<OrProblem<{ data: Uint8Array }>>;
  signatureOf(proof: Json): Uint8Array | undefined;
  keyFromMultibase(text: string): Promise<OrProblem<{ key: PublicKey }>>;
  keyFromJwk(jwk: Json): Promise<OrProblem<{ key: PublicKey }>>;
  didWebUrl(did: string): OrProblem<{ url: string }>;
  didKeyDocument(did: string): OrProblem<{ document: Json }>;
  /** @throws {BadgeError} when the text is no JWT */
  readJwt(text: string): ReadJwt;
  jwtProblems(jwt: ReadJwt): { problems: readonly Problem[]; warnings: readonly string[] };
  readEntry(entry: Json): OrProblem<ReadStatusEntry>;
  readBit(
    list: Json,
    entry: ReadStatusEntry,
  ): Promise<OrProblem<{ set: boolean; warnings: readonly string[] }>>;
  /** `alg` is the JOSE name; `EdDSA` for embedded proofs. */
  verifySignature(
    key: PublicKey,
    alg: string,
    data: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean>;
  /** @throws {BadgeError} for what is not strict JSON */
  parseJson(bytes: Uint8Array): unknown;
}

export interface VerifyDeps {
  readonly tools: ProofTools;
  /** A document of this very service, without the network; `undefined` when it is not ours. */
  readonly local: (url: string) => Promise<Uint8Array | undefined>;
  readonly egress: () => EgressSession;
  /** Whether the operator of this service knows the issuer. */
  readonly recognises: (issuerId: string) => Promise<boolean>;
  readonly now: () => Date;
  readonly lists: ListMemory;
}

/** Status lists already verified, by the bytes they came in: checking them again is a lookup. */
export interface ListMemory {
  get(key: string): VerifiedList | undefined;
  set(key: string, list: VerifiedList): void;
}

export interface VerifiedList {
  readonly list: Json;
  readonly issuerId: string;
}

/** One verification under way: its deps, what it asks outside, and what it has to say aside. */
export interface Verification extends VerifyDeps {
  readonly session: EgressSession;
  readonly warnings: string[];
  readonly endorsements: EndorsementReport[];
  /** Fetches a JSON object, from this service or from outside. @throws {BadgeError} */
  readonly fetchJson: (url: string, why: string) => Promise<{ document: Json; key: string }>;
}
