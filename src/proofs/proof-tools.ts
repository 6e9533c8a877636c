import { decodeUtf8 } from '../formats/bytes.ts';
import { type JsonObject, parseStrictJson } from '../formats/strict-json.ts';
import { PINNED_CONTEXTS } from './contexts.ts';
import { hashData, signatureOf } from './data-integrity.ts';
import { didKeyDocument, didWebUrl } from './did.ts';
import { jwtProblems } from './jwt-problems.ts';
import { keyFromJwk, keyFromMultibase, type PublicKey } from './keys.ts';
import { readBit, readEntry, type StatusEntry } from './status-list.ts';
import { readJwt } from './vc-jwt.ts';

/** What the machine that verifies, a server or a browser, does itself. */
export interface Machine {
  readonly sha256: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
  /** Fails, before it has made them, on more than `maxBytes`. */
  readonly gunzip: (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>;
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
    allowedContexts: new Set(PINNED_CONTEXTS.keys()),
    hashData: (document: Json, proof: Json) => hashData(machine, json(document), json(proof)),
    signatureOf: (proof: Json) => signatureOf(json(proof)),
    keyFromMultibase: (text: string) => keyFromMultibase(text, machine),
    keyFromJwk: (jwk: Json) => keyFromJwk(json(jwk), machine),
    didWebUrl,
    didKeyDocument(did: string) {
      const read = didKeyDocument(did);
      return isProblem(read) ? read : { document: read };
    },
    readJwt,
    jwtProblems: ({
      header,
      credential,
      claims,
    }: Record<'header' | 'credential' | 'claims', Json>) =>
      jwtProblems(json(header), json(credential), json(claims)),
    readEntry: (entry: Json) => readEntry(json(entry)),
    readBit: (list: Json, entry: StatusEntry) => readBit(json(list), entry, machine),
    verifySignature: machine.verifySignature,
    parseJson: (bytes: Uint8Array): unknown => parseStrictJson(decodeUtf8(bytes)),
  };
}

function isProblem(
  read: ReturnType<typeof didKeyDocument>,
): read is Extract<typeof read, { problem: { code: string } }> {
  return 'problem' in read;
}
