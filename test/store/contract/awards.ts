import { expect, test } from '@jest/globals';
import type { Award } from '../../../src/domain/award.ts';
import type { Handles } from '../contract.ts';
import {
  AT,
  inOrder,
  LATER,
  newAward,
  newCredential,
  newId,
  newRevocation,
  newWriter,
} from '../samples.ts';

export function awardsContract(use: () => Handles): void {
  test('an award comes back as it went in', async () => {
    const { store, other } = use();
    const bare = newAward();
    const full = newAward({
      workshopId: newId(),
      sentence: 'Un atelier « très\u00a0réussi » 🤖\r\n',
      batchId: newId(),
      occasion: 'rattrapage',
    });
    expect(await store.awards.insertMany([bare, full])).toEqual(new Set([bare.id, full.id]));
    expect(await other.awards.get(bare.id)).toStrictEqual(bare);
    expect(await other.awards.get(full.id)).toStrictEqual(full);
  });

  // DESIGN section 9: one award per (profile, learner, achievement, occasion).
  test('the same learner, achievement and occasion are awarded once', async () => {
    const { store, other } = use();
    const award = newAward();
    const { id: _, ...same } = award;
    await store.awards.insertMany([award]);
    const double = newAward(same);
    const again = newAward({ ...same, occasion: '2027' });
    const elsewhere = newAward({ ...same, profileId: newId() });
    const went = await other.awards.insertMany([
      double,
      newAward({ id: award.id }),
      again,
      elsewhere,
    ]);
    expect(went).toEqual(new Set([again.id, elsewhere.id]));
    expect(await store.awards.get(award.id)).toStrictEqual(award);
    expect(await store.awards.get(double.id)).toBeUndefined();
    expect(await store.awards.insertMany([])).toEqual(new Set());
  });

  test('of 50 parallel batches of one award exactly one goes in', async () => {
    const { store, other } = use();
    const { id: _, ...same } = newAward();
    const went = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).awards.insertMany([newAward(same)]),
      ),
    );
    expect(went.reduce((sum, { size }) => sum + size, 0)).toBe(1);
  });

  test('the awards of some learners for some achievements, on every occasion', async () => {
    const { store } = use();
    const profileId = newId();
    const achievementId = newId();
    const [first, second] = [
      newAward({ profileId, achievementId }),
      newAward({ profileId, achievementId }),
    ];
    const { learnerId } = first;
    const again = newAward({ profileId, learnerId, achievementId, occasion: '2027' });
    const other = newAward({ profileId, learnerId });
    const noise = [
      newAward({ profileId, learnerId }),
      newAward({ profileId, achievementId }),
      newAward({ learnerId, achievementId }),
    ];
    await store.awards.insertMany([first, second, again, other, ...noise]);
    const ids = (learnerIds: string[], achievementIds: string[]) =>
      store.awards
        .ofLearners(profileId, learnerIds, achievementIds)
        .then((awards) => inOrder(awards.map(({ id }) => id)));
    const both = [learnerId, second.learnerId, newId()];
    expect(await ids(both, [achievementId, newId()])).toEqual(
      inOrder([first.id, second.id, again.id]),
    );
    expect(await ids(both, [achievementId, other.achievementId])).toEqual(
      inOrder([first.id, second.id, again.id, other.id]),
    );
    expect(await ids([], [achievementId])).toEqual([]);
    expect(await ids(both, [])).toEqual([]);
  });

  test('some awards by their ids, as they stand', async () => {
    const { store, other } = use();
    const [kept, voided] = [newAward(), newAward()];
    await store.awards.insertMany([kept, voided, newAward()]);
    await store.awards.void(voided.id);
    const found = await other.awards.getMany([kept.id, voided.id, newId()]);
    expect(new Map(found.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [kept.id, 'intended'],
        [voided.id, 'voided'],
      ]),
    );
    expect(await other.awards.getMany([])).toEqual([]);
  });

  test('the last award of each of some learners', async () => {
    const { store, other } = use();
    const profileId = newId();
    const [one, two] = [newId(), newId()];
    const dates = ['2026-02-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-03-01T00:00:00Z'];
    const ofOne = dates.map((awardedDate) => newAward({ profileId, learnerId: one, awardedDate }));
    const ofTwo = newAward({ profileId, learnerId: two });
    const elsewhere = newAward({ learnerId: one, awardedDate: '2026-05-01T00:00:00Z' });
    await store.awards.insertMany([...ofOne, ofTwo, elsewhere, newAward({ profileId })]);
    const last = await other.awards.lastOfLearners(profileId, [one, two, newId(), one]);
    expect(inOrder(last.map(({ id }) => id))).toEqual(inOrder([ofOne[1]?.id ?? '', ofTwo.id]));
    expect(await other.awards.lastOfLearners(profileId, [])).toEqual([]);
  });

  test('badges that are held are counted: neither unsigned nor voided nor revoked ones', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const [profileId, achievementId, workshopId] = [newId(), newId(), newId()];
    const make = (parts: Partial<Award> = {}) => newAward({ profileId, achievementId, ...parts });
    const held = [make(), make({ workshopId }), make({ achievementId: newId(), workshopId })];
    const [revoked, copied, voided] = [make({ workshopId }), make(), make()];
    await store.awards.insertMany([...held, revoked, copied, voided, make(), newAward()]);
    await store.awards.void(voided.id);
    const badges = [...held, revoked, copied].map(({ id }) => newCredential({ awardId: id }));
    const copy = newCredential({ awardId: copied.id, kind: 'email' });
    await store.credentials.commit([...badges, copy], writer.entryOf);
    const ended = badges.find(({ awardId }) => awardId === revoked.id);
    await store.revocations.insertMany(
      [ended, copy].map((each) => newRevocation({ credentialRowId: each?.id ?? '' })),
      writer.entryOfEvents,
    );
    expect(await other.awards.countHeld(profileId, { achievementId })).toBe(3);
    expect(await other.awards.countHeld(profileId, { workshopId })).toBe(2);
    expect(await other.awards.countHeld(profileId, {})).toBe(4);
    expect(await other.awards.countHeld(newId(), { achievementId })).toBe(0);
  });

  test('the awards of a learner are listed newest first', async () => {
    const { store } = use();
    const profileId = newId();
    const learnerId = newId();
    const dates = ['2026-02-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-03-01T00:00:00Z'];
    const awards = dates.map((awardedDate) => newAward({ profileId, learnerId, awardedDate }));
    await store.awards.insertMany([...awards, newAward({ profileId }), newAward({ learnerId })]);
    const listed = await store.awards.listOfLearner(profileId, learnerId);
    expect(listed.map(({ awardedDate }) => awardedDate)).toEqual([...dates].sort().reverse());
  });

  test('the awards of a profile are paged by id, each once', async () => {
    const { store } = use();
    const profileId = newId();
    const awards = Array.from({ length: 10 }, () => newAward({ profileId }));
    await store.awards.insertMany([...awards, newAward()]);
    const ids = inOrder(awards.map(({ id }) => id));
    const page = async (after?: string) =>
      (
        await store.awards.listOf(profileId, {
          limit: 4,
          ...(after === undefined ? {} : { after }),
        })
      ).map(({ id }) => id);
    expect(await page()).toEqual(ids.slice(0, 4));
    expect(await page(ids[3])).toEqual(ids.slice(4, 8));
    expect(await page(ids[7])).toEqual(ids.slice(8));
    expect(await page(ids[9])).toEqual([]);
  });

  test('intended awards are found by id until they are issued or voided', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const [kept, issued, voided] = [newAward(), newAward(), newAward()];
    await store.awards.insertMany([kept, issued, voided]);
    const intended = async () => {
      const found: string[] = [];
      let page: Award[] = [];
      do {
        const after = page.at(-1)?.id;
        page = await other.awards.listIntended({
          limit: 1000,
          ...(after === undefined ? {} : { after }),
        });
        found.push(...page.map(({ id }) => id));
      } while (page.length > 0);
      expect(found).toEqual(inOrder(found));
      return new Set(found);
    };
    expect((await intended()).has(issued.id)).toBe(true);
    await store.credentials.commit([newCredential({ awardId: issued.id })], writer.entryOf);
    await store.awards.void(voided.id);
    const left = await intended();
    expect([kept, issued, voided].map(({ id }) => left.has(id))).toEqual([true, false, false]);
    expect(await other.awards.get(issued.id)).toStrictEqual({ ...issued, state: 'issued' });
    expect(await other.awards.get(voided.id)).toStrictEqual({ ...voided, state: 'voided' });
  });

  test('an issued award stays issued', async () => {
    const { store, other } = use();
    const award = newAward();
    await store.awards.insertMany([award]);
    await store.credentials.commit([newCredential({ awardId: award.id })], newWriter().entryOf);
    await other.awards.void(award.id);
    expect((await store.awards.get(award.id))?.state).toBe('issued');
  });

  test('a voided award stays voided; voiding again, or nothing, is harmless', async () => {
    const { store, other } = use();
    const award = newAward();
    await store.awards.insertMany([award]);
    await store.awards.void(award.id);
    await store.awards.void(award.id);
    await store.awards.void(newId());
    const late = newCredential({ awardId: award.id });
    const good = newCredential();
    const writer = newWriter();
    const leftOut = await other.credentials.commit([late, good], writer.entryOf);
    expect(leftOut).toEqual(new Set([late.id]));
    expect((await store.awards.get(award.id))?.state).toBe('voided');
    // What was taken back before it was signed never exists.
    expect(await store.credentials.get(late.id)).toBeUndefined();
    expect(await store.credentials.get(good.id)).toEqual(good);
  });

  test('the first answer counts, of 50 parallel ones exactly one', async () => {
    const { store, other } = use();
    const [award, mute] = [newId(), newId()];
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).awards.answer(award, at % 3 ? 'accepted' : 'declined', AT),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = won.indexOf(true) % 3 ? 'accepted' : 'declined';
    const opposite = winner === 'accepted' ? 'declined' : 'accepted';
    expect(await store.awards.answer(award, opposite, LATER)).toBe(false);
    expect(await other.awards.answersOf([award, mute])).toEqual(new Map([[award, winner]]));
    expect(await other.awards.answersOf([])).toEqual(new Map());
  });

  test('declined at the end, whatever was answered, it stays so', async () => {
    const { store, other } = use();
    const [kept, mute] = [newId(), newId()];
    await store.awards.answer(kept, 'accepted', AT);
    for (const id of [kept, mute, kept]) await other.awards.decline(id, LATER);
    expect(await store.awards.answer(mute, 'accepted', LATER)).toBe(false);
    const declined = new Map([kept, mute].map((id) => [id, 'declined']));
    expect(await store.awards.answersOf([kept, mute])).toEqual(declined);
  });

  test('lists the declined ones by id, a page at a time', async () => {
    const { store, other } = use();
    const [kept, first, second] = [newId(), newId(), newId()];
    await store.awards.answer(kept, 'accepted', AT);
    await store.awards.answer(first, 'declined', AT);
    await other.awards.answer(second, 'declined', AT);
    const declined: string[] = [];
    for (;;) {
      const after = declined.at(-1);
      const page = await other.awards.listDeclined({ limit: 2, ...(after ? { after } : {}) });
      declined.push(...page);
      if (page.length < 2) break;
    }
    // A database may hold answers of other tests.
    expect(declined).toEqual([...declined].sort());
    expect(declined).toEqual(expect.arrayContaining([first, second]));
    expect(declined).not.toContain(kept);
  });

  test('knows nothing of awards that were never put', async () => {
    const { store } = use();
    expect(await store.awards.get(newId())).toBeUndefined();
    expect(await store.awards.listOfLearner(newId(), newId())).toEqual([]);
    expect(await store.awards.listOf(newId(), { limit: 5 })).toEqual([]);
    expect(await store.awards.answersOf([newId()])).toEqual(new Map());
  });
}
