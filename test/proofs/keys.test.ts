import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { toBase58 } from '../../src/formats/base58.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { keyFromJwk, keyFromMultibase, multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { deps } from './sample.ts';

const multibase = (codec: readonly number[], raw: Uint8Array) =>
  `z${toBase58(Uint8Array.from([...codec, ...raw]))}`;

function publicJwk(type: 'ed25519' | 'P-256' | 'P-384' | number): JsonObject {
  const pair =
    type === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : typeof type === 'number'
        ? generateKeyPairSync('rsa', { modulusLength: type })
        : generateKeyPairSync('ec', { namedCurve: type });
  return pair.publicKey.export({ format: 'jwk' }) as JsonObject;
}

const bytesOf = (text: unknown) => new Uint8Array(Buffer.from(String(text), 'base64url'));

describe('keyFromJwk', () => {
  test.each([
    ['ed25519', 'Ed25519'],
    ['P-256', 'ES256'],
    ['P-384', 'ES384'],
    [2048, 'RSA'],
  ] as const)('reads %s with the thumbprint that jose computes', async (type, alg) => {
    const jwk = publicJwk(type);
    const thumbprint = await calculateJwkThumbprint(jwk);
    const reading = await keyFromJwk({ ...jwk, kid: 'k', use: 'sig', x5c: ['x'] }, deps);
    expect(reading).toEqual({ key: { alg, jwk, thumbprint } });
  });

  test('keeps what the owner says of its algorithm out of the thumbprint (RFC 7638)', async () => {
    const jwk = publicJwk(2048);
    const thumbprint = await calculateJwkThumbprint(jwk);
    const reading = await keyFromJwk({ ...jwk, alg: 'PS256' }, deps);
    expect(reading).toEqual({ key: { alg: 'RSA', jwk, thumbprint, onlyFor: 'PS256' } });
    expect(await keyFromJwk({ ...jwk, alg: 256 }, deps)).toMatchObject({
      problem: { code: 'key_malformed' },
    });
  });

  test('gives an RSA key written with a sign byte the same thumbprint', async () => {
    const jwk = publicJwk(2048);
    const n = Buffer.concat([Buffer.of(0), bytesOf(jwk['n'])]).toString('base64url');
    expect(await keyFromJwk({ ...jwk, n }, deps)).toEqual(await keyFromJwk(jwk, deps));
  });

  test('refuses an RSA modulus of 1024 bits (bad input 23)', async () => {
    const reading = await keyFromJwk(publicJwk(1024), deps);
    expect(reading).toMatchObject({ problem: { code: 'key_too_weak' } });
  });

  test('refuses an RSA modulus so long that verifying would take seconds', async () => {
    const n = Buffer.alloc(2049, 0xff).toString('base64url');
    const reading = await keyFromJwk({ kty: 'RSA', n, e: 'AQAB' }, deps);
    expect(reading).toMatchObject({ problem: { code: 'key_type_unsupported' } });
  });

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'reports the private member %s, whatever its value (bad inputs 31, 66)',
    async (member) => {
      const reading = await keyFromJwk({ ...publicJwk('ed25519'), [member]: '' }, deps);
      expect(reading).toMatchObject({ problem: { code: 'private_key_exposed' } });
    },
  );

  test.each([
    ['an encryption key', { ...publicJwk('P-256'), use: 'enc' }, 'key_type_unsupported'],
    [
      'a key for signing alone',
      { ...publicJwk('P-256'), key_ops: ['sign'] },
      'key_type_unsupported',
    ],
    ['another curve', { ...publicJwk('P-256'), crv: 'secp256k1' }, 'key_type_unsupported'],
    ['X25519', { ...publicJwk('ed25519'), crv: 'X25519' }, 'key_type_unsupported'],
    ['no type', {}, 'key_type_unsupported'],
    [
      'a point beside the curve',
      { ...publicJwk('P-256'), y: publicJwk('P-256')['y'] ?? '' },
      'key_malformed',
    ],
    ['a short coordinate', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }, 'key_malformed'],
    [
      'padding',
      { kty: 'OKP', crv: 'Ed25519', x: `${publicJwk('ed25519')['x']}=` },
      'key_malformed',
    ],
    [
      'an even modulus',
      { kty: 'RSA', n: Buffer.alloc(256, 2).toString('base64url'), e: 'AQAB' },
      'key_malformed',
    ],
    ['a modulus of zero', { kty: 'RSA', n: 'AAAA', e: 'AQAB' }, 'key_malformed'],
  ] as const)('refuses %s', async (_what, jwk, code) => {
    expect(await keyFromJwk(jwk as unknown as JsonObject, deps)).toMatchObject({
      problem: { code },
    });
  });
});

