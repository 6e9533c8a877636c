import { describe, expect, test } from '@jest/globals';
import { didOf, issuerOf } from '../../src/domain/profile.ts';
import { keyUrl, methodId } from '../../src/domain/signing-key.ts';

describe('didOf', () => {
  test.each([
    ['https://badges.example', 'did:web:badges.example:issuers:h'],
    ['https://badges.example:8443', 'did:web:badges.example%3A8443:issuers:h'],
    ['http://localhost:3000', 'did:web:localhost%3A3000:issuers:h'],
  ])('of %s is %s', (origin, did) => {
    expect(didOf({ origin, handle: 'h' })).toBe(did);
  });
});

test('keys have a DID URL for embedded proofs and an https URL for JWTs', () => {
  const owner = { origin: 'https://issuer.test', handle: 'h' };
  expect(methodId(owner, { kid: 'z6Mk' })).toBe('did:web:issuer.test:issuers:h#z6Mk');
  expect(keyUrl(owner, { kid: 'thumb' })).toBe('https://issuer.test/issuers/h/keys/thumb');
});

test('a profile that says little of itself has no empty words', () => {
  const profile = { id: '1', handle: 'h', origin: 'https://issuer.test', name: 'N', createdAt: '' };
  expect(Object.keys(issuerOf({ ...profile, description: '' }))).toEqual([
    'id',
    'type',
    'name',
    'url',
  ]);
});
