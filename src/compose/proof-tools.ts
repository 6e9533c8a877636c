import { fileURLToPath } from 'node:url';
import type { CredentialIntent } from '../domain/award.ts';
import { utf8 } from '../formats/bytes.ts';
import { formatCompactJws, jwsSigningInput } from '../formats/jws.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { hashData, unsignedProof, withProof } from '../proofs/data-integrity.ts';
import { didDocument } from '../proofs/did.ts';
import type { Machine } from '../proofs/proof-tools.ts';
import { bitsOf, encodeList, statusListCredential } from '../proofs/status-list.ts';
import { jwtSigningInput } from '../proofs/vc-jwt.ts';
import { ROOT } from '../root.ts';
import type { PublishedDeps } from '../usecases/operations/published-documents.ts';
import type { Json } from '../usecases/verification/tools.ts';
import type { Secure } from '../vault/vault.ts';
import { gunzipCapped, gzipFast, sha256, sha384 } from './machine.ts';
import { createValidateSchema } from './validate-schema.ts';
import { verifySignature } from './verify-signature.ts';

const json = (value: Json) => value as JsonObject;

/** The slowest of them take a millisecond each, and a proof may stand on a thousand. */
const SIGNATURES_A_TURN = 32;
let signatures = 0;

/** What this machine does for the verifier. */
export const MACHINE: Machine = {
  sha256,
  sha384,
  gunzip: gunzipCapped,
  validateSchema: createValidateSchema(fileURLToPath(new URL('./dist/schema-child.js', ROOT))),
  async verifySignature(...args) {
    signatures += 1;
    if (signatures % SIGNATURES_A_TURN === 0) await new Promise((go) => setImmediate(go));
    return verifySignature(...args);
  },
};

/** What the vault signs for each form of credential, and the text that comes of it. */
export const secureIntent: Secure = (intent) => SECURED[intent.form](intent);

const SECURED: Readonly<Record<CredentialIntent['form'], Secure>> = {
  'data-integrity': secureDataIntegrity,
  'vc-jwt': secureJwt,
  'vc-jose': secureJose,
};

async function secureDataIntegrity({ text, methodId, created, kind }: CredentialIntent) {
  const proof = unsignedProof({ verificationMethod: methodId, created });
  const hashed = await hashData({ sha256 }, JSON.parse(text) as JsonObject, proof);
  if ('problem' in hashed) {
    throw new Error(
      `Own credential cannot be hashed: ${hashed.problem.code} ${hashed.problem.detail}`,
    );
  }
  const shape = kind === 'generic' ? 'object' : 'array';
  const finish = (signature: Uint8Array) => withProof(text, proof, signature, shape);
  return { data: hashed.data, finish };
}

/**
 * The payload is the credential and nothing else: there are no claims that repeat it.
 *
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
 */
async function secureJose({ text, methodId }: CredentialIntent) {
  const input = jwsSigningInput({ alg: 'EdDSA', kid: methodId, typ: 'vc+jwt' }, utf8(text));
  return {
    data: utf8(input),
    finish: (signature: Uint8Array) => formatCompactJws(input, signature),
  };
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
  issuer: { id: string; name?: string };
  validFrom: string;
  revoked: readonly number[];
}): Promise<string> {
  const { revoked, ...list } = parts;
  const encodedList = await encodeList(bitsOf(revoked), { gzip: gzipFast });
  return statusListCredential({ ...list, encodedList });
}

/** The DID document of a profile, with the public half of every key that it ever had. */
export const publishDidDocument: PublishedDeps['didDocument'] = ({ keys, ...profile }) =>
  didDocument({
    ...profile,
    keys: keys.map((key) => ({ ...key, jwk: json(key.jwk) })),
  });
