import { expect, test } from '@jest/globals';
import { fullNameKey, nameKey } from '../../../src/domain/learner.ts';
import type { Handles } from '../contract.ts';
import { newId, newLearner } from '../samples.ts';

function named(firstName: string, lastName: string, nickname: string) {
  const name = { firstName, lastName, nickname };
  return { ...name, nameKey: nameKey(name), fullNameKey: fullNameKey(name) };
}

export function learnerChangesContract(use: () => Handles): void {
  test('an age is set whole, for the own profile alone', async () => {
    const { store, other } = use();
    const learner = newLearner({ band: 'under15', bandUntil: '2026-05' });
    const { id, profileId } = learner;
    await store.learners.insertMany([learner]);
    await other.learners.setAge(newId(), id, { band: 'adult' });
    expect(await store.learners.get(profileId, id)).toStrictEqual(learner);
    await other.learners.setAge(profileId, id, { band: '15-17', bandUntil: '2029-05' });
    const older = { ...learner, band: '15-17', bandUntil: '2029-05' };
    expect(await store.learners.get(profileId, id)).toStrictEqual(older);
    const { band: _, bandUntil: __, ...bare } = learner;
    await other.learners.setAge(profileId, id, { band: 'adult' });
    expect(await store.learners.get(profileId, id)).toStrictEqual({ ...bare, band: 'adult' });
    await other.learners.setAge(profileId, id, {});
    expect(await store.learners.getMany(profileId, [id])).toStrictEqual([bare]);
    await other.learners.setAge(profileId, newId(), { band: 'adult' });
  });

  test('a renamed person is found by the new name, not by the old one', async () => {
    const { store, other } = use();
    const learner = newLearner({ ...named('Noémie', 'Durand', 'Nono'), band: 'adult' });
    const { id, profileId } = learner;
    await store.learners.insertMany([learner]);
    const after = named('Zélie', 'Martin', '');
    expect(await other.learners.rename(newId(), id, after)).toBe(false);
    expect(await store.learners.get(profileId, id)).toStrictEqual(learner);
    expect(await other.learners.rename(profileId, id, after)).toBe(true);
    expect(await store.learners.get(profileId, id)).toStrictEqual({ ...learner, ...after });
    expect(await store.learners.byFullNames(profileId, [learner.fullNameKey])).toEqual([]);
    const byName = await store.learners.byFullNames(profileId, [after.fullNameKey]);
    expect(byName.map((each) => each.id)).toEqual([id]);
    for (const word of ['noemie', 'durand', 'nono']) {
      expect(await store.learners.search(profileId, [word], 5)).toEqual([]);
    }
    const found = await store.learners.search(profileId, ['zel', 'martin'], 5);
    expect(found).toStrictEqual([{ ...learner, ...after }]);
    // The old name is free for somebody else, and for the way back.
    expect(await store.learners.rename(profileId, id, named('Noémie', 'Durand', 'Nono'))).toBe(
      true,
    );
    expect(await store.learners.rename(profileId, id, after)).toBe(true);
    const next = newLearner({ profileId, ...named('Noémie', 'Durand', 'Nono') });
    expect(await store.learners.insertMany([next])).toEqual(new Set([next.id]));
  });

  test('the name of another learner of the profile is refused, and nothing changes', async () => {
    const { store, other } = use();
    const profileId = newId();
    const taken = newLearner({ profileId, ...named('Zélie', 'Martin', '') });
    const learner = newLearner({ profileId, ...named('Noémie', 'Durand', '') });
    const { id } = learner;
    await store.learners.insertMany([taken, learner]);
    expect(await other.learners.rename(profileId, id, named('ZÉLIE', 'Martin', ''))).toBe(false);
    expect(await store.learners.get(profileId, id)).toStrictEqual(learner);
    const found = await store.learners.search(profileId, ['zelie'], 5);
    expect(found).toStrictEqual([taken]);
    // Only the way of writing their own name.
    const own = named('NOÉMIE', 'Durand', '');
    expect(await other.learners.rename(profileId, id, own)).toBe(true);
    expect((await store.learners.get(profileId, id))?.firstName).toBe('NOÉMIE');
    expect(await other.learners.rename(profileId, newId(), named('A', 'B', ''))).toBe(false);
  });

  test('of 20 people renamed to one name at once exactly one has it', async () => {
    const { store, other } = use();
    const profileId = newId();
    const learners = Array.from({ length: 20 }, () => newLearner({ profileId }));
    await store.learners.insertMany(learners);
    const name = named('Zélie', 'Martin', '');
    const won = await Promise.all(
      learners.map(({ id }, at) => (at % 2 ? store : other).learners.rename(profileId, id, name)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const byName = await store.learners.byFullNames(profileId, [name.fullNameKey]);
    expect(byName.map(({ id }) => id)).toEqual([learners[won.indexOf(true)]?.id]);
    expect(await store.learners.search(profileId, ['zelie'], 30)).toHaveLength(1);
  });
}
