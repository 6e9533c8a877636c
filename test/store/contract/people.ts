import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { inOrder, newId, newLearner, newWorkshop } from '../samples.ts';

export function peopleContract(use: () => Handles): void {
  test('a learner comes back as they went in, inside their profile only', async () => {
    const { store, other } = use();
    const bare = newLearner();
    const full = newLearner({ nickname: 'Zo\u{1F916}', band: '15-17', bandUntil: '2027-05' });
    expect(await store.learners.insertMany([bare, full])).toEqual(new Set([bare.id, full.id]));
    expect(await other.learners.get(bare.profileId, bare.id)).toStrictEqual(bare);
    expect(await other.learners.get(full.profileId, full.id)).toStrictEqual(full);
    // DESIGN section 9: every question takes the profile; another profile's learner is not there.
    expect(await store.learners.get(full.profileId, bare.id)).toBeUndefined();
  });

  test('of many learners only those that were not there go in', async () => {
    const { store, other } = use();
    const known = newLearner();
    const { profileId, nameKey } = known;
    await store.learners.insertMany([known]);
    const sameName = newLearner({ profileId, nameKey });
    const sameId = newLearner({ id: known.id });
    const twin = newLearner({ profileId });
    const twinAgain = newLearner({ profileId, nameKey: twin.nameKey });
    const elsewhere = newLearner({ nameKey });
    const went = await other.learners.insertMany([sameName, sameId, twin, twinAgain, elsewhere]);
    expect(went).toEqual(new Set([twin.id, elsewhere.id]));
    expect(await store.learners.get(profileId, known.id)).toStrictEqual(known);
    expect(await store.learners.get(profileId, sameName.id)).toBeUndefined();
    expect(await store.learners.get(profileId, twinAgain.id)).toBeUndefined();
    expect(await store.learners.insertMany([])).toEqual(new Set());
  });

  test('of 50 parallel inserts of one name exactly one goes in', async () => {
    const { store, other } = use();
    const profileId = newId();
    const nameKey = newId();
    const went = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).learners.insertMany([newLearner({ profileId, nameKey })]),
      ),
    );
    expect(went.reduce((sum, { size }) => sum + size, 0)).toBe(1);
  });

  test('people are found by full name, all those who bear it', async () => {
    const { store } = use();
    const profileId = newId();
    const fullNameKey = 'léa|martin';
    const first = newLearner({ profileId, fullNameKey, nickname: 'L1' });
    const second = newLearner({ profileId, fullNameKey, nickname: 'L2' });
    const third = newLearner({ profileId, fullNameKey: 'lea|martin' });
    const alien = newLearner({ fullNameKey });
    await store.learners.insertMany([first, second, third, alien]);
    const idsOf = async (...keys: string[]) =>
      inOrder((await store.learners.byFullNames(profileId, keys)).map(({ id }) => id));
    expect(await idsOf(fullNameKey)).toEqual(inOrder([first.id, second.id]));
    expect(await idsOf('lea|martin', fullNameKey, newId())).toEqual(
      inOrder([first.id, second.id, third.id]),
    );
    expect(await idsOf()).toEqual([]);
  });

  test('two thousand names are found in one question', async () => {
    const { store } = use();
    const profileId = newId();
    const learners = Array.from({ length: 2000 }, () => newLearner({ profileId }));
    await store.learners.insertMany(learners);
    const keys = learners.map(({ fullNameKey }) => fullNameKey);
    const found = await store.learners.byFullNames(profileId, keys);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2000);
  });

  test('a workshop is unique by id and by profile, title and date', async () => {
    const { store, other } = use();
    const workshop = newWorkshop({ hours: 1.5, place: 'Salle « Ada »' });
    const { profileId, title, date } = workshop;
    expect(await store.workshops.insert(workshop)).toBe(true);
    expect(await other.workshops.insert(newWorkshop({ id: workshop.id }))).toBe(false);
    expect(await other.workshops.insert(newWorkshop({ profileId }))).toBe(false);
    expect(await other.workshops.get(profileId, workshop.id)).toStrictEqual(workshop);
    expect(await other.workshops.byTitle(profileId, title, date)).toStrictEqual(workshop);
    const next = newWorkshop({ profileId, date: '2026-03-18' });
    expect(await store.workshops.insert(next)).toBe(true);
    expect(await store.workshops.get(profileId, next.id)).toStrictEqual(next);
    const both = await other.workshops.getMany(profileId, [workshop.id, newId(), next.id]);
    expect(both).toHaveLength(2);
    expect(both).toContainEqual(workshop);
    expect(await other.workshops.getMany(newId(), [workshop.id])).toEqual([]);
  });

  test('attending twice is attending once', async () => {
    const { store, other } = use();
    const workshop = newWorkshop();
    const learnerIds = [newId(), newId()];
    await store.workshops.insert(workshop);
    await store.workshops.attend(workshop.id, learnerIds);
    const third = newId();
    await other.workshops.attend(workshop.id, [...learnerIds, third]);
    await store.workshops.attend(workshop.id, []);
    await store.workshops.attend(newId(), [newId()]);
    const attendees = await store.workshops.attendeesOf(workshop.id);
    expect(inOrder(attendees)).toEqual(inOrder([...learnerIds, third]));
    expect(await store.workshops.attendeesOf(newId())).toEqual([]);
    expect(await other.workshops.attendedBy(third)).toEqual([workshop.id]);
    expect(await store.workshops.attendedBy(newId())).toEqual([]);
  });

  test('knows nothing of learners and workshops that were never put', async () => {
    const { store } = use();
    const workshop = newWorkshop();
    await store.workshops.insert(workshop);
    expect(await store.learners.get(newId(), newId())).toBeUndefined();
    expect(await store.workshops.get(newId(), workshop.id)).toBeUndefined();
    expect(await store.workshops.byTitle(newId(), workshop.title, workshop.date)).toBeUndefined();
  });
}
