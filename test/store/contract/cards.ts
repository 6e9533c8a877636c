import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newAddress, newCard, newPin } from '../learner-samples.ts';
import { AT, inOrder, LATER, newId } from '../samples.ts';

/** Before every date of other tests, so that forgetting takes nothing of theirs. */
const LONG_AGO = '2020-01-01T00:00:00Z';

export function cardsContract(use: () => Handles): void {
  test('a card comes back as it went in, inside its profile only', async () => {
    const { store, other } = use();
    const bare = newCard();
    const full = newCard({ picture: 'apple', usedAt: AT, voidedAt: LATER, lostSince: AT });
    for (const each of [bare, full]) expect(await store.cards.insert(each)).toBe(true);
    for (const { id, secretHash, codeHash } of [bare]) {
      expect(await other.cards.insert(newCard({ id }))).toBe(false);
      expect(await other.cards.insert(newCard({ secretHash }))).toBe(false);
      expect(await other.cards.insert(newCard({ codeHash }))).toBe(false);
    }
    expect(await other.cards.get(bare.profileId, bare.id)).toStrictEqual(bare);
    expect(await other.cards.get(full.profileId, full.id)).toStrictEqual(full);
    expect(await other.cards.get(full.profileId, bare.id)).toBeUndefined();
    expect(await other.cards.bySecretHash(bare.secretHash)).toStrictEqual(bare);
    expect(await other.cards.byCodeHash(full.codeHash)).toStrictEqual(full);
    // A card is opened by each secret in its own place only.
    expect(await other.cards.bySecretHash(bare.codeHash)).toBeUndefined();
    expect(await other.cards.byCodeHash(bare.secretHash)).toBeUndefined();
  });

  test('a card that was refused for one of its secrets has left nothing behind', async () => {
    const { store, other } = use();
    const card = newCard();
    await store.cards.insert(card);
    const refused = newCard({ codeHash: card.codeHash });
    expect(await other.cards.insert(refused)).toBe(false);
    expect(await store.cards.get(refused.profileId, refused.id)).toBeUndefined();
    expect(await store.cards.bySecretHash(refused.secretHash)).toBeUndefined();
    expect(await store.cards.listOf(refused.learnerId)).toEqual([]);
    expect((await store.cards.byCodeHash(card.codeHash))?.id).toBe(card.id);
  });

  test('the cards of a learner are listed newest first, voided ones too', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const old = newCard({ learnerId, createdAt: AT });
    const young = newCard({ learnerId, createdAt: LATER });
    const alien = newCard();
    for (const each of [old, young, alien]) await store.cards.insert(each);
    await store.cards.void(old.id, { at: LATER, lostSince: AT });
    const voided = { ...old, voidedAt: LATER, lostSince: AT };
    expect(await other.cards.listOf(learnerId)).toStrictEqual([young, voided]);
    const many = await other.cards.listOfMany([learnerId, alien.learnerId, newId()]);
    expect(inOrder(many.map(({ id }) => id))).toEqual(inOrder([old.id, young.id, alien.id]));
    expect(many.find(({ id }) => id === old.id)).toStrictEqual(voided);
    expect(await other.cards.listOfMany([])).toEqual([]);
  });

  test('the first use of a card and its first voiding count', async () => {
    const { store, other } = use();
    const card = newCard();
    await store.cards.insert(card);
    await store.cards.use(card.id, AT);
    await other.cards.use(card.id, LATER);
    await other.cards.use(newId(), LATER);
    expect(await other.cards.bySecretHash(card.secretHash)).toStrictEqual({ ...card, usedAt: AT });
    const voidings = Array.from({ length: 50 }, (_, at) => ({
      at: `2026-03-14T10:00:${10 + at}Z`,
      lostSince: `2026-03-13T10:00:${10 + at}Z`,
    }));
    const won = await Promise.all(
      voidings.map((voiding, at) => (at % 2 ? store : other).cards.void(card.id, voiding)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const first = voidings[won.indexOf(true)];
    const { at: voidedAt, lostSince } = first ?? { at: '', lostSince: '' };
    const ended = { ...card, usedAt: AT, voidedAt, lostSince };
    expect(await store.cards.void(card.id, { at: LATER, lostSince: LATER })).toBe(false);
    expect(await store.cards.byCodeHash(card.codeHash)).toStrictEqual(ended);
    expect(await store.cards.insert(card)).toBe(false);
  });

  test('a voided card may be said to be lost since before, never since after', async () => {
    const { store, other } = use();
    const [lost, good] = [newCard(), newCard()];
    for (const each of [lost, good]) await store.cards.insert(each);
    await store.cards.void(lost.id, { at: LATER, lostSince: LATER });
    for (const since of [AT, LATER]) await other.cards.lostEarlier(lost.id, since);
    for (const id of [good.id, newId()]) await other.cards.lostEarlier(id, AT);
    const voided = { ...lost, voidedAt: LATER, lostSince: AT };
    expect(await store.cards.get(lost.profileId, lost.id)).toStrictEqual(voided);
    expect(await store.cards.get(good.profileId, good.id)).toStrictEqual(good);
  });

  test('voided cards are paged by id', async () => {
    const { store, other } = use();
    const cards = Array.from({ length: 4 }, () => newCard());
    for (const each of cards) await store.cards.insert(each);
    const [good, ...lost] = cards;
    for (const { id } of lost) await store.cards.void(id, { at: LATER, lostSince: AT });
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const page = await other.cards.listVoided({ limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
    }
    // A database may hold cards of other tests.
    expect(seen).toEqual([...seen].sort());
    expect(seen).toEqual(expect.arrayContaining(lost.map(({ id }) => id)));
    expect(seen).not.toContain(good?.id);
  });

  test('the PINs of a learner are listed newest first, until they are removed', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const old = newPin({ learnerId, setAt: AT });
    const young = newPin({ learnerId, setAt: LATER });
    for (const each of [old, young, newPin()]) expect(await store.pins.insert(each)).toBe(true);
    expect(await other.pins.insert(newPin({ id: old.id }))).toBe(false);
    expect(await other.pins.listOf(learnerId)).toStrictEqual([young, old]);
    await other.pins.remove(young.id);
    await other.pins.remove(young.id);
    expect(await store.pins.listOf(learnerId)).toStrictEqual([old]);
    expect(await store.pins.listOf(newId())).toEqual([]);
  });

  // SECURITY T55: guesses made at once are counted each, or a limit of five lets fifty through.
  test('of 50 parallel guesses exactly one takes each number', async () => {
    const { store, other } = use();
    const subject = `pin:${newId()}`;
    const guess = (number: number, at = AT) => ({ subject, number, at });
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? store : other).attempts.insert(guess(1))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.attempts.insert(guess(10, LATER))).toBe(true);
    expect(await store.attempts.insert(guess(2))).toBe(true);
    expect(await store.attempts.insert({ ...guess(1), subject: newId() })).toBe(true);
    expect(await other.attempts.listOf(subject)).toStrictEqual([
      { number: 1, at: AT },
      { number: 2, at: AT },
      { number: 10, at: LATER },
    ]);
    await other.attempts.clear(subject);
    expect(await store.attempts.listOf(subject)).toEqual([]);
    expect(await store.attempts.insert(guess(1))).toBe(true);
  });

  test('forgetting takes the guesses made before a moment', async () => {
    const { store, other } = use();
    const subject = newId();
    await store.attempts.insert({ subject, number: 1, at: '2019-12-31T23:59:59Z' });
    await store.attempts.insert({ subject, number: 2, at: LONG_AGO });
    await other.attempts.forget(LONG_AGO);
    expect(await store.attempts.listOf(subject)).toStrictEqual([{ number: 2, at: LONG_AGO }]);
  });

  test('brothers and sisters may share an address; each has it once', async () => {
    const { store, other } = use();
    const email = `${newId()}@maison.test`;
    const old = newAddress({ email });
    const young = newAddress({ email, confirmedAt: LATER, via: `card:${newId()}` });
    for (const each of [young, old, newAddress({ email: `a${email}` })]) {
      expect(await store.addresses.insert(each)).toBe(true);
    }
    const { id, learnerId } = old;
    expect(await other.addresses.insert(newAddress({ id }))).toBe(false);
    expect(await other.addresses.insert(newAddress({ learnerId, email }))).toBe(false);
    expect(await other.addresses.byEmail(email)).toStrictEqual([old, young]);
    expect(await other.addresses.byEmail(newId())).toEqual([]);
  });

  test('the addresses of a learner are listed oldest first, until they are removed', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const young = newAddress({ learnerId, confirmedAt: LATER });
    const old = newAddress({ learnerId });
    for (const each of [young, old, newAddress()]) await store.addresses.insert(each);
    // SECURITY: nobody takes away an address of somebody else.
    await other.addresses.remove(newId(), old.id);
    expect(await other.addresses.listOf(learnerId)).toStrictEqual([old, young]);
    await other.addresses.remove(learnerId, old.id);
    await other.addresses.remove(learnerId, old.id);
    expect(await store.addresses.listOf(learnerId)).toStrictEqual([young]);
    expect(await store.addresses.byEmail(old.email)).toEqual([]);
    expect(await store.addresses.insert(newAddress({ learnerId, email: old.email }))).toBe(true);
  });

  test('a member is one learner, and a learner one member', async () => {
    const { store, other } = use();
    const [memberId, learnerId] = [newId(), newId()];
    expect(await store.ownLearners.insert({ memberId, learnerId })).toBe(true);
    expect(await other.ownLearners.insert({ memberId, learnerId: newId() })).toBe(false);
    expect(await other.ownLearners.insert({ memberId: newId(), learnerId })).toBe(false);
    expect(await other.ownLearners.learnerOf(memberId)).toBe(learnerId);
    expect(await other.ownLearners.memberOf(learnerId)).toBe(memberId);
    expect(await other.ownLearners.learnerOf(learnerId)).toBeUndefined();
    expect(await other.ownLearners.memberOf(newId())).toBeUndefined();
    expect(await other.ownLearners.learnersOf([newId(), memberId])).toEqual(
      new Map([[memberId, learnerId]]),
    );
    expect(await other.ownLearners.membersOf([learnerId, newId()])).toEqual(
      new Map([[learnerId, memberId]]),
    );
    expect([await other.ownLearners.learnersOf([]), await other.ownLearners.membersOf([])]).toEqual(
      [new Map(), new Map()],
    );
    await other.ownLearners.remove({ memberId, learnerId: newId() });
    expect(await store.ownLearners.learnerOf(memberId)).toBe(learnerId);
    await other.ownLearners.remove({ memberId, learnerId });
    await other.ownLearners.remove({ memberId, learnerId });
    expect(await store.ownLearners.memberOf(learnerId)).toBeUndefined();
    expect(await store.ownLearners.insert({ memberId: newId(), learnerId })).toBe(true);
  });
}
