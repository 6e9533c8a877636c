import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fromBase64Url, toBase64Url, toHex } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { readDerivedProof } from '../../src/proofs/derived-proof.ts';
import { finding, keyOf, onlyProof } from './finding.ts';
import { badge } from './sample.ts';
import { readSharedJson } from './shared.ts';
import { show, signBase } from './stock-issuer.ts';

const W3C = 'vectors/w3c-vc-di-ecdsa/ecdsa-sd-2023/';

const bytesOf = (proof: JsonObject) =>
  fromBase64Url(String(proof['proofValue']).slice(1)) ?? new Uint8Array();

const head = (major: number, count: number) =>
  count < 24 ? [(major << 5) | count] : [(major << 5) | 24, count];
const bytes = (length: number) => [...head(2, length), ...new Array<number>(length).fill(7)];

/** A derived proof of one signature, one label and one index, with changes. */
function cbor(change: Partial<Record<'prefix' | 'items' | 'end', number[]>> = {}): Uint8Array {
  const prefix = [0xd9, 0x5d, 0x01, ...head(4, 5)];
  const lists = [...head(4, 1), ...bytes(64), ...head(5, 1), 0, ...bytes(32), ...head(4, 1), 0];
  const parts = { prefix, items: [...bytes(64), ...bytes(35), ...lists], end: [], ...change };
  return Uint8Array.from([...parts.prefix, ...parts.items, ...parts.end]);
}

describe('the CBOR of a derived proof', () => {
  test('is read in its one shape', () => {
    const read = readDerivedProof(cbor());
    expect(read?.signatures).toHaveLength(1);
    expect(read?.labels.get(0)).toHaveLength(32);
    expect(read?.mandatory).toEqual(new Set([0]));
  });

  test('may say of its bytes that they are bytes, as some encoders do', () => {
    const tagged = (length: number) => [0xd8, 0x40, ...bytes(length)];
    const items = [...tagged(64), ...tagged(35), ...head(4, 0), ...head(5, 0), ...head(4, 0)];
    expect(readDerivedProof(cbor({ items }))).toBeDefined();
  });

  const lists = (...parts: number[][]) => [...bytes(64), ...bytes(35), ...parts.flat()];
  const none = [...head(4, 0), ...head(5, 0), ...head(4, 0)];
  const label = (node: number[]) => [...node, ...bytes(32)];
  test.each([
    ['nothing', new Uint8Array()],
    ['a base proof', cbor({ prefix: [0xd9, 0x5d, 0x00, 0x85] })],
    ['another tag', cbor({ prefix: [0xd9, 0x5d, 0x02, 0x85] })],
    ['four items', cbor({ prefix: [0xd9, 0x5d, 0x01, 0x84] })],
    ['six items', cbor({ prefix: [0xd9, 0x5d, 0x01, 0x86] })],
    ['an indefinite array', cbor({ prefix: [0xd9, 0x5d, 0x01, 0x9f] })],
    ['a count spelled longer than needed', cbor({ prefix: [0xd9, 0x5d, 0x01, 0x98, 5] })],
    ['something after it', cbor({ end: [0] })],
    ['a signature of 63 bytes', cbor({ items: [...bytes(63), ...bytes(35), ...none] })],
    ['a key of 33 bytes', cbor({ items: [...bytes(64), ...bytes(33), ...none] })],
    ['a text where bytes go', cbor({ items: [0x78, 64, ...bytes(64).slice(2), ...bytes(35)] })],
    ['a float as an index', cbor({ items: lists([0x80, 0xa0, 0x81, 0xf9, 0, 0]) })],
    ['a negative index', cbor({ items: lists([0x80, 0xa0, 0x81, 0x20]) })],
    ['an index twice', cbor({ items: lists([0x80, 0xa0, 0x82, 1, 1]) })],
    ['a label twice', cbor({ items: lists([0x80, 0xa2], label([1]), label([1]), [0x80]) })],
    ['a label for a text', cbor({ items: lists([0x80, 0xa1], label([0x61, 0x30]), [0x80]) })],
    ['more labels than bytes', cbor({ items: lists([0x80, 0xb9, 1, 0xf4]) })],
    ['more labels than allowed', cbor({ items: lists([0x80, 0xb9, 2, 0]) })],
    ['four thousand million signatures', cbor({ items: lists([0x9a, 255, 255, 255, 255]) })],
    ['a nested array', cbor({ items: lists([0x81, 0x81, 0x80], none) })],
  ])('%s is refused', (_, wrong) => {
    expect(readDerivedProof(wrong)).toBeUndefined();
  });

  test('cut anywhere is refused', () => {
    const good = cbor();
    for (let end = 0; end < good.length; end += 1) {
      expect(readDerivedProof(good.subarray(0, end))).toBeUndefined();
    }
  });

  test('never makes it fault, whatever the bytes', () => {
    void fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const start = Uint8Array.from([0xd9, 0x5d, 0x01, 0x85, ...noise]);
        expect([undefined, 'object']).toContain(
          typeof readDerivedProof(start) === 'object' ? 'object' : undefined,
        );
      }),
      { numRuns: 2000, seed: 20_261_122 },
    );
  });

  test.each(['employ', 'prc'])('of the W3C (%s) holds what they say that it holds', (folder) => {
    const shown = readSharedJson(`${W3C}${folder}/derivedRevealDocument.json`);
    const expected = readSharedJson(`${W3C}${folder}/verifyDerivedProofValue.json`);
    if (!shown || !expected) return;
    const read = readDerivedProof(bytesOf(onlyProof(shown)));
    expect(toHex(read?.baseSignature ?? new Uint8Array())).toBe(expected['baseSignature']);
    expect(read?.signatures.map(toHex)).toEqual(expected['signatures']);
    expect([...(read?.mandatory ?? [])]).toEqual(expected['mandatoryIndexes']);
    const labels = [...(read?.labels ?? [])].map(([node, name]) => [
      `c14n${node}`,
      `u${toBase64Url(name)}`,
    ]);
    expect(labels).toEqual(expected['labelMap']);
  });
});

test('a derived proof with any one of its bytes flipped never holds (row 129)', async () => {
  const base = await signBase(badge(), ['/issuer', '/validFrom']);
  const shown = await show(base, ['/credentialSubject/achievement/name']);
  const proof = onlyProof(shown);
  const key = await keyOf(String(proof['verificationMethod']));
  const good = bytesOf(proof);
  expect(await finding(shown, proof, key)).toBe('holds');
  for (let at = 0; at < good.length; at += 1) {
    const touched = good.slice();
    touched[at] = (touched[at] ?? 0) ^ (1 << (at % 8));
    const forged = { ...proof, proofValue: `u${toBase64Url(touched)}` };
    expect([at, await finding(shown, forged, key)]).not.toEqual([at, 'holds']);
  }
}, 60_000);
