import { describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { verdictView } from '../../src/web/views/verifier/verdict.ts';
import { wordsOf } from '../../src/web/words.ts';
import { onlyProof } from '../proofs/finding.ts';
import { show, signBase, signEcdsa } from '../proofs/stock-issuer.ts';
import {
  badge,
  DID_JSON,
  didDocument,
  jwt,
  newKey,
  OTHER,
  statusEntry,
  useWorld,
} from './other-issuer.ts';

const world = useWorld();

/** Puts online the key that a credential of `OTHER` was signed with, and verifies it. */
async function verify(credential: JsonObject) {
  const id = String(onlyProof(credential)['verificationMethod']);
  const publicKeyMultibase = id.split('#')[1] ?? '';
  const method = { id, type: 'Multikey', controller: OTHER, publicKeyMultibase };
  const document = didDocument({ verificationMethod: [method], assertionMethod: [id] });
  world().documents.set(DID_JSON, document);
  return world().verify(credential);
}

describe('badges of issuers that sign with keys of P-256 and P-384', () => {
  test.each(['P-256', 'P-384'] as const)('ecdsa-rdfc-2019 of %s', async (curve) => {
    const signed = await signEcdsa(badge(), curve);
    expect(await verify(signed)).toMatchObject({ verdict: 'verified', warnings: [] });
    expect(await verify({ ...signed, awardedDate: '2020-01-01T00:00:00Z' })).toMatchObject({
      verdict: 'rejected',
      codes: ['signature_invalid'],
    });
  });

  test('a key that the suite does not take', async () => {
    const signed = await signEcdsa(badge(), 'P-256');
    const proof = { ...onlyProof(signed), cryptosuite: 'eddsa-rdfc-2022' };
    expect(await verify({ ...signed, proof })).toMatchObject({
      verdict: 'rejected',
      codes: ['key_suite_mismatch'],
    });
  });
});

describe('ecdsa-sd-2023 (checklist 2.2, rule 7)', () => {
  const mandatory = ['/issuer', '/validFrom'];

  test('what the holder chose to show is verified, with a warning that they chose', async () => {
    const base = await signBase(badge({ name: 'Robotique' }), mandatory);
    const shown = await show(base, ['/credentialSubject', '/id']);
    expect(await verify(shown)).toMatchObject({
      verdict: 'verified',
      warnings: ['selectively_disclosed'],
    });
  });

  // Rule 7 leaves to the issuer what cannot be withheld: the answer itself must say that this is a part.
  test('an end and a status that the holder withheld are missed in the answer itself', async () => {
    const whole = badge({ validUntil: '2021-01-01T00:00:00Z', credentialStatus: statusEntry() });
    const shown = await show(await signBase(whole, mandatory), ['/credentialSubject', '/id']);
    expect(shown).not.toHaveProperty('validUntil');
    expect(shown).not.toHaveProperty('credentialStatus');
    await verify(shown);
    const report = await world().service.verifyBytes(utf8(JSON.stringify(shown)));
    expect(report.verdict).toBe('verified');
    const { why } = verdictView(wordsOf('en'), report, 'https://issuer.test');
    expect(why).toMatch('shows only part of it: an end date or a revocation may be missing.');
  });

  test('the base proof is for the holder alone', async () => {
    expect(await verify(await signBase(badge(), mandatory))).toMatchObject({
      verdict: 'undetermined',
      codes: ['proof_not_derived'],
    });
  });
});

describe('tokens by an issuer that cannot be (no input gives a 5xx)', () => {
  const key = newKey();
  test.each([
    'https://[',
    'https://',
    'http://other.test/',
    'urn:x',
    'did:jwk:',
    'did:jwk:e30',
    '',
  ])('%j is never verified', async (id) => {
    const credential = badge({ issuer: { id, type: ['Profile'] } });
    for (const kid of [undefined, '#0', `${id}#0`]) {
      const header = { kid, jwk: key.jwk, typ: 'vc+jwt' };
      const finding = await world().verify(jwt(credential, { header, key }));
      expect(['rejected', 'undetermined']).toContain(finding.verdict);
    }
  });
});
