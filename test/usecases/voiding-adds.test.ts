import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import {
  addLearnerPasskey,
  keyOwnerOf,
  removeLearnerPasskey,
} from '../../src/usecases/backpack/learner-passkeys.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { beginPasskey, type KeyDeps } from '../../src/usecases/people/passkeys.ts';
import { codeOf } from '../formats/refusal.ts';
import { NOW } from '../harness.ts';
import { LOST, type LostCard, openLostCard } from './lost-card.ts';
import { badge, newKey, signed } from './other-issuer.ts';

let lost: LostCard;
beforeEach(async () => {
  lost = await openLostCard();
});
afterEach(() => lost.scene.stop());

/** A badge whose issuer is a key: it verifies without a network. */
async function keyBadge(): Promise<Uint8Array> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  return new TextEncoder().encode(JSON.stringify(await signed(badge({ issuer }), method, key)));
}

const take = async (actor: LearnerActor) =>
  importBadge(lost.scene.service, actor, await keyBadge());
const imports = async () =>
  (await lost.scene.service.store.imports.listOf(lost.scene.lea.learnerId)).map(({ id }) => id);

/** A device that answers as it should: what is tested is what becomes of its key. */
function keyDeps(id: string): KeyDeps & typeof lost.scene.service {
  const { service } = lost.scene;
  const checkCreation = async () => ({
    id,
    publicKey: 'AA',
    transports: ['internal'],
    counter: 0,
  });
  return { ...service, passkeys: { ...service.passkeys, checkCreation } };
}

async function addKey(actor: LearnerActor, id: string): Promise<void> {
  const deps = keyDeps(id);
  const { challenge } = await beginPasskey(deps, keyOwnerOf(actor), 'Léa');
  await addLearnerPasskey(deps, actor, { response: {}, challenge, name: 'Téléphone' });
}
const keys = async () =>
  (await lost.scene.service.store.passkeys.listOf(lost.scene.lea.learnerId)).map(({ id }) => id);

describe('what is put in at the moment at which its card is made void is taken out (T53)', () => {
  test('a badge of elsewhere', async () => {
    const { voidBefore, thief, scene } = lost;
    const { badge: own } = await take(scene.lea);
    expect(await voidBefore('imports', () => take(thief))).toBe('card_required');
    expect(await imports()).toEqual([own.id]);
  });

  test('a passkey', async () => {
    const { voidBefore, thief, scene } = lost;
    await addKey(scene.lea, 'own');
    expect(await voidBefore('passkeys', () => addKey(thief, 'found'))).toBe('card_required');
    expect(await keys()).toEqual(['own']);
  });

  test('what a passkey of the thief adds, when that goes', async () => {
    const { voidBefore, thief, scene } = lost;
    await addKey(thief, 'found');
    const byKey: LearnerActor = { ...scene.lea, via: 'passkey:found' };
    expect(await voidBefore('imports', () => take(byKey))).toBe('card_required');
    expect([await keys(), await imports()]).toEqual([[], []]);
    expect(await codeOf(() => addKey(byKey, 'second'))).toBe('card_required');
    expect(await keys()).toEqual([]);
  });
});

describe('a card that is made void', () => {
  test('takes out what was put in since its loss alone, by itself or by what it bound', async () => {
    const { thief, scene, voidIt } = lost;
    scene.clock.now = new Date(Date.parse(LOST) - 60_000);
    const { badge: before } = await take(thief);
    await addKey(thief, 'before');
    scene.clock.now = NOW;
    await take(thief);
    await addKey(thief, 'since');
    await take({ ...scene.lea, via: 'passkey:since' });
    const { badge: later } = await take({ ...scene.lea, via: 'passkey:before' });
    await voidIt();
    expect(await imports()).toEqual([later.id, before.id]);
    expect(await keys()).toEqual(['before']);
  });

  test('ends what its passkey opened', async () => {
    const { thief, scene, voidIt } = lost;
    const { service, lea } = scene;
    await addKey(thief, 'found');
    await openLearnerSession(service, { ...lea, via: 'passkey:found' }, { mode: 'own' });
    await voidIt();
    expect(await service.store.links.listOf(lea.learnerId, 'learner-session')).toEqual([]);
  });
});

test('a passkey that is removed ends what it opened, and nobody else removes it', async () => {
  const { service, lea, noe } = lost.scene;
  await addKey(lea, 'own');
  await openLearnerSession(service, { ...lea, via: 'passkey:own' }, { mode: 'own' });
  await removeLearnerPasskey(service, noe, 'own');
  expect(await keys()).toEqual(['own']);
  expect(await service.store.links.listOf(lea.learnerId, 'learner-session')).toHaveLength(1);
  await removeLearnerPasskey(service, lea, 'own');
  expect(await keys()).toEqual([]);
  expect(await service.store.links.listOf(lea.learnerId, 'learner-session')).toEqual([]);
});
