import { describe, expect, test } from '@jest/globals';
import {
  VerifiableCredential,
  VerifiableCredentialOne,
  VerifiablePresentation,
} from '../../src/domain/verifiable-credential.ts';

const V2 = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: 'did:example:issuer',
  credentialSubject: { id: 'did:example:subject' },
};
const V1 = {
  ...V2,
  '@context': ['https://www.w3.org/2018/credentials/v1'],
  issuanceDate: '2026-01-01T00:00:00Z',
};

const reads = (change: object) => VerifiableCredential.safeParse({ ...V2, ...change }).success;
const readsOne = (change: object) =>
  VerifiableCredentialOne.safeParse({ ...V1, ...change }).success;

describe('version 2.0', () => {
  test('needs contexts, a type, an issuer and a subject, and no more', () => {
    expect(reads({})).toBe(true);
    for (const name of Object.keys(V2))
      expect({ name, reads: reads({ [name]: undefined }) }).toEqual({ name, reads: false });
  });

  test.each(['id', 'name', 'validFrom', 'credentialStatus', 'evidence', 'relatedResource'])(
    'has no null for %s',
    (name) => {
      expect(reads({ [name]: null })).toBe(false);
    },
  );

  test.each<[string, boolean]>([
    ['2026-01-01T00:00:00Z', true],
    ['2026-01-01T00:00:00.123+02:00', true],
    ['2026-01-01T00:00:00', false],
    ['2026-01-01', false],
    ['2026-02-30T00:00:00Z', false],
  ])('the date %s: %s', (validFrom, expected) => {
    expect(reads({ validFrom })).toBe(expected);
  });

  test('may begin and end at one instant, whatever the zone it is told in', () => {
    const validFrom = '2026-01-01T00:00:00Z';
    expect(reads({ validFrom, validUntil: '2026-01-01T02:00:00+02:00' })).toBe(true);
    expect(reads({ validFrom, validUntil: '2026-01-01T00:59:59+01:00' })).toBe(false);
  });

  test.each<[string, unknown, boolean]>([
    ['text', 'Chien', true],
    ['a language', { '@value': 'Chien', '@language': 'fr-CA' }, true],
    [
      'a language and a direction',
      { '@value': 'كلب', '@language': 'ar', '@direction': 'rtl' },
      true,
    ],
    ['both', ['Chien', { '@value': 'Dog', '@language': 'en' }], true],
    ['a direction that is none', { '@value': 'Chien', '@direction': 'up' }, false],
    ['a language that is none', { '@value': 'Chien', '@language': 'le français' }, false],
    ['more', { '@value': 'Chien', '@type': 'https://a.test/' }, false],
    ['a number', 4, false],
    ['nothing', [], false],
  ])('a name that is %s', (_what, name, expected) => {
    expect(reads({ name })).toBe(expected);
    expect(reads({ description: name })).toBe(expected);
    expect(reads({ issuer: { id: 'did:example:issuer', name } })).toBe(expected);
  });

  test.each(['confidenceMethod', 'renderMethod', 'termsOfUse', 'evidence', 'refreshService'])(
    '%s says its type',
    (name) => {
      expect(reads({ [name]: { type: 'https://a.test/#T' } })).toBe(true);
      expect(reads({ [name]: { id: 'https://a.test/1' } })).toBe(false);
      expect(reads({ [name]: [{ type: 'https://a.test/#T' }, {}] })).toBe(false);
    },
  );
});

describe('version 1.1', () => {
  test('needs the date that it is issued at, and ids of status', () => {
    expect(readsOne({})).toBe(true);
    expect(readsOne({ issuanceDate: undefined })).toBe(false);
    expect(readsOne({ expirationDate: '2025-01-01T00:00:00Z' })).toBe(false);
    expect(readsOne({ credentialStatus: { type: 'https://a.test/#S' } })).toBe(false);
    expect(readsOne({ credentialStatus: { id: 'urn:s', type: 'https://a.test/#S' } })).toBe(true);
  });
});

test('a presentation needs contexts and its type; what it shows has types', () => {
  const presentation = { '@context': V2['@context'], type: 'VerifiablePresentation' };
  const shows = (change: object) =>
    VerifiablePresentation.safeParse({ ...presentation, ...change }).success;
  expect(shows({})).toBe(true);
  expect(shows({ verifiableCredential: V2, holder: { id: 'did:example:h' } })).toBe(true);
  expect(shows({ verifiableCredential: [{}] })).toBe(false);
  expect(shows({ verifiableCredential: [4] })).toBe(false);
  expect(shows({ holder: 'Léa' })).toBe(false);
  expect(shows({ type: ['VerifiableCredential'] })).toBe(false);
});
