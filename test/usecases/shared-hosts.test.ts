import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  badge,
  didDocument,
  newKey,
  openWorld,
  signed,
  statusEntry,
  statusList,
  type World,
} from './other-issuer.ts';

const VICTIM = 'https://shared.test/victim/profile.json';
const key = newKey();
const methodAt = (path: string) => `https://shared.test/${path}`;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.documents.clear());
afterAll(() => world.stop());

/** A badge in the victim's name, signed with a key at some address of the same host. */
async function badgeBy(path: string): Promise<JsonObject> {
  const claimed = badge({ issuer: { id: VICTIM, type: ['Profile'], name: 'Victime' } });
  world.documents.set(`shared.test/${path}`, {
    id: methodAt(path),
    controller: VICTIM,
    publicKeyMultibase: key.multibase,
  });
  return signed(claimed, { verificationMethod: methodAt(path) }, key);
}

const profile = (change: JsonObject) =>
  world.documents.set('shared.test/victim/profile.json', {
    id: VICTIM,
    type: 'Profile',
    ...change,
  });

describe('an issuer on a host that many share (T15)', () => {
  test('whose profile lists the key is bound to it', async () => {
    profile({ assertionMethod: [methodAt('victim/key.json')] });
    expect(await world.verify(await badgeBy('victim/key.json'))).toMatchObject({
      verdict: 'verified',
    });
  });

  test('whose profile lists another key is not: the neighbour’s is never fetched', async () => {
    profile({ assertionMethod: [methodAt('victim/key.json')] });
    const finding = await world.verify(await badgeBy('mallory/key.json'));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('verification_method_not_found');
    expect(finding.asked).toEqual(['shared.test/victim/profile.json']);
  });

  test('whose profile lists no key leaves it unknown, never passed', async () => {
    profile({});
    const finding = await world.verify(await badgeBy('mallory/key.json'));
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContain('key_unlisted');
  });
});

test('a list is believed only where it says that it is, also when its text is known (T22)', async () => {
  const list = await signed(await statusList([]));
  world.documents.set('other.test/.well-known/did.json', didDocument());
  world.documents.set('other.test/status/1', list);
  world.documents.set('other.test/status/2', list);
  const url = 'https://other.test/status/2';
  const here = await signed(badge({ credentialStatus: statusEntry() }));
  const moved = statusEntry({ id: `${url}#7`, statusListCredential: url });
  const there = await signed(badge({ credentialStatus: moved }));
  expect(await world.verify(here)).toMatchObject({ verdict: 'verified' });
  for (const _ of [1, 2]) {
    expect(await world.verify(there)).toMatchObject({
      verdict: 'undetermined',
      codes: ['status_id_mismatch'],
    });
  }
});

test('a bit of another purpose is not called a revocation (bitstring status list, statusPurpose)', async () => {
  world.documents.set('other.test/.well-known/did.json', didDocument());
  const url = 'https://other.test/status/9';
  const purpose = { statusPurpose: 'attention' };
  world.documents.set(
    'other.test/status/9',
    await signed(await statusList([7], { id: url }, purpose)),
  );
  const credentialStatus = statusEntry({ ...purpose, statusListCredential: url });
  const finding = await world.verify(await signed(badge({ credentialStatus })));
  expect(finding).toMatchObject({
    verdict: 'undetermined',
    codes: ['status_purpose_unsupported'],
  });
});

test('an identity that another origin answers for is not believed (T03)', async () => {
  const there = 'https://mallory.test/did.json';
  world.documents.set('other.test/.well-known/did.json', { redirectTo: there });
  world.documents.set('mallory.test/did.json', didDocument());
  const finding = await world.verify(await signed(badge()));
  expect(finding).toMatchObject({ verdict: 'undetermined' });
  expect(finding.codes).toContain('egress_redirects');
});
