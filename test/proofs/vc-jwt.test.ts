import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compactVerify, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { decodeUtf8, toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import { formatCompactJws } from '../../src/formats/jws.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { jwtProblems } from '../../src/proofs/jwt-problems.ts';
import { keyFromJwk } from '../../src/proofs/keys.ts';
import { jwtSigningInput, readJwt } from '../../src/proofs/vc-jwt.ts';
import { badge, deps, ISSUER } from './sample.ts';
import { readShared } from './shared.ts';

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

describe('jwtProblems of the header', () => {
  const { credential, claims } = readJwt(signedJwt(badge()));
  const codes = (header: object) =>
    jwtProblems(header as JsonObject, credential, claims).problems.map(({ code }) => code);
  const good = { alg: 'RS256', kid: KID };

  test.each(['none', 'None', 'nOnE', 'HS256', 'RS1', 'ES256K', '', 7, null])(
    'alg %j is not allowed (bad inputs 21, 22)',
    (alg) => {
      expect(codes({ ...good, alg })).toEqual(['alg_not_allowed']);
    },
  );

  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('alg %s is allowed', (alg) => {
    expect(codes({ ...good, alg })).toEqual([]);
  });

  test.each(['jku', 'x5u', 'x5c', 'x5t', 'cty', 'b64'])(
    '%s is not allowed (bad input 25, J1)',
    (name) => {
      expect(codes({ ...good, [name]: 'https://evil.test/jwks.json' })).toEqual([
        'header_not_allowed',
      ]);
    },
  );

  test.each([{ crit: ['x'], x: 1 }, { crit: ['b64'], b64: false }, { crit: [] }])(
    '%j is not supported (bad input 28)',
    (extension) => {
      expect(codes({ ...good, ...extension })).toContain('crit_unsupported');
    },
  );

  test.each([
    '../../etc/passwd',
    "' OR 1=1--",
    `https://issuer.test/${'k'.repeat(10_240)}`,
    'https://issuer.test/\nkey',
    'http://issuer.test/key',
    'https://',
    'key-1',
    'did:web',
    'did:web:issuer.test#a b',
    7,
  ])('the kid %j is not valid (bad input 27)', (kid) => {
    expect(codes({ ...good, kid })).toEqual(['kid_invalid']);
  });

  test.each([`${ISSUER}#z6Mk`, 'did:key:z6Mk#z6Mk', 'https://issuer.test/keys?id=1#k'])(
    'the kid %s is valid',
    (kid) => {
      expect(codes({ ...good, kid })).toEqual([]);
    },
  );

  test('neither kid nor jwk is not enough, jwk alone is (J1)', () => {
    expect(codes({ alg: 'RS256' })).toEqual(['kid_invalid']);
    expect(codes({ alg: 'RS256', jwk: { kty: 'RSA' } })).toEqual([]);
    expect(codes({ alg: 'RS256', jwk: 'RSA' })).toEqual(['header_not_allowed']);
  });

  test('a private key in the header is reported (bad input 31)', () => {
    const jwk = privateKey.export({ format: 'jwk' });
    expect(codes({ alg: 'RS256', jwk })).toEqual(['private_key_exposed']);
  });

  test.each(['JOSE', 'jwt', 'at+jwt', 7])('typ %j is not allowed (J1)', (typ) => {
    expect(codes({ ...good, typ })).toEqual(['header_not_allowed']);
  });
});

describe('jwtProblems of the claims', () => {
  const { header, credential, claims } = readJwt(signedJwt(badge()));
  const judge = (change: JsonObject, other: JsonObject = credential) =>
    jwtProblems(header, other, { ...claims, ...change });
  const mismatch = [expect.objectContaining({ code: 'jwt_claim_mismatch' })];

  test.each([
    { iss: 'did:web:evil.test' },
    { jti: 'https://issuer.test/credentials/2' },
    { sub: 'urn:uuid:someone-else' },
    { exp: 4_000_000_000 },
    { nbf: 1_000_000_000 },
    { nbf: '1772359200' },
    { vc: { type: ['VerifiableCredential'] } },
  ])('%j disagrees with the credential (bad input 41)', (change) => {
    expect(judge(change as JsonObject).problems).toEqual(mismatch);
  });

  test.each(['iss', 'jti', 'nbf', 'exp'])('%s must be there (J5)', (name) => {
    const { [name]: _, ...rest } = claims;
    expect(jwtProblems(header, credential, rest).problems).toEqual(mismatch);
  });

  test('a missing sub is a warning, as in the samples of 1EdTech (J10)', () => {
    const { sub: _, ...rest } = claims;
    expect(jwtProblems(header, credential, rest)).toEqual({
      problems: [],
      warnings: ['jwt_sub_missing'],
    });
  });

  test('a sub for a subject without id is a mismatch', () => {
    const { id: _, ...subject } = badge()['credentialSubject'] as JsonObject;
    expect(judge({}, { ...credential, credentialSubject: subject }).problems).toEqual(mismatch);
  });

  test('exp counts when the credential itself does not say that it ends (J5)', () => {
    const { validUntil: _, ...endless } = credential;
    expect(judge({}, endless)).toEqual({ problems: [], warnings: ['jwt_exp_alone'] });
  });

  test('vc+jwt needs no claims, but those it has must agree (J11)', () => {
    const jose = { ...header, typ: 'vc+jwt' };
    expect(jwtProblems(jose, credential, {})).toEqual({ problems: [], warnings: ['jwt_typ_vc'] });
    expect(jwtProblems(jose, credential, { iss: 'x' }).problems).toEqual(mismatch);
  });

  test('never throw', () => {
    const members = fc.dictionary(
      fc.constantFrom('alg', 'kid', 'jwk', 'typ', 'iss', 'vc', 'exp', '@context', 'issuer'),
      fc.jsonValue(),
    );
    void fc.assert(
      fc.property(members, members, members, (...parts) => {
        const [first, second, third] = parts as [JsonObject, JsonObject, JsonObject];
        expect(jwtProblems(first, second, third).problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the sample JWTs of 1EdTech', () => {
  test.each(['simple-jwt.svg', 'simple-jwt_v1.svg'])('%s', async (file) => {
    const svg = readShared(`vectors/1edtech-validator/ob30/${file}`);
    if (!svg) return;
    const [, text = ''] = /verify="([^"]+)"/.exec(svg) ?? [];
    const { header, credential, claims } = readJwt(text);
    const { problems, warnings } = jwtProblems(header, credential, claims);
    expect(problems).toEqual([]);
    expect(warnings).toEqual(['jwt_sub_missing']);
    const jwk = decodeProtectedHeader(text).jwk;
    const reading = await keyFromJwk(jwk as JsonObject, deps);
    expect(reading).toMatchObject({ key: { alg: 'RSA' } });
    const key = await importJWK({ ...jwk }, 'RS256');
    await expect(compactVerify(text, key)).resolves.toBeDefined();
  });
});
