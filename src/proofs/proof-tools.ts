import { decodeUtf8 } from '../formats/bytes.ts';
import { type JsonObject, type JsonValue, parseStrictJson } from '../formats/strict-json.ts';
import { isOpenContext, PINNED_CONTEXTS } from './contexts.ts';
import { didJwkDocument, didKeyDocument, didWebUrl } from './did.ts';
import { documentProblem } from './document-problem.ts';
import type { SchemaAnswer } from './json-schema.ts';
import { jwtProblems } from './jwt-problems.ts';
import { keyFromJwk, keyFromMultibase, type PublicKey } from './keys.ts';
import { ownTermsProblem } from './own-terms.ts';
import { keyFromPem } from './pem.ts';
import { presentationHeaderProblems } from './presentation-header.ts';
import { proofProblem } from './proof-form.ts';
import { readProof } from './read-proof.ts';
import { relatedResourceProblem } from './related-resource.ts';
import { readEntry, type StatusEntry } from './status-entry.ts';
import { readStatus } from './status-list.ts';
import { readJwt } from './vc-jwt.ts';

/** What the machine that verifies, a server or a browser, does itself. */
export interface Machine {
  readonly sha256: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
  readonly sha384: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
  /** Fails, before it has made them, on more than `maxBytes`. */
  readonly gunzip: (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>;
  /** Where neither schema nor instance can hold up the machine; `draft` is for a schema that names none. */
  readonly validateSchema: (
    schema: Json,
    instance: Json,
    draft: '2019-09' | '2020-12',
  ) => Promise<SchemaAnswer>;
  /** `alg` is the JOSE name; `EdDSA` for embedded proofs. `false` when key and `alg` do not go together. */
  readonly verifySignature: (
    key: PublicKey,
    alg: string,
    data: Uint8Array,
    signature: Uint8Array,
  ) => Promise<boolean>;
}

/** A JSON object of whatever shape. */
type Json = Readonly<Record<string, unknown>>;

/** Everything that the verifier reads has come through the strict parser: it holds JSON alone. */
const json = (value: Json) => value as JsonObject;

/** This room, with a machine's cryptography, as the verifier asks for it. */
export function createProofTools(machine: Machine) {
  return {
    allowedContexts: PINNED_CONTEXTS,
    isOpenContext,
    ownTermsProblem: (contexts: readonly unknown[]) =>
      ownTermsProblem(contexts as readonly JsonValue[]),
    proofProblem: (proof: Json, purpose: string) => proofProblem(json(proof), purpose),
    readProof: (document: Json, proof: Json, use: { key: PublicKey; purpose: string }) =>
      readProof(machine, json(document), json(proof), use),
    keyFromMultibase: (text: string) => keyFromMultibase(text, machine),
    keyFromJwk: (jwk: Json) => keyFromJwk(json(jwk), machine),
    keyFromPem: (pem: string) => keyFromPem(pem, machine),
    didWebUrl,
    didKeyDocument: (did: string) => derived(didKeyDocument(did)),
    didJwkDocument: (did: string) => derived(didJwkDocument(did)),
    readJwt,
    jwtProblems: ({
      header,
      credential,
      claims,
    }: Record<'header' | 'credential' | 'claims', Json>) =>
      jwtProblems(json(header), json(credential), json(claims)),
    presentationHeaderProblems: (header: Json) => presentationHeaderProblems(json(header)),
    readEntry: (entry: Json) => readEntry(json(entry)),
    readStatus: (list: Json, entry: StatusEntry) => readStatus(json(list), entry, machine),
    documentProblem: (document: Json) => documentProblem(json(document)),
    relatedResourceProblem,
    validateSchema: machine.validateSchema,
    verifySignature: machine.verifySignature,
    parseJson: (bytes: Uint8Array): unknown => parseStrictJson(decodeUtf8(bytes)),
  };
}

type Derived = ReturnType<typeof didKeyDocument>;

function derived(read: Derived) {
  return isProblem(read) ? read : { document: read };
}

function isProblem(read: Derived): read is Extract<typeof read, { problem: { code: string } }> {
  return 'problem' in read;
}
