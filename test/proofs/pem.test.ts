import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../src/compose/machine.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { keyFromJwk } from '../../src/proofs/keys.ts';
import { keyFromPem } from '../../src/proofs/pem.ts';

const deps = { sha256 };
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const RSA = rsa(2048);

const pemOf = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki') =>
  key.export({ format: 'pem', type }).toString();
const derOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }));
const inPem = (der: Uint8Array) =>
  `-----BEGIN PUBLIC KEY-----\n${Buffer.from(der).toString('base64')}\n-----END PUBLIC KEY-----`;

async function problemOf(pem: string): Promise<string> {
  const read = await keyFromPem(pem, deps);
  return 'problem' in read ? read.problem.code : 'none';
}

describe('a public key in PEM', () => {
  test.each([
    ['RSA', RSA.publicKey, 'spki'],
    ['RSA of PKCS#1', RSA.publicKey, 'pkcs1'],
    ['P-256', ec('P-256').publicKey, 'spki'],
    ['P-384', ec('P-384').publicKey, 'spki'],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey, 'spki'],
  ] as const)('%s is the key that its JWK is', async (_, key, type) => {
    const jwk = key.export({ format: 'jwk' }) as JsonObject;
    expect(await keyFromPem(pemOf(key, type), deps)).toEqual(await keyFromJwk(jwk, deps));
    expect(await problemOf(pemOf(key, type))).toBe('none');
  });

  test('may have other line ends, or none inside', async () => {
    const pem = pemOf(RSA.publicKey);
    expect(await problemOf(pem.replaceAll('\n', '\r\n'))).toBe('none');
    expect(await problemOf(inPem(derOf(RSA.publicKey)))).toBe('none');
  });

  test.each([
    [
      'a private key',
      RSA.privateKey.export({ format: 'pem', type: 'pkcs8' }),
      'private_key_exposed',
    ],
    ['RSA of 1024 bits', pemOf(rsa(1024).publicKey), 'key_too_weak'],
    ['a curve of others', pemOf(ec('secp256k1').publicKey), 'key_type_unsupported'],
    ['X25519', pemOf(generateKeyPairSync('x25519').publicKey), 'key_type_unsupported'],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'key_type_unsupported',
    ],
    ['two keys', pemOf(RSA.publicKey).repeat(2), 'key_malformed'],
    ['nothing', '', 'key_malformed'],
    ['an endless text', 'A'.repeat(100_000), 'key_malformed'],
  ])('%s is refused', async (_, pem, code) => {
    expect(await problemOf(String(pem))).toBe(code);
  });

  test('with anything cut off, added or respelled in its DER is refused', async () => {
    const der = derOf(ec('P-256').publicKey);
    expect(await problemOf(inPem(der.subarray(0, -1)))).toBe('key_malformed');
    expect(await problemOf(inPem(Uint8Array.of(...der, 0)))).toBe('key_malformed');
    const respelled = Uint8Array.of(0x30, 0x81, der[1] as number, ...der.subarray(2));
    expect(await problemOf(inPem(respelled))).toBe('key_malformed');
  });

  test('no single changed byte makes it throw', async () => {
    for (const key of [ec('P-256').publicKey, RSA.publicKey]) {
      const der = derOf(key);
      for (let at = 0; at < der.length; at += 1) {
        const changed = der.slice();
        changed[at] = (changed[at] as number) ^ 0x55;
        expect(await problemOf(inPem(changed))).toEqual(expect.any(String));
      }
    }
  });
});
