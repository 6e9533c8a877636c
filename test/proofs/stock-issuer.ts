import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { generate } from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsaRdfc2019 } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { derive, issue, verifyCredential } from '@digitalbazaar/vc';
import { issuerIdOf } from '../../src/domain/credential.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { ed25519, ISSUER, signEd25519 } from './sample.ts';

// The libraries that most issuers sign with, to make credentials that nobody here wrote the proof of.

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const DATE = '2026-03-01T10:00:00Z';

const methods = new Map<string, JsonObject>();

async function documentLoader(documentUrl: string) {
  const document = PINNED_CONTEXTS.get(documentUrl) ?? methods.get(documentUrl);
  if (!document) throw new Error(`${documentUrl} is not known.`);
  return { contextUrl: null, documentUrl, document };
}

/** A key of the credential's issuer, which the libraries can look up. */
async function newSigner(curve: 'P-256' | 'P-384', credential: JsonObject) {
  const controller = issuerIdOf(credential) ?? '';
  const pair = await generate({ curve, controller });
  const method = await pair.export({ publicKey: true });
  methods.set(method.id, { '@context': MULTIKEY, ...method });
  const list = { id: controller, assertionMethod: [method.id], verificationMethod: [method] };
  methods.set(controller, { '@context': 'https://www.w3.org/ns/did/v1', ...list });
  return pair.signer();
}

/** Signed with `ecdsa-rdfc-2019`. */
export async function signEcdsa(credential: JsonObject, curve: 'P-256' | 'P-384') {
  const signer = await newSigner(curve, credential);
  const suite = new DataIntegrityProof({ signer, cryptosuite: ecdsaRdfc2019, date: DATE });
  return issue({ credential: structuredClone(credential), suite, documentLoader });
}

/** Signed with `ecdsa-sd-2023`: the base proof, for the holder alone. */
export async function signBase(credential: JsonObject, mandatoryPointers: readonly string[]) {
  const signer = await newSigner('P-256', credential);
  const cryptosuite = createSignCryptosuite({ mandatoryPointers });
  const suite = new DataIntegrityProof({ signer, cryptosuite, date: DATE });
  return issue({ credential: structuredClone(credential), suite, documentLoader });
}

/** What the holder of a base proof shows. */
export async function show(base: JsonObject, selectivePointers: readonly string[]) {
  const cryptosuite = createDiscloseCryptosuite({ selectivePointers });
  const suite = new DataIntegrityProof({ cryptosuite });
  return derive({ verifiableCredential: structuredClone(base), suite, documentLoader });
}

/** Signed with `Ed25519Signature2020`, which puts its context last. */
export async function signOld(credential: JsonObject) {
  const { privateKey, raw } = ed25519(new Uint8Array(32).fill(5));
  const signer = {
    id: `${ISSUER}#${multibaseOfEd25519(raw)}`,
    sign: async ({ data }: { data: Uint8Array }) => signEd25519(data, privateKey),
  };
  const suite = new Ed25519Signature2020({ signer, date: DATE });
  return issue({ credential: structuredClone(credential), suite, documentLoader });
}

/** Whether the library itself finds that the derived proof holds. */
export async function stockAccepts(credential: JsonObject): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const { verified } = await verifyCredential({
    credential,
    suite,
    documentLoader,
    checkStatus: async () => ({ verified: true }),
    now: new Date('2026-04-01T00:00:00Z'),
  });
  return verified;
}
