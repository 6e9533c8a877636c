import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from '../../src/proofs/canonize.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../src/proofs/contexts.ts';
import { badge } from './sample.ts';
import { readSharedJson } from './shared.ts';

const withContexts = (...contexts: unknown[]) =>
  ({ ...badge(), '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3, ...contexts] }) as JsonObject;

async function codeOf(document: JsonObject): Promise<string> {
  try {
    await canonicalNQuads(document);
    return 'none';
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return error.code;
  }
}

/** Nodes without id, each linked to every other. */
function completeGraph(size: number): JsonObject[] {
  return Array.from({ length: size }, (_, from) => ({
    '@id': `_:b${from}`,
    type: ['Achievement'],
    related: Array.from({ length: size }, (_, to) => to)
      .filter((to) => to !== from)
      .map((to) => ({ '@id': `_:b${to}` })),
  }));
}

describe('canonicalNQuads', () => {
  test('gives the canonical form that the implementation guide publishes', async () => {
    const folder = 'vectors/1edtech-spec-impl-guide/';
    const credential = readSharedJson(`${folder}obv3p0-signed.json`);
    const values = readSharedJson(`${folder}obv3p0-intermediate-values.json`);
    if (!credential || !values) return;
    const { proof: _, ...unsigned } = credential;
    const nquads = await canonicalNQuads(unsigned);
    expect(nquads).toBe(values['document-canon.txt']);
    const hash = createHash('sha256').update(nquads).digest('hex');
    expect(hash).toMatch(/^87f65a76.*0773$/);
  });

  test('covers every member: any change of a value changes it', async () => {
    const { issuer, ...rest } = badge();
    const changed = { ...rest, issuer: { ...Object(issuer), name: 'Un autre' } };
    expect(await canonicalNQuads(changed)).not.toBe(await canonicalNQuads(badge()));
  });

  test('does not depend on the order of members', async () => {
    const reversed = Object.fromEntries(Object.entries(badge()).reverse());
    expect(await canonicalNQuads(reversed)).toBe(await canonicalNQuads(badge()));
  });

  test.each([
    ['a context written out (bad input 15)', withContexts({ name: 'https://evil.test/#n' })],
    ['a vocabulary (bad input 16)', withContexts({ '@vocab': 'https://evil.test/#' })],
    ['an unknown URL (bad input 17)', withContexts('https://evil.test/ctx.json')],
    ['a relative URL', withContexts('ctx.json')],
    ['null', withContexts(null)],
    ['a nested list', withContexts([CREDENTIALS_V2])],
    ['undefined terms', withContexts('https://www.w3.org/ns/credentials/undefined-terms/v2')],
    ['one context inside', { ...badge(), evidence: [{ '@context': { x: 'urn:x' }, x: 'y' }] }],
    ['null inside', { ...badge(), evidence: [{ '@context': null, type: ['Evidence'] }] }],
    ['none at all', { id: 'urn:x:1' }],
  ] as const)('refuses %s', async (_what, document) => {
    expect(await codeOf(document as unknown as JsonObject)).toBe('context_not_allowed');
  });

  test('allows an embedded endorsement to name pinned contexts', async () => {
    const endorsement = {
      '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
      id: 'https://other.test/endorsements/1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      name: 'Endorsement',
    };
    expect(await codeOf({ ...badge(), endorsement: [endorsement] })).toBe('none');
  });

  test.each([
    ['a member that no context defines (bad input 19)', { grade: 'A+' }],
    [
      'a type that no context defines (checklist C2)',
      { type: ['VerifiableCredential', 'Diploma'] },
    ],
    ['a relative id', { id: 'credentials/1' }],
    ['an empty object', { evidence: [{ '@value': null }] }],
  ])('refuses %s', async (_what, change) => {
    expect(await codeOf({ ...badge(), ...change } as JsonObject)).toBe('unmapped_term');
  });

  test('says which member is not defined, and nothing of its value', async () => {
    const document = { ...badge(), grade: 'Zoé, 14 ans' };
    const refusal = expect(canonicalNQuads(document)).rejects;
    await refusal.toMatchObject({ detail: 'JSON-LD safe mode: invalid property "grade".' });
  });

  test.each([
    'simple-err-context.json',
    'simple-err-type.json',
    'simple-err-issuer-type.json',
    'simple-err-evidence-type.json',
    'simple-err-credential-subject-type.json',
    'simple-err-credential-subject-result-type.json',
  ])('refuses %s in safe mode, as its authors expect', async (file) => {
    const credential = readSharedJson(`vectors/1edtech-validator/ob30/${file}`);
    if (!credential) return;
    const { proof: _, ...unsigned } = credential;
    expect(await codeOf(unsigned)).toBe('unmapped_term');
  });

  test.each([5, 8])('gives up on %d nodes all alike (bad input 20)', async (size) => {
    expect(await codeOf({ ...badge(), evidence: completeGraph(size) })).toBe(
      'canonicalization_limit',
    );
  });

  test('gives up on hundreds of nodes without id (T12)', async () => {
    const evidence = Array.from({ length: 501 }, (_, n) => ({ type: ['Evidence'], name: `${n}` }));
    expect(await codeOf({ ...badge(), evidence })).toBe('canonicalization_limit');
  });

  test('gives up on thousands of values, which would take seconds', async () => {
    const { credentialSubject, ...rest } = badge();
    const tag = Array.from({ length: 20_000 }, (_, n) => `${n}`);
    const achievement = { ...Object(credentialSubject).achievement, tag };
    const document = { ...rest, credentialSubject: { ...Object(credentialSubject), achievement } };
    expect(await codeOf(document)).toBe('canonicalization_limit');
  });

  test.each([
    { evidence: [{ id: 'urn:x:1', '@id': 'urn:x:2' }] },
    { evidence: [{ '@id': 7 }] },
    { evidence: [{ '@value': 'x', '@list': [] }] },
    { '@context': [CREDENTIALS_V2, 'https://www.w3.org/2018/credentials/v1'] },
  ])('says that %j has no canonical form', async (change) => {
    expect(await codeOf({ ...badge(), ...change } as JsonObject)).toBe('canonicalization_failed');
  });
});
