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

  test('is an endorsement wherever those stand, however many there are', () => {
    const subject = (id: string) => ({ id, type: 'EndorsementSubject', endorsementComment: 'Oui' });
    const endorsement = Array.from({ length: 8000 }, (_, index) => ({
      ...inside,
      id: `urn:uuid:${index}`,
      credentialSubject: subject('did:example:subject'),
    }));
    // Some 30,000 objects: walked once for each, they would keep everyone waiting for minutes.
    expect(codeOf({ ...CREDENTIAL, issuer: { id: 'did:example:i', endorsement } })).toBeUndefined();
    const evidence = [...endorsement, inside];
    expect(codeOf({ ...CREDENTIAL, evidence })).toBe('term_not_plain');
  });

  test('is no part of a credential that calls itself a presentation too', () => {
    const type = ['VerifiableCredential', 'VerifiablePresentation'];
    expect(codeOf({ ...CREDENTIAL, type, verifiableCredential: [inside] })).toBe('term_not_plain');
  });
});

describe('an id that two objects share', () => {
  const [entry, achievement] = [{ id: 'urn:x:entry' }, { achievement: { name: 'Autre' } }];

  test.each<[string, JsonObject]>([
    ['the whole', { id: 'urn:x:1', evidence: { id: 'urn:x:1', validUntil: 'later' } }],
    ['a status entry', { credentialStatus: entry, evidence: { ...entry, statusListIndex: '7' } }],
    [
      'its subject',
      { credentialSubject: { id: 'urn:x:2' }, evidence: { id: 'urn:x:2', ...achievement } },
    ],
  ])('is refused where it is that of %s and the other says something', (_, change) => {
    expect(codeOf({ ...CREDENTIAL, ...change })).toBe('term_not_plain');
  });

  test('is none where the others say nothing, however many there are', () => {
    const credentialStatus = Array.from({ length: 30_000 }, () => ({ ...entry }));
    expect(codeOf({ ...CREDENTIAL, credentialStatus })).toBeUndefined();
  });

  test('is none of the subject that is its issuer too', () => {
    const id = 'did:example:self';
    const issuer = { id, name: 'Moi' };
    expect(codeOf({ ...CREDENTIAL, issuer, credentialSubject: { id } })).toBeUndefined();
  });
});
