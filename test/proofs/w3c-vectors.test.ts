import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MACHINE } from '../../src/compose/proof-tools.ts';
import { toHex } from '../../src/formats/bytes.ts';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { pinContext } from '../../src/proofs/contexts.ts';
import { readProof } from '../../src/proofs/read-proof.ts';
import { finding, findingOf, keyOf, onlyProof } from './finding.ts';
import { readSharedJson } from './shared.ts';

// The examples of the W3C name a context that no badge may name: it is pinned here alone.
pinContext('https://www.w3.org/ns/credentials/examples/v2', {
  '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' },
});

const EDDSA = 'vectors/w3c-vc-di-eddsa/';
const ECDSA = 'vectors/w3c-vc-di-ecdsa/';
const CHAIN = `${EDDSA}proof-set-chain/`;

const SIGNED = [
  `${EDDSA}eddsa-rdfc-2022/signedDataInt.json`,
  `${EDDSA}Ed25519Signature2020/signedEdSig.json`,
  `${ECDSA}ecdsa-rdfc-2019-p256/signedECDSAP256.json`,
];

function proofsOf({ proof }: JsonObject): JsonObject[] {
  return [proof ?? []].flat().filter(isJsonObject);
}

/** The finding of each proof of a document, in their order. */
async function findings(document: JsonObject): Promise<string[]> {
  const found: string[] = [];
  for (const proof of proofsOf(document)) {
    const key = await keyOf(String(proof['verificationMethod']));
    found.push(await finding(document, proof, key));
  }
  return found;
}

describe('signed examples of the W3C', () => {
  test.each(SIGNED)('%s holds, and no longer when its text changes', async (path) => {
    const signed = readSharedJson(path);
    if (!signed) return;
    expect(await findingOf(signed)).toBe('holds');
    expect(await findingOf({ ...signed, name: 'Another credential' })).toBe('does not hold');
  });

  test.each([
    [SIGNED[0], 'combinedHashDataInt.txt'],
    [SIGNED[1], 'combinedHashEdSig.txt'],
  ])('%s gives the published hashes', async (path = '', name) => {
    const signed = readSharedJson(path);
    const values = readSharedJson(`${EDDSA}intermediate-values.json`);
    if (!signed || !values) return;
    const proof = onlyProof(signed);
    const key = await keyOf(String(proof['verificationMethod']));
    const read = await readProof(MACHINE, signed, proof, { key });
    if ('problem' in read) throw new Error(read.problem.code);
    const folder = path.split('/')[2];
    expect(toHex(read.signatures[0]?.data ?? new Uint8Array())).toBe(values[`${folder}/${name}`]);
  });
});

describe('sets and chains of proofs (vc-data-integrity, verify proof sets and chains)', () => {
  test.each(['signedProofSet1', 'signedProofSet2', 'signedProofChain1', 'signedProofChain2'])(
    'every proof of %s holds',
    async (name) => {
      const signed = readSharedJson(`${CHAIN}${name}.json`);
      if (!signed) return;
      const found = await findings(signed);
      expect(found).toEqual(found.map(() => 'holds'));
      expect(found.length).toBeGreaterThan(0);
    },
  );

  const [CHAINED, BEFORE, LAST] = [2, 0, 3];

  async function afterChange(change: (proofs: JsonObject[]) => JsonObject[]): Promise<string[]> {
    const signed = readSharedJson(`${CHAIN}signedProofChain2.json`) ?? {};
    return findings({ ...signed, proof: change(structuredClone(proofsOf(signed))) });
  }
  /** Without the folder of vectors there is nothing to try; with it, none may be missing. */
  const expectAbsent = () =>
    expect(existsSync(new URL('../../../shared/vectors/', import.meta.url))).toBe(false);
  const isThere = readSharedJson(`${CHAIN}signedProofChain2.json`) !== undefined;

  test('a proof whose previous proof is missing is broken', async () => {
    if (!isThere) return expectAbsent();
    expect(await afterChange((proofs) => proofs.filter((_, at) => at !== BEFORE))).toEqual([
      'holds',
      'proof_chain_broken',
      'proof_chain_broken',
    ]);
  });

  test('a change in a previous proof breaks what builds on it', async () => {
    if (!isThere) return expectAbsent();
    const found = await afterChange((proofs) =>
      proofs.map((proof, at) =>
        at === BEFORE ? { ...proof, created: '2023-02-24T23:36:39Z' } : proof,
      ),
    );
    expect(found[BEFORE]).toBe('does not hold');
    expect(found[CHAINED]).toBe('does not hold');
  });

  test('taken out of its chain a proof no longer holds', async () => {
    if (!isThere) return expectAbsent();
    const found = await afterChange((proofs) =>
      proofs.map(({ previousProof: _, ...proof }, at) =>
        at === LAST ? proof : (proofs[at] as JsonObject),
      ),
    );
    expect(found[LAST]).toBe('does not hold');
  });

  test.each([
    ['to itself', 'urn:uuid:d94f792a-c546-4d06-b38a-da070ab56c23'],
    ['to nothing', 'urn:uuid:00000000-0000-4000-8000-000000000000'],
    ['to no text', 7],
  ])('a chain that leads %s is broken', async (_, previousProof) => {
    if (!isThere) return expectAbsent();
    const found = await afterChange((proofs) =>
      proofs.map((proof, at) => (at === CHAINED ? { ...proof, previousProof } : proof)),
    );
    expect(found.slice(CHAINED)).toEqual(['proof_chain_broken', 'proof_chain_broken']);
  });

  test('a circle is broken, and so is an id that two proofs share', async () => {
    if (!isThere) return expectAbsent();
    const circle = await afterChange((proofs) => {
      const [chained, last] = [proofs[CHAINED] as JsonObject, proofs[LAST] as JsonObject];
      const id = 'urn:uuid:00000000-0000-4000-8000-000000000001';
      return [
        { ...chained, previousProof: id },
        { ...last, id },
      ];
    });
    expect(circle).toEqual(['proof_chain_broken', 'proof_chain_broken']);
    const shared = await afterChange((proofs) =>
      proofs.map((proof, at) =>
        at === 1 ? { ...proof, id: proofs[BEFORE]?.['id'] ?? '' } : proof,
      ),
    );
    expect(shared[CHAINED]).toBe('proof_chain_broken');
  });
});
