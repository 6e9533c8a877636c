import { createPublicKey, verify } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { describe, expect, test } from '@jest/globals';
import { fromBase58 } from '../../src/formats/base58.ts';
import { toHex } from '../../src/formats/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/formats/strict-json.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { hashData, unsignedProof, withProof } from '../../src/proofs/data-integrity.ts';
import { didDocument } from '../../src/proofs/did.ts';
import { keyFromMultibase, multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { signatureOf } from '../../src/proofs/proof-form.ts';
import { badge, deps, ed25519, ISSUER, signEd25519 } from './sample.ts';
import { listSharedJson, readShared, readSharedJson } from './shared.ts';

const OB30 = 'vectors/1edtech-validator/ob30/';
const GUIDE = 'vectors/1edtech-spec-impl-guide/obv3p0-signed.json';
/** Published with the implementation guide, for this test: 0x8026, 32 secret bytes, 32 public ones. */
const GUIDE_SECRET =
  'zrv2bqTbNwCTsRrHFcJCPjVAduh4Ezcnoq1A3ZxH1GWTNkxipLVuaAoMFmze2gFN9oNXfJjufxSHWVZzsJiUsMHFMcx';

const created = '2026-03-01T10:00:00Z';
const { privateKey, raw } = ed25519(new Uint8Array(32).fill(7));
const multibase = multibaseOfEd25519(raw);
const verificationMethod = `${ISSUER}#${multibase}`;

function onlyProof({ proof }: JsonObject): JsonObject {
  const [first] = (Array.isArray(proof) ? proof : [proof]) as JsonValue[];
  if (!isJsonObject(first)) throw new Error('There is no proof.');
  return first;
}

async function dataOf(document: JsonObject, proof: JsonObject): Promise<Uint8Array> {
  const hashed = await hashData(deps, document, proof);
  if ('problem' in hashed) throw new Error(`${hashed.problem.code}: ${hashed.problem.detail}`);
  return hashed.data;
}

/** Verifies with the key that the fragment of the verification method spells. */
async function signatureHolds(credential: JsonObject): Promise<boolean> {
  const proof = onlyProof(credential);
  const [fragment = ''] = String(proof['verificationMethod']).split(/[#:]/).slice(-1);
  const reading = await keyFromMultibase(fragment, deps);
  if ('problem' in reading) throw new Error(reading.problem.code);
  const key = createPublicKey({ key: reading.key.jwk, format: 'jwk' });
  const read = signatureOf(proof, 64);
  return 'signature' in read && verify(null, await dataOf(credential, proof), key, read.signature);
}

async function signedText(credential: JsonObject): Promise<string> {
  const proof = unsignedProof({ verificationMethod, created });
  const data = await dataOf(credential, proof);
  return withProof(JSON.stringify(credential), proof, signEd25519(data, privateKey));
}

describe('published vectors', () => {
  test('the hashes of the implementation guide', async () => {
    const credential = readSharedJson(GUIDE);
    if (!credential) return;
    const hex = toHex(await dataOf(credential, onlyProof(credential)));
    expect(hex).toMatch(/^d34009ce.{52}5d1987f65a76.{52}0773$/);
  });

  test('signing again with the published key gives the published proof', async () => {
    const credential = readSharedJson(GUIDE);
    if (!credential) return;
    const { proofValue, ...proof } = onlyProof(credential);
    const secret = fromBase58(GUIDE_SECRET.slice(1));
    const key = ed25519(secret?.slice(2, 34) ?? new Uint8Array(32)).privateKey;
    const { proof: _, ...unsigned } = credential;
    const signature = signEd25519(await dataOf(unsigned, proof), key);
    const text = withProof(JSON.stringify(unsigned), proof, signature);
    expect(onlyProof(JSON.parse(text))).toEqual({ ...proof, proofValue });
  });

  test('the hash of the proof options in the W3C vectors', async () => {
    const folder = 'vectors/w3c-vc-di-eddsa/';
    const values = readSharedJson(`${folder}intermediate-values.json`);
    if (!values) return;
    // Their document names a context of examples, which is not pinned; the options do not need it.
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      name: 'x',
      id: 'urn:x:1',
    };
    const config = readSharedJson(`${folder}eddsa-rdfc-2022/proofConfigDataInt.json`) ?? {};
    const hex = toHex(await dataOf(document, config));
    expect(JSON.stringify(values)).toContain(hex.slice(0, 64));
  });

  test.each([
    ['simple.json', true],
    ['complete.json', true],
    ['endorsement-valid.json', true],
    ['simple-context-alias.json', true],
    ['simple-context-version.json', true],
    ['simple-err-expired.json', true],
    ['simple-err-issued.json', true],
    ['simple-did-key-method.json', true],
    ['bit-string-list/testlist.json', true],
    ['bit-string-list/credential-status-revoked.json', true],
    ['bit-string-list/credential-status-revoked-blank-nodes.json', true],
    ['simple-err-proof-value.json', false],
  ])('%s: the signature holds: %s', async (file, holds) => {
    const credential = readSharedJson(`${OB30}${file}`);
    if (credential) expect(await signatureHolds(credential)).toBe(holds);
  });

  test('a published badge whose text was changed no longer holds (bad input 42)', async () => {
    const text = readShared(`${OB30}simple.json`)?.replace('Teamwork Badge', 'Teamwork badge');
    if (text) expect(await signatureHolds(JSON.parse(text))).toBe(false);
  });

  test('every published credential gets an answer, and never a fault', async () => {
    for (const path of listSharedJson(OB30)) {
      const credential = readSharedJson(path);
      if (!credential || !isJsonObject(credential['proof'])) continue;
      const answer = await hashData(deps, credential, credential['proof']);
      expect({ path, answers: Object.keys(answer).length }).toEqual({ path, answers: 1 });
    }
  });
});

describe('a proof of ours', () => {
  test('holds, and for no other text', async () => {
    const credential = JSON.parse(await signedText(badge()));
    expect(await signatureHolds(credential)).toBe(true);
    expect(await signatureHolds({ ...credential, name: 'Autre' })).toBe(false);
    const moved = { ...onlyProof(credential), created: '2026-03-01T10:00:01Z' };
    expect(await signatureHolds({ ...credential, proof: [moved] })).toBe(false);
  });

  test('is accepted by the Digital Bazaar verifier, and refused for a changed text', async () => {
    const document = didDocument({
      did: ISSUER,
      alsoKnownAs: [],
      keys: [{ id: verificationMethod, controller: ISSUER, kind: 'Ed25519', multibase, jwk: {} }],
    });
    const [method] = document['verificationMethod'] as JsonObject[];
    const multikey = 'https://w3id.org/security/multikey/v1';
    const documents = new Map<string, object>([
      ...PINNED_CONTEXTS,
      [ISSUER, { ...document, '@context': 'https://www.w3.org/ns/did/v1' }],
      [verificationMethod, { '@context': multikey, ...method }],
    ]);
    const documentLoader = async (documentUrl: string) => {
      const found = documents.get(documentUrl);
      if (!found) throw new Error(`${documentUrl} is not known.`);
      return { contextUrl: null, documentUrl, document: found };
    };
    const check = async (credential: object) =>
      verifyCredential({
        credential,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader,
        checkStatus: async () => ({ verified: true }),
        now: new Date('2026-04-01T00:00:00Z'),
      });
    const text = await signedText(badge());
    expect(await check(JSON.parse(text))).toMatchObject({ verified: true });
    const changed = text.replace('Le robot suit', 'La robote suit');
    expect(await check(JSON.parse(changed))).toMatchObject({ verified: false });
  });

  test('leaves the signed text as it was, character by character', async () => {
    const text = '{ "b" : 1.0,\n "é":"\\u00e9"\n}\n';
    const signed = withProof(text, { type: 'x' }, new Uint8Array(64).fill(1));
    expect(signed.startsWith('{ "b" : 1.0,\n "é":"\\u00e9"')).toBe(true);
    expect(signed.endsWith('}\n')).toBe(true);
    const { proof, ...rest } = JSON.parse(signed);
    expect(rest).toEqual(JSON.parse(text));
    expect(signatureOf(proof[0], 64)).toEqual({ signature: new Uint8Array(64).fill(1) });
  });

  test('is not put on a text that has one, or that is no object', () => {
    const signature = new Uint8Array(64);
    expect(() => withProof('{"proof":[]}', {}, signature)).toThrow('already');
    expect(() => withProof('[{}]', {}, signature)).toThrow('object');
    expect(() => withProof('{}', {}, new Uint8Array(63))).toThrow('Ed25519');
  });
});

describe('a proof by others', () => {
  const good = unsignedProof({ verificationMethod, created });

  test.each([
    [{ type: 'Ed25519Signature2020' }, 'cryptosuite_unsupported'],
    [{ cryptosuite: 'Ed25519Signature2020' }, 'cryptosuite_unsupported'],
    [{ cryptosuite: 'foo-2030' }, 'cryptosuite_unsupported'],
    [{ proofPurpose: 'authentication' }, 'proof_purpose_mismatch'],
    [{ proofPurpose: ['assertionMethod'] }, 'proof_malformed'],
    [{ verificationMethod: { id: 'x' } }, 'proof_malformed'],
    [{ created: '2026-03-01T10:00:00' }, 'proof_malformed'],
    [{ created: 1_772_000_000 }, 'proof_malformed'],
    [{ created: '2026-13-01T10:00:00Z' }, 'proof_malformed'],
    [{ expires: 'tomorrow' }, 'proof_malformed'],
    [{ comment: 'not signed by anybody' }, 'unmapped_term'],
  ])('with %j is %s (bad inputs 36, 49b; T11)', async (change, code) => {
    const hashed = await hashData(deps, badge(), { ...good, ...change } as JsonObject);
    expect(hashed).toMatchObject({ problem: { code } });
  });

  test('cannot bring contexts of its own (T10)', async () => {
    const context = { '@context': { created: 'https://evil.test/#created' } };
    expect(await dataOf(badge(), { ...good, ...context })).toEqual(await dataOf(badge(), good));
  });

  test('whose options were hashed before is hashed the same, whatever came between', async () => {
    const before = await dataOf(badge(), good);
    for (let second = 10; second < 60; second += 1) {
      await dataOf(badge(), { ...good, created: `2026-03-01T10:01:${second}Z` });
      await dataOf(badge(), { ...good, created: `2026-03-01T10:02:${second}Z` });
    }
    expect(await dataOf(badge(), good)).toEqual(before);
  });

  test.each(['', 'z', 'zO0', `z${'1'.repeat(65)}`, `z${'2'.repeat(100_000)}`, 'mAAAA', 7, null])(
    'with the proof value %j has no signature',
    (proofValue) => {
      const read = signatureOf({ ...good, proofValue } as JsonObject, 64);
      expect(read).toMatchObject({ problem: { code: 'signature_invalid' } });
    },
  );
});