describe('keyFromMultibase', () => {
  test('reads an Ed25519 key as its JWK is read', async () => {
    const jwk = publicJwk('ed25519');
    const text = multibaseOfEd25519(bytesOf(jwk['x']));
    expect(text).toMatch(/^z6Mk/);
    expect(await keyFromMultibase(text, deps)).toEqual(await keyFromJwk(jwk, deps));
  });

  test.each([
    ['P-256', [0x80, 0x24]],
    ['P-384', [0x81, 0x24]],
  ] as const)('decompresses points of %s to what OpenSSL says', async (curve, codec) => {
    for (let round = 0; round < 8; round += 1) {
      const jwk = publicJwk(curve);
      const sign = 2 + ((bytesOf(jwk['y']).at(-1) ?? 0) % 2);
      const compressed = Uint8Array.from([sign, ...bytesOf(jwk['x'])]);
      const reading = await keyFromMultibase(multibase(codec, compressed), deps);
      expect(reading).toEqual(await keyFromJwk(jwk, deps));
    }
  });

  // The eight points of small order: for them one signature fits every message.
  const SMALL_ORDER = [
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    '00'.repeat(32),
    `${'00'.repeat(31)}80`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  ];
  const NOT_CANONICAL = [
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
    'ff'.repeat(32),
    `01${'00'.repeat(30)}80`,
  ];
  test.each([...SMALL_ORDER, ...NOT_CANONICAL])(
    'refuses the point %s (bad input 44)',
    async (hex) => {
      const raw = new Uint8Array(Buffer.from(hex, 'hex'));
      const weak = { problem: { code: 'key_weak_point' } };
      expect(await keyFromMultibase(multibaseOfEd25519(raw), deps)).toMatchObject(weak);
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') };
      expect(await keyFromJwk(jwk, deps)).toMatchObject(weak);
    },
  );

  test.each([
    ['not base58', 'z0OIl', 'key_malformed'],
    ['no multibase', '6Mk', 'key_malformed'],
    ['empty', '', 'key_malformed'],
    ['too long', `z6Mk${'1'.repeat(5000)}`, 'key_malformed'],
    ['31 bytes', multibase([0xed, 0x01], new Uint8Array(31).fill(9)), 'key_malformed'],
    [
      'no point of the curve',
      multibase([0x80, 0x24], Uint8Array.of(2, ...new Uint8Array(32).fill(1))),
      'key_malformed',
    ],
    ['an uncompressed point', multibase([0x80, 0x24], new Uint8Array(65).fill(4)), 'key_malformed'],
    [
      'x beyond the field',
      multibase([0x80, 0x24], Uint8Array.of(2, ...new Uint8Array(32).fill(255))),
      'key_malformed',
    ],
    ['secp256k1', multibase([0xe7, 0x01], new Uint8Array(33).fill(2)), 'key_type_unsupported'],
    [
      'an Ed25519 secret key',
      multibase([0x80, 0x26], new Uint8Array(32).fill(9)),
      'private_key_exposed',
    ],
    [
      'a P-256 secret key',
      multibase([0x86, 0x26], new Uint8Array(32).fill(9)),
      'private_key_exposed',
    ],
  ] as const)('refuses %s', async (_what, text, code) => {
    expect(await keyFromMultibase(text, deps)).toMatchObject({ problem: { code } });
  });

  test('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `z${text}`),
        ),
        async (text) => {
          expect(Object.keys(await keyFromMultibase(text, deps))).toHaveLength(1);
        },
      ),
    );
  });
});
