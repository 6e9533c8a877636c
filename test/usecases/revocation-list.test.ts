import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, DID_JSON, OTHER, signed, useWorld } from './other-issuer.ts';

// Checklist 6.2: the 1EdTech revocation list, deprecated and still in use.

const world = useWorld();

let url = '';
let place = '';
let tests = 0;
beforeEach(() => {
  tests += 1;
  place = `other.test/revocations/${tests}`;
  url = `https://${place}`;
});

const BASES = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
];
const ID = 'https://other.test/badges/1';

async function verifyWith(list: JsonObject | undefined, change: JsonObject = {}) {
  if (list) world().documents.set(place, list);
  const credentialStatus = { id: url, type: '1EdTechRevocationList' };
  const given = await signed(badge({ '@context': BASES, credentialStatus, ...change }));
  return world().verify(given);
}

const listOf = (entries: JsonObject[], change: JsonObject = {}): JsonObject => ({
  id: url,
  issuer: OTHER,
  revokedCredential: entries,
  ...change,
});

describe('a list without a proof, by its issuer', () => {
  test.each<[string, JsonObject[], JsonObject]>([
    ['names it', [{ id: ID, revocationReason: 'Erreur' }], {}],
    ['names it as revoked', [{ id: 'https://other.test/2' }, { id: ID, revoked: true }], {}],
    [
      'names it with white space and percent signs',
      [{ id: ' https://other.test/badges%2F1 ' }],
      {},
    ],
    ['names it under the older word', [], { revokedCredentials: [{ id: ID }] }],
    ['is by the issuer as an object', [{ id: ID }], { issuer: { id: OTHER } }],
  ])('%s: revoked', async (_, entries, change) => {
    const list = listOf(entries, change);
    if ('revokedCredentials' in list) delete list['revokedCredential'];
    expect(await verifyWith(list)).toMatchObject({ verdict: 'rejected', codes: ['revoked'] });
  });

  test.each<[string, JsonObject[]]>([
    ['names nobody', []],
    ['names another', [{ id: 'https://other.test/badges/2' }]],
    ['takes it back', [{ id: ID, revoked: false }]],
  ])('%s: good', async (_, entries) => {
    const finding = await verifyWith(listOf(entries));
    expect(finding).toMatchObject({ verdict: 'verified', codes: [] });
    expect(finding.asked.sort()).toEqual([DID_JSON, place]);
  });

  test('is asked for once within 5 minutes (T23)', async () => {
    await verifyWith(listOf([]));
    expect((await verifyWith(listOf([{ id: ID }]))).asked).toEqual([DID_JSON]);
    world().clock.now = new Date(world().clock.now.getTime() + 300_000);
    expect(await verifyWith(listOf([{ id: ID }]))).toMatchObject({ codes: ['revoked'] });
  });
});

describe('what cannot be relied on is neither good nor bad', () => {
  test.each<[string, string, JsonObject]>([
    ['of another issuer (row 69)', 'status_issuer_mismatch', { issuer: 'did:web:stranger.test' }],
    ['of nobody', 'status_issuer_mismatch', { issuer: [] }],
    ['with another id (row 72)', 'status_id_mismatch', { id: 'https://other.test/else' }],
    ['whose entries are none', 'status_encoding', { revokedCredential: ['x'] }],
    ['without entries', 'status_encoding', { revokedCredential: { id: ID } }],
  ])('a list %s', async (_, code, change) => {
    const finding = await verifyWith(listOf([{ id: ID }], change));
    expect(finding).toMatchObject({ verdict: 'undetermined', codes: [code] });
  });

  test('a list that is not there', async () => {
    expect(await verifyWith(undefined)).toMatchObject({
      verdict: 'undetermined',
      codes: ['status_unreachable'],
    });
  });

  test('a list that lives elsewhere than it says: it has no signature to travel with (T03)', async () => {
    world().documents.set('elsewhere.test/list', listOf([]));
    expect(await verifyWith({ redirectTo: 'https://elsewhere.test/list' })).toMatchObject({
      codes: ['status_unreachable'],
    });
  });

  test('what was read unsigned here never passes for a signed list (T22)', async () => {
    const unsigned = listOf([], {
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    });
    expect(await verifyWith(unsigned)).toMatchObject({ verdict: 'verified' });
    const credentialStatus = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: url,
    };
    expect(await verifyWith(unsigned, { credentialStatus })).toMatchObject({
      verdict: 'undetermined',
    });
  });
});
