import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { CREDENTIALS_V1, OPEN_BADGES_3_0_3 } from '../../src/proofs/contexts.ts';
import { finding, findingOf, keyOf, onlyProof } from './finding.ts';
import { badge } from './sample.ts';
import { readSharedJson } from './shared.ts';
import { show, signBase, signEcdsa, signOld, stockAccepts } from './stock-issuer.ts';

const OB30 = 'vectors/1edtech-validator/ob30/';
const MANDATORY = ['/issuer', '/validFrom', '/validUntil', '/credentialStatus'];

/** With the sentence about the robot changed. */
const tampered = (credential: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(credential).replace('Le robot suit', 'La robote suit'));

/** The sample badge in the words of VCDM 1.1. */
function oldBadge(): JsonObject {
  const { validFrom, validUntil, credentialStatus: _, ...rest } = badge();
  const contexts = [CREDENTIALS_V1, OPEN_BADGES_3_0_3];
  return {
    ...rest,
    '@context': contexts,
    issuanceDate: validFrom ?? '',
    expirationDate: validUntil ?? '',
  };
}

describe('credentials signed by the libraries of others', () => {
  test.each(['P-256', 'P-384'] as const)('ecdsa-rdfc-2019 of %s', async (curve) => {
    const signed = await signEcdsa(badge(), curve);
    expect(await findingOf(signed)).toBe('holds');
    expect(await findingOf(tampered(signed))).toBe('does not hold');
  });

  test('of P-384, blank nodes are told apart by SHA-384 (VC-DI-ECDSA 3.2.1, step 2)', async () => {
    const evidence = ['Plan', 'Photo', 'Film'].map((name) => ({ type: ['Evidence'], name }));
    const signed = await signEcdsa({ ...badge(), evidence }, 'P-384');
    expect(await findingOf(signed)).toBe('holds');
    expect(await findingOf(tampered(signed))).toBe('does not hold');
  });

  test.each([
    ['2.0', badge()],
    ['1.1', oldBadge()],
  ])('Ed25519Signature2020 of VCDM %s', async (_, credential) => {
    const signed = await signOld(credential);
    expect(await findingOf(signed)).toBe('holds');
    expect(await findingOf(tampered(signed))).toBe('does not hold');
  });

  test('a key of another kind than the suite takes', async () => {
    const signed = await signEcdsa(badge(), 'P-256');
    const strange = await keyOf(String(onlyProof(await signOld(badge()))['verificationMethod']));
    expect(await finding(signed, onlyProof(signed), strange)).toBe('key_suite_mismatch');
    const wide = await signEcdsa(badge(), 'P-384');
    const wideKey = await keyOf(String(onlyProof(wide)['verificationMethod']));
    expect(await finding(signed, onlyProof(signed), wideKey)).toBe('signature_invalid');
    const base = await signBase(badge(), MANDATORY);
    expect(await finding(base, onlyProof(base), wideKey)).toBe('key_suite_mismatch');
  });
});

describe('ecdsa-sd-2023, derived by the library of its authors', () => {
  test.each([
    [['/credentialSubject']],
    [['/credentialSubject/id', '/credentialSubject/achievement/name']],
    [['/credentialSubject/achievement', '/evidence', '/name']],
    [['/credentialSubject/achievement/alignment/1/targetUrl', '/evidence']],
  ])('what was chosen with %j holds, as it does for them', async (pointers) => {
    const shown = await show(await signBase(badge(), MANDATORY), pointers);
    expect(await findingOf(shown)).toBe('holds');
    expect(await stockAccepts(shown)).toBe(true);
  });

  test('with everything mandatory, and with nothing', async () => {
    const whole = await show(await signBase(badge(), [...MANDATORY, '/credentialSubject']), []);
    expect(await findingOf(whole)).toBe('holds');
    const loose = await show(await signBase(badge(), []), ['/issuer', '/credentialSubject']);
    expect(await findingOf(loose)).toBe('holds');
  });

  test('a base proof is not for showing (checklist 2.2, rule 7)', async () => {
    expect(await findingOf(await signBase(badge(), MANDATORY))).toBe('proof_not_derived');
  });

  test('a statement that was changed, added or left out is noticed', async () => {
    const pointers = ['/credentialSubject', '/name'];
    const shown = await show(await signBase(badge(), MANDATORY), pointers);
    const { validUntil: _, ...endless } = shown;
    const { name: __, ...nameless } = shown;
    expect(await findingOf(tampered(shown))).toBe('does not hold');
    expect(await findingOf({ ...shown, awardedDate: '2026-01-01T00:00:00Z' })).not.toBe('holds');
    expect(await findingOf({ ...shown, validUntil: '2099-01-01T00:00:00Z' })).not.toBe('holds');
    expect(await findingOf(endless)).not.toBe('holds');
    expect(await findingOf(nameless)).not.toBe('holds');
  });

  test('the published sample holds, and no longer when its text changes', async () => {
    const sample = readSharedJson(`${OB30}sd/derivedcredential.json`);
    if (!sample) return;
    expect(await findingOf(sample)).toBe('holds');
    const changed = JSON.stringify(sample).replace('Teamwork"', 'Teamworks"');
    expect(await findingOf(JSON.parse(changed))).toBe('does not hold');
  });
});

test.each(['simple_v1.json', 'simple-eddsa-2022.json', 'credential-status-revoked.json'])(
  'the published sample %s holds',
  async (file) => {
    const sample = readSharedJson(`${OB30}${file}`);
    if (sample) expect(await findingOf(sample)).toBe('holds');
  },
);
