import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { verifyGiven } from '../../src/usecases/verification/verify-given.ts';
import { verifyPresentation } from '../../src/usecases/verification/verify-presentation.ts';
import { badge, DID_JSON, jwt, LIST_URL, signed, statusEntry, useWorld } from './other-issuer.ts';

const world = useWorld();

const given = async (value: unknown, asked: object) =>
  (await verifyGiven(world().service.verifier, value, { proofOnly: false, ...asked })).report;

describe('a credential for an occasion', () => {
  // A challenge that nobody looks for would be answered by any old token.
  test('that is a token answers by its nonce and its audience, or not at all', async () => {
    const bare = jwt(badge());
    expect((await given(bare, {})).verdict).toBe('verified');
    const options = { challenge: 'one', domain: 'verifier.test' };
    for (const [claims, code] of [
      [{}, 'challenge_mismatch'],
      [{ nonce: 'two', aud: 'verifier.test' }, 'challenge_mismatch'],
      [{ nonce: 'one' }, 'domain_mismatch'],
    ] as const) {
      const report = await given(jwt(badge(), { claims }), options);
      expect(report).toMatchObject({ verdict: 'rejected', state: 'unknown' });
      expect(report.checks.map((check) => check.code)).toContain(code);
    }
    const { checks } = await given(
      jwt(badge(), { claims: { nonce: 'one', aud: 'verifier.test' } }),
      options,
    );
    expect(checks).toContainEqual(expect.objectContaining({ name: 'proof', outcome: 'passed' }));
  });

  test('a token is made to assert, and for nothing else', async () => {
    const report = await given(jwt(badge()), { proofPurpose: 'authentication' });
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: 'proof', code: 'proof_purpose_mismatch' }),
    );
    expect(await given(jwt(badge()), { proofPurpose: 'assertionMethod' })).toMatchObject({
      verdict: 'verified',
    });
  });

  test('that is another one is neither active nor of a known issuer', async () => {
    const deps = { ...world().service.verifier, recognises: async () => true };
    const options = { proofOnly: false, challenge: 'two' };
    const value = await signed(badge(), { challenge: 'one' });
    expect(await verifyGiven(deps, value, { ...options, challenge: 'one' })).toMatchObject({
      verified: true,
      report: { state: 'active', issuer: { recognised: true } },
    });
    expect(await verifyGiven(deps, value, options)).toMatchObject({
      verified: false,
      report: { verdict: 'rejected', state: 'unknown', issuer: { recognised: false } },
    });
  });
});

test('each credential of a presentation tells whom it asked itself', async () => {
  const presentation: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    verifiableCredential: [
      await signed(badge()),
      await signed(badge({ id: 'https://other.test/badges/2', credentialStatus: statusEntry() })),
    ],
  };
  const options = { proofOnly: false, mayLackProof: true };
  const report = await verifyPresentation(world().service.verifier, presentation, options);
  const asked = report.credentials.map((one) => one.report.contacted.map(({ url }) => url));
  expect(asked).toEqual([[`https://${DID_JSON}`], [`https://${DID_JSON}`, LIST_URL]]);
  expect(report.contacted).toHaveLength(3);
});
