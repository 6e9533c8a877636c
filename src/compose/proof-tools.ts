import type { CredentialIntent } from '../domain/award.ts';
import { decodeUtf8, utf8 } from '../formats/bytes.ts';
import { formatCompactJws } from '../formats/jws.ts';
import { type JsonObject, parseStrictJson } from '../formats/strict-json.ts';
import { PINNED_CONTEXTS } from '../proofs/contexts.ts';
import { hashData, signatureOf, unsignedProof, withProof } from '../proofs/data-integrity.ts';
import { didDocument, didKeyDocument, didWebUrl } from '../proofs/did.ts';
import { jwtProblems } from '../proofs/jwt-problems.ts';
import { keyFromJwk, keyFromMultibase } from '../proofs/keys.ts';
import {
  bitsOf,
  encodeList,
  readBit,
  readEntry,
  statusListCredential,
} from '../proofs/status-list.ts';
import { jwtSigningInput, readJwt } from '../proofs/vc-jwt.ts';
import type { PublishedDeps } from '../usecases/operations/published-documents.ts';
import type { Json, ProofTools } from '../usecases/verification/tools.ts';
import type { Secure } from '../vault/vault.ts';
import { gunzipCapped, gzipFast, sha256 } from './machine.ts';
import { verifySignature } from './verify-signature.ts';

/** Everything that the verifier reads has come through the strict parser: it holds JSON alone. */
const json = (value: Json) => value as JsonObject;

/** The proofs room, with this machine's cryptography, as the verifier asks for it. */
export function createProofTools(): ProofTools {
  const crypto = { sha256 };
  return {
    allowedContexts: new Set(PINNED_CONTEXTS.keys()),
    hashData: (document, proof) => hashData(crypto, json(document), json(proof)),
    signatureOf: (proof) => signatureOf(json(proof)),
    keyFromMultibase: (text) => keyFromMultibase(text, crypto),
    keyFromJwk: (jwk) => keyFromJwk(json(jwk), crypto),
    didWebUrl,
    didKeyDocument(did) {
      const read = didKeyDocument(did);
      return isProblem(read) ? read : { document: read };
    },
    readJwt,
    jwtProblems: ({ header, credential, claims }) =>
      jwtProblems(json(header), json(credential), json(claims)),
    readEntry: (entry) => readEntry(json(entry)),
    readBit: (list, entry) => readBit(json(list), entry, { gunzip: gunzipCapped }),
    verifySignature: async (...args) => verifySignature(...args),
    parseJson: (bytes) => parseStrictJson(decodeUtf8(bytes)),
  };
}

function isProblem(
  read: ReturnType<typeof didKeyDocument>,
): read is Extract<typeof read, { problem: { code: string } }> {
  return 'problem' in read;
}

/** What the vault signs for each form of credential, and the text that comes of it. */
export const secureIntent: Secure = (intent) =>
  intent.form === 'vc-jwt' ? secureJwt(intent) : secureDataIntegrity(intent);

async function secureDataIntegrity({ text, methodId, created }: CredentialIntent) {
  const proof = unsignedProof({ verificationMethod: methodId, created });
  const hashed = await hashData({ sha256 }, JSON.parse(text) as JsonObject, proof);
  if ('problem' in hashed) {
    throw new Error(
      `Own credential cannot be hashed: ${hashed.problem.code} ${hashed.problem.detail}`,
    );
  }
  const finish = (signature: Uint8Array) => withProof(text, proof, signature);
  return { data: hashed.data, finish };
}

async function secureJwt({ text, methodId }: CredentialIntent) {
  const input = jwtSigningInput(text, { kid: methodId });
  return {
    data: utf8(input),
    finish: (signature: Uint8Array) => formatCompactJws(input, signature),
  };
}

/** The unsigned status list with these bits set. */
export async function statusListText(parts: {
  id: string;
  issuer: { id: string; name: string };
  validFrom: string;
  revoked: readonly number[];
}): Promise<string> {
  const { revoked, ...list } = parts;
  const encodedList = await encodeList(bitsOf(revoked), { gzip: gzipFast });
  return statusListCredential({ ...list, encodedList });
}

export const publishDidDocument: PublishedDeps['didDocument'] = ({ keys, ...profile }) =>
  didDocument({
    ...profile,
    keys: keys.map((key) => ({ ...key, jwk: json(key.jwk) })),
  });
