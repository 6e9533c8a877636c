import { expect, test } from '@jest/globals';
import { profileUrl } from '../../src/domain/profile.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { didDocumentOf } from '../../src/usecases/operations/published-documents.ts';
import { rotateKeys } from '../../src/usecases/operations/signing-keys.ts';
import { localDocument } from '../../src/usecases/verification/local-documents.ts';
import { codeOf } from '../formats/refusal.ts';
import { OPERATOR, ORIGIN } from '../harness.ts';
import { openScene } from './share-scene.ts';
import { verdictOf } from './soundness.ts';

// What a stranger would fetch: remembered, and never older than the rows that it is made of.
test('the documents of this service are the same bytes until a key or a bit is added', async () => {
  const scene = await openScene();
  const { service, profile, award, other } = scene;
  const deps = { ...service, origin: ORIGIN };
  const did = `${profileUrl(profile)}/did.json`;
  const badge = await badgeOf(service, award.id);
  const list = `${ORIGIN}/status/${badge.statusListId}`;
  const read = async (url: string) => new TextDecoder().decode(await localDocument(deps, url));
  for (const url of [did, list]) {
    expect(await localDocument(deps, url)).toBe(await localDocument(deps, url));
  }
  expect(JSON.parse(await read(did))).toEqual(await didDocumentOf(service, profile));
  const before = [await read(did), await read(list)];
  scene.clock.now = new Date(scene.clock.now.getTime() + 60_000);
  await rotateKeys(service, profile.id);
  await revokeAward(service, OPERATOR, { awardId: other.id });
  const after = [await read(did), await read(list)];
  expect(JSON.parse(after[0] ?? '')).toEqual(await didDocumentOf(service, profile));
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(await service.statusList(badge.statusListId ?? ''));
  expect(after[1]).not.toBe(before[1]);
  expect(await verdictOf(service, badge)).toBe('verified active');
  expect(await verdictOf(service, await badgeOf(service, other.id))).toBe('rejected revoked');
  const nobody = `${ORIGIN}/issuers/nobody/did.json`;
  expect(await codeOf(() => localDocument(deps, nobody))).toBe('remote_not_found');
  await scene.stop();
});
