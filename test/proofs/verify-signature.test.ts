import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { MACHINE } from '../../src/compose/proof-tools.ts';
import { concat, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { keyFromJwk, type PublicKey } from '../../src/proofs/keys.ts';

// What `verifySignature` owes to the verifier, whoever fills the port.

const DATA = utf8('Le robot suit la ligne.');
/** The order of the group of Ed25519, and that of P-256. */
const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const PAIRS = {
  EdDSA: generateKeyPairSync('ed25519'),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
type Alg = keyof typeof PAIRS;

async function keyOf(alg: Alg): Promise<PublicKey> {
  const jwk = PAIRS[alg].publicKey.export({ format: 'jwk' }) as JsonObject;
  const read = await keyFromJwk(jwk, MACHINE);
  if ('problem' in read) throw new Error(read.problem.code);
  return read.key;
}

const holds = async (alg: Alg, signature: Uint8Array, as: string = alg) =>
  MACHINE.verifySignature(await keyOf(alg), as, DATA, signature);

const ed25519 = () => new Uint8Array(sign(null, DATA, PAIRS.EdDSA.privateKey));
const es256 = () =>
  new Uint8Array(sign('sha256', DATA, { key: PAIRS.ES256.privateKey, dsaEncoding: 'ieee-p1363' }));

const toNumber = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const toBytes = (value: bigint) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));

describe('verifySignature', () => {
  test('takes the two names of EdDSA (RFC 9864)', async () => {
    expect(await holds('EdDSA', ed25519())).toBe(true);
    expect(await holds('EdDSA', ed25519(), 'Ed25519')).toBe(true);
  });

  test('refuses an S of Ed25519 that is beyond the order of the group (RFC 8032, 5.1.7)', async () => {
    const good = ed25519();
    const s = toNumber(good.slice(32).toReversed());
    const again = toBytes(s + ED25519_ORDER).toReversed();
    expect(await holds('EdDSA', concat(good.slice(0, 32), again))).toBe(false);
  });

  test('refuses an R of Ed25519 that is not in its canonical spelling', async () => {
    const notCanonical = Uint8Array.of(0xee, ...new Array<number>(30).fill(0xff), 0x7f);
    expect(await holds('EdDSA', concat(notCanonical, ed25519().slice(32)))).toBe(false);
  });

  test('takes either S of ECDSA: no signature is anyone’s identity (row 45, T21)', async () => {
    const good = es256();
    const other = toBytes(P256_ORDER - toNumber(good.slice(32)));
    expect(await holds('ES256', good)).toBe(true);
    expect(await holds('ES256', concat(good.slice(0, 32), other))).toBe(true);
  });

  test.each(Object.keys(PAIRS) as Alg[])(
    '%s: any other bytes are false, never a fault',
    async (alg) => {
      const lengths = [0, 1, 32, 63, 64, 65, 96, 97, 255, 256, 257, 4096];
      for (const length of lengths) {
        expect([length, await holds(alg, new Uint8Array(length))]).toEqual([length, false]);
        expect([length, await holds(alg, new Uint8Array(length).fill(255))]).toEqual([
          length,
          false,
        ]);
      }
    },
  );

  test.each(['none', 'HS256', 'RS1', 'constructor', ''])('knows no %j', async (name) => {
    for (const alg of Object.keys(PAIRS) as Alg[]) {
      expect(await holds(alg, new Uint8Array(64), name)).toBe(false);
    }
  });
});
