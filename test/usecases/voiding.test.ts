import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { confirmAddress, removeAddress } from '../../src/usecases/backpack/learner-addresses.ts';
import {
  openLearnerSession,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { choosePin, hasPin } from '../../src/usecases/backpack/pin.ts';
import { removeAward } from '../../src/usecases/backpack/removals.ts';
import { takeAlong } from '../../src/usecases/backpack/take-along.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { makeLink } from '../../src/usecases/people/make-link.ts';
import { finishVoidings } from '../../src/usecases/people/undo-lost.ts';
import { waitingErasure } from '../../src/usecases/people/waiting-erasure.ts';
import { hashOf } from '../../src/usecases/secrets.ts';
import { codeOf } from '../formats/refusal.ts';
import { NOW } from '../harness.ts';
import { LOST, type LostCard, openLostCard } from './lost-card.ts';
import { type Scene, share } from './share-scene.ts';

let scene: Scene;
/** Whoever found the card. */
let thief: LearnerActor;
let voidIt: LostCard['voidIt'];
let voidBefore: LostCard['voidBefore'];

beforeEach(async () => {
  ({ scene, thief, voidIt, voidBefore } = await openLostCard());
});
afterEach(() => scene.stop());

const shareAs = (lea: LearnerActor) => share({ ...scene, lea });
const isOpen = async (id: string) =>
  (await scene.service.store.shares.get(scene.profile.id, id))?.withdrawnAt === undefined;

async function addAddress(actor: LearnerActor, email: string): Promise<void> {
  const { learnerId: targetId, profileId, via } = actor;
  const parts = { kind: 'address', targetId, profileId, binding: email } as const;
  const given = { ...parts, ...(via ? { note: via } : {}) };
  const secret = await makeLink(scene.service, given, { minutes: 60, bytes: 32 });
  const link = await scene.service.store.links.get(hashOf(scene.service, secret));
  if (!link) throw new Error('The link is gone.');
  await confirmAddress(scene.service, link);
}

describe('what is done at the moment at which its card is made void is undone (T53)', () => {
  test('a share', async () => {
    expect(await voidBefore('shares', () => shareAs(thief))).toBe('card_required');
    const shares = await scene.service.store.shares.listOfLearner(
      scene.profile.id,
      scene.lea.learnerId,
    );
    expect(shares.map(({ withdrawnAt }) => withdrawnAt !== undefined)).toEqual([true]);
  });

  test('a PIN', async () => {
    const { secret } = await openLearnerSession(scene.service, thief, { mode: 'own' });
    const { link } = await useLearnerSession(scene.service, secret);
    const choose = () => choosePin(scene.service, { actor: thief, link }, '4071');
    expect(await voidBefore('pins', choose)).toBe('card_required');
    expect(await hasPin(scene.service, scene.lea.learnerId)).toBe(false);
  });

  test('an address', async () => {
    const add = () => addAddress(thief, 'thief@elsewhere.test');
    expect(await voidBefore('addresses', add)).toBe('not_found');
    expect(await scene.service.store.addresses.listOf(scene.lea.learnerId)).toEqual([]);
  });

  test('a badge that is deleted', async () => {
    const { service, lea, award } = scene;
    const remove = () => removeAward(service, thief, award.id);
    expect(await voidBefore('removals', remove)).toBe('card_required');
    expect(await service.store.removals.listOf(lea.learnerId)).toEqual([]);
  });

  test('an erasure', async () => {
    const ask = () => askErasure(scene.service, thief, scene.lea.learnerId);
    expect(await voidBefore('erasures', ask)).toBe('card_required');
    expect(await waitingErasure(scene.service, scene.lea.learnerId)).toBeUndefined();
  });
});

describe('a card that is made void', () => {
  test('takes up again what was deleted and handed back with it, and nothing else', async () => {
    const { service, lea, award } = scene;
    const [stolen, own] = [await scene.awardAgain('stolen'), await scene.awardAgain('own')];
    await removeAward(service, thief, award.id);
    await answerAward(service, thief, { awardId: stolen.id, answer: 'declined' });
    await answerAward(service, lea, { awardId: own.id, answer: 'declined' });
    expect(await voidIt()).toMatchObject({ removals: 2 });
    const left = await service.store.removals.listOf(lea.learnerId);
    expect(left.map(({ awardId }) => awardId)).toEqual([own.id]);
    expect(await voidIt()).toMatchObject({ removals: 0 });
  });

  test('leaves what was handed back before it was lost', async () => {
    const { id: awardId } = await scene.awardAgain();
    await answerAward(scene.service, thief, { awardId, answer: 'declined' });
    scene.clock.now = new Date(NOW.getTime() + 60_000);
    expect(await voidIt(scene.clock.now.toISOString())).toMatchObject({ removals: 0 });
    expect(await scene.service.store.removals.ofAwards([awardId])).toHaveLength(1);
  });

  test('calls off the erasure that was asked for with it, and no other', async () => {
    await askErasure(scene.service, thief, scene.lea.learnerId);
    await voidIt();
    expect(await waitingErasure(scene.service, scene.lea.learnerId)).toBeUndefined();
    await askErasure(scene.service, scene.lea, scene.lea.learnerId);
    await voidIt();
    expect(await waitingErasure(scene.service, scene.lea.learnerId)).toBeDefined();
  });

  test('first as replaced and then as lost before undoes what was done since', async () => {
    const { share: made } = await shareAs(thief);
    scene.clock.now = new Date(NOW.getTime() + 60_000);
    await voidIt(scene.clock.now.toISOString());
    expect(await isOpen(made.id)).toBe(true);
    await voidIt(LOST);
    expect(await isOpen(made.id)).toBe(false);
  });

  test('takes back the copies for an address that it added', async () => {
    const { service, lea, award } = scene;
    await addAddress(thief, 'thief@elsewhere.test');
    const [address] = await service.store.addresses.listOf(lea.learnerId);
    const command = { awardId: award.id, addressId: address?.id ?? '' };
    const copy = await takeAlong(service, thief, command);
    await voidIt();
    expect(await service.store.revocations.of([copy.id])).toHaveLength(1);
  });

  test('of which a crash left the sessions opens nothing, and the next start ends the rest', async () => {
    const { service, lea } = scene;
    const { share: made } = await shareAs(thief);
    const session = await openLearnerSession(service, thief, { mode: 'own' });
    const { links } = service.store as { links: { listOf: unknown } };
    const { listOf } = links;
    links.listOf = () => Promise.reject(new Error('Killed.'));
    await expect(voidIt()).rejects.toThrow('Killed.');
    links.listOf = listOf;
    expect(await codeOf(() => useLearnerSession(service, session.secret))).toBe('card_required');
    expect(await isOpen(made.id)).toBe(true);
    expect(await finishVoidings(service)).toBe(1);
    expect(await isOpen(made.id)).toBe(false);
    expect(await service.store.links.listOf(lea.learnerId, 'learner-session')).toEqual([]);
    expect(await finishVoidings(service)).toBe(0);
  });
});

describe('an address that is removed', () => {
  test('takes its copies along; added again, it has a new one', async () => {
    const { service, lea, award } = scene;
    const take = async () => {
      await addAddress(lea, 'lea@elsewhere.test');
      const [address] = await service.store.addresses.listOf(lea.learnerId);
      const addressId = address?.id ?? '';
      return { addressId, copy: await takeAlong(service, lea, { awardId: award.id, addressId }) };
    };
    const first = await take();
    await removeAddress(service, lea, first.addressId);
    expect(await service.store.revocations.of([first.copy.id])).toHaveLength(1);
    const second = await take();
    expect(second.copy.id).not.toBe(first.copy.id);
    expect(await service.store.revocations.of([second.copy.id])).toEqual([]);
    // The badge itself stays good.
    const badge = (await service.store.credentials.listOfAwards([award.id])).find(({ id }) =>
      id.includes('.badge'),
    );
    expect(await service.store.revocations.of([badge?.id ?? ''])).toEqual([]);
  });
});
