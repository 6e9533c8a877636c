import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import { decodeUtf8, toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import { formatCompactJws } from '../../src/formats/jws.ts';
import { jwtProblems } from '../../src/proofs/jwt-problems.ts';
import { jwtSigningInput, readJwt } from '../../src/proofs/vc-jwt.ts';
import { badge, ISSUER } from './sample.ts';

const KID = 'https://issuer.test/keys/rsa-1';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const rs256 = (input: Uint8Array, key: KeyObject) => new Uint8Array(sign('sha256', input, key));

function signedJwt(credential: object): string {
  const input = jwtSigningInput(JSON.stringify(credential), { kid: KID });
  return formatCompactJws(input, rs256(utf8(input), privateKey));
}

const encode = (text: string) => toBase64Url(utf8(text));
const rawJwt = (header: string, payload: string) => `${encode(header)}.${encode(payload)}.AAAA`;

describe('a JWT of ours', () => {
  test('is read by jose: header and claims of the standard, and no others (J1, J2)', async () => {
    const { payload, protectedHeader } = await jwtVerify(signedJwt(badge()), publicKey, {
      algorithms: ['RS256'],
      issuer: ISSUER,
      currentDate: new Date('2026-04-01T00:00:00Z'),
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: KID, typ: 'JWT' });
    expect(payload).toEqual({
      ...badge(),
      iss: ISSUER,
      jti: 'https://issuer.test/credentials/1',
      sub: 'urn:uuid:0b8e1f52-6b8e-4b43-8a86-95f7f6e3f1a0',
      nbf: Date.parse('2026-03-01T10:00:00Z') / 1000,
      exp: Date.parse('2036-03-01T10:00:00Z') / 1000,
    });
  });

  test('has no exp when the credential does not end (J2)', () => {
    const { validUntil: _, ...endless } = badge();
    expect(readJwt(signedJwt(endless)).claims).not.toHaveProperty('exp');
  });

  test('carries the credential character by character', () => {
    const text = JSON.stringify(badge(), undefined, 2).replace('Étoile', '\\u00c9toile');
    const [, payload = ''] = jwtSigningInput(text, { kid: KID }).split('.');
    const carried = decodeUtf8(new Uint8Array(Buffer.from(payload, 'base64url')));
    expect(carried.startsWith(text.slice(0, -2))).toBe(true);
  });

  test('is taken apart again, and nothing is wrong with it', () => {
    const jwt = readJwt(signedJwt(badge()));
    expect(jwt.credential).toEqual(badge());
    expect(jwtProblems(jwt.header, jwt.credential, jwt.claims)).toEqual({
      problems: [],
      warnings: [],
    });
    expect(verify('sha256', jwt.signingInput, publicKey, jwt.signature)).toBe(true);
  });

  test.each([
    ['credentialSubject', { type: ['AchievementSubject'] }],
    ['validFrom', '2026-03-01T10:00:00.5Z'],
    ['validUntil', 'later'],
    ['id', undefined],
    ['iss', 'https://evil.test'],
  ])('is not made of a credential whose %s is %j (J9, D1)', (member, value) => {
    const text = JSON.stringify({ ...badge(), [member]: value });
    expect(() => jwtSigningInput(text, { kid: KID })).toThrow();
  });
});

describe('readJwt', () => {
  const text = signedJwt(badge());
  const last = text.slice(-1);
  const next = String.fromCharCode(last.charCodeAt(0) + 1);

  test.each([
    `${text}==`,
    `${text.slice(0, -1)}${next}`,
    `${text.slice(0, -8)}\n${text.slice(-8)}`,
    text.replace(/.{4}$/, '+/+/'),
  ])('refuses another spelling of the same token (bad input 30, case %#)', (spelling) => {
    expect(() => readJwt(spelling)).toThrow(expect.objectContaining({ code: 'jws_not_canonical' }));
  });

  test.each([
    rawJwt('{"alg":"RS256","alg":"none"}', '{}'),
    rawJwt('{"alg":"RS256"}', '{"iss":"a","iss":"b"}'),
  ])('refuses duplicate keys (bad input 29, case %#)', (jwt) => {
    expect(() => readJwt(jwt)).toThrow(expect.objectContaining({ code: 'json_duplicate_key' }));
  });

  test('refuses a payload that is no object', () => {
    const jwt = rawJwt('{"alg":"RS256"}', '[]');
    expect(() => readJwt(jwt)).toThrow(expect.objectContaining({ code: 'jws_malformed' }));
  });
});
