import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { formatCompactJws } from '../../src/formats/jws.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { jwtProblems } from '../../src/proofs/jwt-problems.ts';
import { keyFromJwk } from '../../src/proofs/keys.ts';
import { jwtSigningInput, readJwt } from '../../src/proofs/vc-jwt.ts';
import { badge, deps, ISSUER } from './sample.ts';
import { readShared } from './shared.ts';

const KID = 'https://issuer.test/keys/rsa-1';

/** The signature is not looked at here. */
function jwtOf(credential: object): string {
  const input = jwtSigningInput(JSON.stringify(credential), { kid: KID });
  return formatCompactJws(input, new Uint8Array(256));
}

describe('jwtProblems of the header', () => {
  const { credential, claims } = readJwt(jwtOf(badge()));
  const codes = (header: object) =>
    jwtProblems(header as JsonObject, credential, claims).problems.map(({ code }) => code);
  const good = { alg: 'RS256', kid: KID };

  test.each(['none', 'None', 'nOnE', 'HS256', 'RS1', 'ES256K', '', 7, null])(
    'alg %j is not allowed (bad inputs 21, 22)',
    (alg) => {
      expect(codes({ ...good, alg })).toEqual(['alg_not_allowed']);
    },
  );

  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'])(
    'alg %s is allowed',
    (alg) => {
      expect(codes({ ...good, alg })).toEqual([]);
    },
  );

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
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    expect(codes({ alg: 'RS256', jwk })).toEqual(['private_key_exposed']);
  });

  test.each(['JOSE', 'jwt', 'at+jwt', 7])('typ %j is not allowed (J1)', (typ) => {
    expect(codes({ ...good, typ })).toEqual(['header_not_allowed']);
  });
});

describe('jwtProblems of the claims', () => {
  const { header, credential, claims } = readJwt(jwtOf(badge()));
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

  test('vc+jwt has no vc claim, whatever the version inside (VC-JOSE-COSE, 3.1.1)', () => {
    const jose = { ...header, typ: 'vc+jwt' };
    expect(jwtProblems(jose, credential, { vc: {} }).problems).toEqual(mismatch);
    const old = { ...credential, '@context': ['https://www.w3.org/2018/credentials/v1'] };
    expect(jwtProblems(jose, old, { vc: {} }).problems).toEqual(mismatch);
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
