import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { plainTermsProblem } from '../../src/proofs/plain-terms.ts';

const TEXT = { '@value': 'Chien', '@language': 'fr' };
const CREDENTIAL: JsonObject = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: { id: 'did:example:issuer' },
  credentialSubject: { id: 'did:example:subject' },
};
const codeOf = (document: JsonObject) => plainTermsProblem(document)?.problem.code;

describe('keywords', () => {
  test('stand where a name or a description says its language', () => {
    expect(codeOf({ ...CREDENTIAL, name: TEXT })).toBeUndefined();
    expect(codeOf({ ...CREDENTIAL, description: ['Dog', TEXT] })).toBeUndefined();
    expect(codeOf({ ...CREDENTIAL, issuer: { id: 'did:example:i', name: TEXT } })).toBeUndefined();
  });

  test.each<[string, JsonObject]>([
    ['an end', { validUntil: { '@value': '2020-01-01T00:00:00Z' } }],
    ['a status', { credentialStatus: { statusListIndex: { '@value': '7' } } }],
    ['a typed value', { name: { '@value': 'Chien', '@type': 'https://a.test/' } }],
    ['a value that is no text', { name: { '@value': 7 } }],
    ['another keyword', { name: { ...TEXT, '@id': 'https://a.test/' } }],
    ['a set', { name: { '@set': [TEXT] } }],
  ])('hide nothing in %s: an intact signature would still hold', (_what, change) => {
    expect(codeOf({ ...CREDENTIAL, ...change })).toBe('term_not_plain');
  });
});

describe('a credential inside', () => {
  const inside = { ...CREDENTIAL, id: 'urn:uuid:inside' };

  test('is shown by a presentation, at its own place', () => {
    const presentation: JsonObject = {
      type: ['VerifiablePresentation'],
      verifiableCredential: [inside],
    };
    expect(codeOf(presentation)).toBeUndefined();
    const elsewhere = { ...presentation, verifiableCredential: [], evidence: inside };
    expect(codeOf(elsewhere)).toBe('term_not_plain');
  });

  test('is no part of a credential that calls itself a presentation too', () => {
    const type = ['VerifiableCredential', 'VerifiablePresentation'];
    expect(codeOf({ ...CREDENTIAL, type, verifiableCredential: [inside] })).toBe('term_not_plain');
  });
});
