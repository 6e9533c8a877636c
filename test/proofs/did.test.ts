import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import { didDocument, didJwkDocument, didKeyDocument, didWebUrl } from '../../src/proofs/did.ts';
import { multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { ed25519, ISSUER } from './sample.ts';

describe('didWebUrl', () => {
  test.each([
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:issuer.test:issuers:k7', 'https://issuer.test/issuers/k7/did.json'],
    ['did:web:issuer.test%3A8443:issuers:k7', 'https://issuer.test:8443/issuers/k7/did.json'],
    ['did:web:issuer.test%3a8443', 'https://issuer.test:8443/.well-known/did.json'],
    ['did:web:xn--toile-9ua.test', 'https://xn--toile-9ua.test/.well-known/did.json'],
    ['did:web:issuer.test:caf%C3%A9', 'https://issuer.test/caf%C3%A9/did.json'],
    // Addresses and private names are refused where the connection would be made.
    ['did:web:127.0.0.1', 'https://127.0.0.1/.well-known/did.json'],
    ['did:web:localhost.', 'https://localhost./.well-known/did.json'],
  ])('%s', (did, url) => {
    expect(didWebUrl(did)).toEqual({ url });
  });

  test.each([
    'did:web:issuer.test:..:..:admin',
    'did:web:issuer.test:%2e%2E:admin',
    'did:web:issuer.test:.:admin',
    'did:web:issuer.test%2F@evil.test',
    'did:web:issuer.test%2Fevil.test',
    'did:web:issuer.test%40evil.test',
    'did:web:user@issuer.test',
    'did:web:issuer.test:a%2Fb',
    'did:web:issuer.test:a%5Cb',
    'did:web:issuer.test:a%23b',
    'did:web:issuer.test:a%00b',
    'did:web:issuer.test:a%FFb',
    'did:web:issuer.test:a%zz',
    'did:web:issuer.test%3A70000',
    'did:web:issuer.test%3A0',
    'did:web:issuer.test%3A',
    'did:web:issuer.test%3Aa',
    'did:web:',
    'did:web::issuers',
    'did:web:issuer.test:',
    'did:web:issuer.test::k7',
    'did:web:issuer..test',
    'did:web:issuer.08',
    'did:web:issuer.test#key',
    'did:web:issuer.test/path',
    'did:web:issuer.test?x=1',
    'did:web:issuer.test\n',
    'did:web:étoile.test',
    'did:WEB:issuer.test',
    'https://issuer.test',
    '',
    `did:web:issuer.test:${'a'.repeat(5000)}`,
  ])('refuses %j (bad input 65)', (did) => {
    expect(didWebUrl(did)).toMatchObject({ problem: { code: 'did_invalid' } });
  });

  test.each(['did:ethr:0xabc', 'did:ion:abc', 'did:key:z6Mk'])(
    'knows that %s is of another method (bad input 66)',
    (did) => {
      expect(didWebUrl(did)).toMatchObject({ problem: { code: 'did_method_unsupported' } });
    },
  );

  test('gives an https URL that a URL parser leaves alone, or none', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._%:-]{0,20}$/);
    void fc.assert(
      fc.property(part, (id) => {
        const place = didWebUrl(`did:web:${id}`);
        if ('problem' in place) return;
        const { protocol, username, hash, search, pathname } = new URL(place.url);
        expect([protocol, username, hash, search]).toEqual(['https:', '', '', '']);
        expect(place.url.endsWith(pathname)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('didKeyDocument', () => {
  const multibase = multibaseOfEd25519(ed25519(new Uint8Array(32).fill(7)).raw);
  const did = `did:key:${multibase}`;

  test('is made from the DID alone', () => {
    const id = `${did}#${multibase}`;
    expect(didKeyDocument(did)).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        { id, type: 'Multikey', controller: did, publicKeyMultibase: multibase },
      ],
      authentication: [id],
      assertionMethod: [id],
    });
  });

  test.each([
    'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    'did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9',
  ])('accepts P-256 and P-384: %s', (elliptic) => {
    expect(didKeyDocument(elliptic)).toMatchObject({ id: elliptic });
  });

  test.each([
    [did.slice(0, -4), 'did_invalid'],
    ['did:key:6Mk', 'did_invalid'],
    ['did:key:', 'did_invalid'],
    ['did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc', 'did_invalid'],
    [`did:key:${multibaseOfEd25519(new Uint8Array(32))}`, 'key_weak_point'],
    ['did:web:issuer.test', 'did_method_unsupported'],
  ])('refuses %s with %s (bad inputs 44, 66)', (text, code) => {
    expect(didKeyDocument(text)).toMatchObject({ problem: { code } });
  });
});

describe('didJwkDocument', () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(ed25519(new Uint8Array(32)).raw) };
  const didOf = (text: string) => `did:jwk:${toBase64Url(utf8(text))}`;

  test('is made from the DID alone, with the public members alone', () => {
    const did = didOf(JSON.stringify({ ...jwk, kid: 'k', use: 'sig' }));
    expect(didJwkDocument(did)).toMatchObject({
      id: did,
      verificationMethod: [{ id: `${did}#0`, controller: did, publicKeyJwk: jwk }],
      assertionMethod: [`${did}#0`],
    });
  });

  test.each([
    [didOf('[]'), 'did_invalid'],
    [didOf('{'), 'did_invalid'],
    [didOf('{"kty":"OKP","kty":"EC"}'), 'did_invalid'],
    ['did:jwk:e30=', 'did_invalid'],
    ['did:jwk:', 'did_invalid'],
    [didOf('{}'), 'key_type_unsupported'],
    [didOf(JSON.stringify({ ...jwk, use: 'enc' })), 'key_type_unsupported'],
    [didOf(JSON.stringify({ ...jwk, d: '' })), 'private_key_exposed'],
    ['did:key:z6Mk', 'did_method_unsupported'],
  ])('refuses %s with %s', (text, code) => {
    expect(didJwkDocument(text)).toMatchObject({ problem: { code } });
  });
});

describe('didDocument', () => {
  const ed = {
    id: `${ISSUER}#z6MkA`,
    controller: ISSUER,
    kind: 'Ed25519',
    multibase: 'z6MkA',
    jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' },
  } as const;
  const rsa = {
    id: `${ISSUER}#thumb`,
    controller: ISSUER,
    kind: 'RSA',
    jwk: { kty: 'RSA', n: 'AA', e: 'AQAB' },
    revoked: '2026-02-01T00:00:00Z',
  } as const;

  test('names its keys by id in assertionMethod (checklist 2.2, rule 9)', () => {
    const alsoKnownAs = ['https://issuer.test/issuers/k7'];
    expect(didDocument({ did: ISSUER, alsoKnownAs, keys: [ed, rsa] })).toEqual({
      '@context': [
        'https://www.w3.org/ns/did/v1',
        'https://w3id.org/security/multikey/v1',
        'https://w3id.org/security/jwk/v1',
      ],
      id: ISSUER,
      alsoKnownAs,
      verificationMethod: [
        { id: ed.id, type: 'Multikey', controller: ISSUER, publicKeyMultibase: 'z6MkA' },
        {
          id: rsa.id,
          type: 'JsonWebKey',
          controller: ISSUER,
          publicKeyJwk: rsa.jwk,
          revoked: rsa.revoked,
        },
      ],
      assertionMethod: [ed.id, rsa.id],
    });
  });

  test('leaves out alsoKnownAs when there is nothing to say', () => {
    expect(didDocument({ did: ISSUER, alsoKnownAs: [], keys: [] })).not.toHaveProperty(
      'alsoKnownAs',
    );
  });

  test('never publishes a private key', () => {
    const keys = [{ ...ed, jwk: { ...ed.jwk, d: 'secret' } }];
    expect(() => didDocument({ did: ISSUER, alsoKnownAs: [], keys })).toThrow('private key');
  });
});
