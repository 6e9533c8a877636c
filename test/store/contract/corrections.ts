import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newCorrection } from '../learner-samples.ts';
import { newAward, newCredential, newId, newRevocation, newWriter } from '../samples.ts';

export function correctionsContract(use: () => Handles): void {
  test('each correction of an award takes a number, and they are listed by it', async () => {
    const { store, other } = use();
    const [awardId, beside] = [newId(), newId()].sort();
    if (!awardId || !beside) throw new Error('two');
    const workshop = { title: 'Robots « 2 »', date: '2026-03-18', hours: 1.5 };
    const corrections = [
      newCorrection({ awardId, number: 1 }),
      newCorrection({ awardId, number: 2, workshop, sentence: 'Un bel atelier.', wasWrong: true }),
      newCorrection({ awardId, number: 10 }),
      newCorrection({ awardId: beside }),
    ];
    for (const each of corrections.toReversed()) {
      expect(await store.awards.correct(each)).toBe(true);
    }
    await store.awards.correct(newCorrection());
    expect(await other.awards.correctionsOf([beside, awardId])).toStrictEqual(corrections);
    expect(await other.awards.correctionsOf([])).toEqual([]);
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).awards.correct(newCorrection({ awardId, number: 11 })),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('corrected awards are listed by id, each once, a page at a time', async () => {
    const { store, other } = use();
    const [once, twice, never] = [newId(), newId(), newId()];
    await store.awards.insertMany([newAward({ id: never })]);
    for (const [awardId, number] of [
      [once, 1],
      [twice, 1],
      [twice, 2],
    ] as const) {
      await store.awards.correct(newCorrection({ awardId, number }));
    }
    const listed: string[] = [];
    let page: string[] = [];
    do {
      const after = listed.at(-1);
      page = await other.awards.listCorrected({ limit: 2, ...(after ? { after } : {}) });
      listed.push(...page);
    } while (page.length > 0);
    // A database may hold corrections of other tests.
    expect(listed).toEqual([...new Set(listed)].sort());
    expect(listed).toEqual(expect.arrayContaining([once, twice]));
    expect(listed).not.toContain(never);
  });

  test('a badge whose wrong first copy is taken back is held; one that has no good copy is not', async () => {
    const { store, other } = use();
    const [profileId, writer] = [newId(), newWriter()];
    const [corrected, ended] = [newAward({ profileId }), newAward({ profileId })];
    await store.awards.insertMany([corrected, ended]);
    const wrong = newCredential({ profileId, awardId: corrected.id });
    const right = newCredential({ profileId, awardId: corrected.id });
    const only = newCredential({ profileId, awardId: ended.id });
    await store.credentials.commit([wrong, right, only], writer.entryOf);
    await store.revocations.insertMany(
      [wrong, only].map(({ id }) => newRevocation({ credentialRowId: id, profileId })),
      writer.entryOfEvents,
    );
    expect(await other.awards.countHeld(profileId, {})).toBe(1);
  });
}
