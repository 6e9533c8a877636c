import type { Check, EndorsementReport } from '../../domain/verification.ts';
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
  /** The one algorithm, by its JOSE name, that the key's owner keeps it for, when they say. */
  readonly onlyFor?: string;
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
  /** Bits of one status. */
  readonly size: number;
  readonly purpose: string;
  /** What each status says, of an entry whose purpose is a message. */
  readonly messages: ReadonlyMap<number, string>;
}

/** Whether an instance fits a JSON Schema; `unreadable` leans on what this verifier does not have. */
export type SchemaAnswer =
  | { readonly outcome: 'fits' | 'too-costly' }
  | { readonly outcome: 'unreadable'; readonly detail: string }
  /** `path` is a JSON pointer to where it differs. */
  | { readonly outcome: 'differs'; readonly path: string; readonly detail: string };

/** One signature that an embedded proof stands on. */
export interface RequiredSignature {
  readonly key: 'issuer' | PublicKey;
  readonly alg: string;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ReadProof {
  readonly signatures: readonly RequiredSignature[];
  readonly warnings: readonly string[];
}

export interface ProofUse {
  readonly key: PublicKey;
  readonly purpose: string;
}

/** What the proofs room and the machine's cryptography answer to the verifier. None of it asks anyone outside. */
export interface ProofTools {
  readonly allowedContexts: Pick<ReadonlySet<string>, 'has'>;
  /** Whether a context gives a meaning to every word: none of a badge may. */
  isOpenContext(url: string): boolean;
  /** What is wrong with those of a document's contexts that it writes out. */
  ownTermsProblem(contexts: readonly unknown[]): { readonly problem: Problem } | undefined;
  /** What is wrong with the form of an embedded proof; `undefined` when nothing is. */
  proofProblem(proof: Json, purpose: string): Problem | undefined;
  /** The signatures that must all hold for the proof to hold, given the issuer's own key. */
  readProof(document: Json, proof: Json, use: ProofUse): Promise<OrProblem<ReadProof>>;
  keyFromMultibase(text: string): Promise<OrProblem<{ key: PublicKey }>>;
  keyFromJwk(jwk: Json): Promise<OrProblem<{ key: PublicKey }>>;
  keyFromPem(pem: string): Promise<OrProblem<{ key: PublicKey }>>;
  didWebUrl(did: string): OrProblem<{ url: string }>;
  didKeyDocument(did: string): OrProblem<{ document: Json }>;
  didJwkDocument(did: string): OrProblem<{ document: Json }>;
  /** @throws {BadgeError} when the text is no JWT */
  readJwt(text: string): ReadJwt;
  jwtProblems(jwt: ReadJwt): { problems: readonly Problem[]; warnings: readonly string[] };
  /** What is wrong with the header of a token that carries a presentation. */
  presentationHeaderProblems(header: Json): readonly Problem[];
  readEntry(entry: Json): OrProblem<ReadStatusEntry>;
  readStatus(
    list: Json,
    entry: ReadStatusEntry,
  ): Promise<OrProblem<{ value: number; warnings: readonly string[] }>>;
  /**
   * Holds an instance against a schema that a stranger wrote, where neither can hold up this process:
   * what takes long or much is `too-costly`. `draft` counts when the schema names none.
   */
  validateSchema(schema: Json, instance: Json, draft: SchemaDraft): Promise<SchemaAnswer>;
  /**
   * `alg` is the JOSE name; `EdDSA` for embedded proofs. `false`, never a throw, also when key and
   * `alg` do not go together or the signature has another length. Of Ed25519 it asks what RFC 8032
   * asks: S below the order of the group, R in its canonical spelling; `tools` gives it no key of
   * small order. ECDSA takes both spellings of a signature (low and high S), so no signature is ever
   * anyone's identity. Who puts another library in its place owes the same.
   */
  verifySignature(
    key: PublicKey,
    alg: string,
    data: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean>;
  /** Why a document cannot be signed as the graph that it says it is. */
  documentProblem(document: Json): Promise<{ readonly problem: Problem } | undefined>;
  /** What is wrong with the digests of a resource that a credential names. */
  relatedResourceProblem(resource: {
    readonly id: string;
    readonly digestSRI: readonly string[];
    readonly digestMultibase: readonly string[];
  }): { readonly problem: Problem } | undefined;
  /** @throws {BadgeError} for what is not strict JSON */
  parseJson(bytes: Uint8Array): unknown;
}

export type SchemaDraft = '2019-09' | '2020-12';

export interface VerifyDeps {
  readonly tools: ProofTools;
  /** A document of this very service, without the network; `undefined` when it is not ours. */
  readonly local: (url: string) => Promise<Uint8Array | undefined>;
  readonly egress: () => EgressSession;
  /** Whether the operator of this service knows the issuer. */
  readonly recognises: (issuerId: string) => Promise<boolean>;
  readonly now: () => Date;
  readonly lists: ListMemory;
  /** Lets whoever else waits for this machine have their turn. */
  readonly turn: () => Promise<void>;
  /** That of the whole, for a part of a verification; a whole one opens its own. */
  readonly allowance?: Allowance;
  /** Hears the answers as they are found, for someone who waits. */
  readonly onAnswers?: (checks: readonly Check[]) => void;
}

/** Each says whether there is enough left for one more, and takes it. */
export interface Allowance {
  /** For the canonical form of a document. */
  takeForm(document: Json): boolean;
  /** Whether no form was asked for yet: what comes next is no second piece of long work. */
  isUntouched(): boolean;
  takeSignature(): boolean;
  /** For holding something against a stranger's schema. */
  takeSchema(): boolean;
}

/** Status lists that were read and, where they are signed, verified: by where they stand. */
export interface ListMemory {
  /** The last one read at a place, whatever its age. */
  get(place: string): KeptList | undefined;
  /** The one that may be used without asking again. */
  fresh(place: string): KeptList | undefined;
  set(place: string, list: KeptList): void;
  /** Does the work for the first who asks; who asks meanwhile gets the list that comes of it. */
  once(place: string, work: () => Promise<KeptList | Check>): Promise<KeptList | Check>;
}

/** Times are in milliseconds since 1970. */
export interface KeptList {
  readonly text: string;
  readonly list: Json;
  /** It names itself otherwise than the address where it is. */
  readonly hasOtherId: boolean;
  readonly issuerId: string;
  /** Since when it holds by its own word. */
  readonly from: number;
  readonly readAt: number;
  /** Until when it may be used without asking again. */
  readonly until: number;
}

/** One verification under way: its deps, what it asks outside, and what it has to say aside. */
export interface Verification extends VerifyDeps {
  readonly session: EgressSession;
  readonly allowance: Allowance;
  readonly warnings: string[];
  readonly endorsements: EndorsementReport[];
  /** Fetches a JSON object, from this service or from outside. @throws {BadgeError} */
  readonly fetchJson: (url: string, why: string) => Promise<{ document: Json }>;
  /** Fetches whatever document stands there, likewise; each address is read once. @throws {BadgeError} */
  readonly fetchBytes: (url: string, why: string) => Promise<Uint8Array>;
}
