import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Profile } from '../../src/domain/profile.ts';
import {
  findAchievement,
  importAchievements,
} from '../../src/usecases/operations/import-achievements.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import { codeOf } from '../formats/refusal.ts';
import { ACHIEVEMENT_TEXT, OPERATOR, openService, type TestService } from '../harness.ts';

let t: TestService;
let profile: Profile;
beforeEach(async () => {
  t = await openService();
  profile = await createProfile(t.service, OPERATOR, { name: 'Centre de la Gare' });
});
afterEach(() => t.stop());

const importText = (text: unknown = ACHIEVEMENT_TEXT, deps = t.service) =>
  importAchievements(deps, OPERATOR, profile.id, text);
const stored = () => t.service.store.achievements.listOf(profile.id, { limit: 100 });
const idsOf = (imported: readonly { achievement: Achievement }[]) =>
  imported.map(({ achievement }) => achievement.id);

/** Each names the other by an id that is stored. */
async function expectPair(): Promise<void> {
  const pair = await stored();
  expect(pair.map(({ inLanguage }) => inLanguage).sort()).toEqual(['en', 'fr']);
  const ids = pair.map(({ id }) => id).sort();
  expect(pair.flatMap(({ related }) => related.map(({ id }) => id)).sort()).toEqual(ids);
}

describe('an import', () => {
  test('publishes a text and its translation, each naming the other', async () => {
    const imported = await importText();
    expect(imported.map(({ fresh }) => fresh)).toEqual([true, true]);
    await expectPair();
  });

  test('signs each language with its own tags: none rather than those of the other (M3)', async () => {
    const { translation } = ACHIEVEMENT_TEXT;
    const tags = ['robotics'];
    const tagged = { ...ACHIEVEMENT_TEXT, name: 'Autre', translation: { ...translation, tags } };
    const tagsOf = async (text: unknown) =>
      (await importText(text)).map(({ achievement }) => [achievement.inLanguage, achievement.tags]);
    expect(await tagsOf(ACHIEVEMENT_TEXT)).toEqual([
      ['fr', ['robotique']],
      ['en', []],
    ]);
    expect(await tagsOf(tagged)).toEqual([
      ['fr', ['robotique']],
      ['en', ['robotics']],
    ]);
  });

  test('of the same file again changes nothing', async () => {
    const first = await importText();
    const again = await importText();
    expect(again).toEqual(first.map(({ achievement }) => ({ achievement, fresh: false })));
    await expectPair();
  });

  test('that was killed between the two is finished by the next', async () => {
    let inserts = 0;
    const { store } = t.service;
    const insert = async (achievement: Achievement) => {
      inserts += 1;
      if (inserts === 2) throw new Error('killed here');
      return store.achievements.insert(achievement);
    };
    const dying = {
      ...t.service,
      store: { ...store, achievements: { ...store.achievements, insert } },
    };
    await expect(importText(ACHIEVEMENT_TEXT, dying)).rejects.toThrow('killed here');
    const imported = await importText();
    expect(imported.map(({ fresh }) => fresh)).toEqual([false, true]);
    expect(idsOf(imported).sort()).toEqual((await stored()).map(({ id }) => id).sort());
    await expectPair();
  });

  test('beside another one answers what is stored', async () => {
    const both = await Promise.all([importText(), importText()]);
    const ids = new Set((await stored()).map(({ id }) => id));
    expect(ids.size).toBe(2);
    for (const id of both.flatMap(idsOf)) expect(ids.has(id)).toBe(true);
  });

  test('is not for others (T56)', async () => {
    const actor = { kind: 'member', memberId: 'm', profileId: 'another', role: 'owner' } as const;
    expect(
      await codeOf(() => importAchievements(t.service, actor, profile.id, ACHIEVEMENT_TEXT)),
    ).toBe('member_required');
  });
});

describe('an achievement is found', () => {
  test('by its id, its address or its exact name', async () => {
    const [french] = await importText();
    const { id, name } = french?.achievement ?? { id: '', name: '' };
    for (const words of [id, `https://issuer.test/achievements/${id}`, name, ` ${name} `]) {
      expect((await findAchievement(t.service, profile.id, words)).id).toBe(id);
    }
  });

  test('when there is one: of two with a name, none is guessed', async () => {
    await importText();
    await importText({ ...ACHIEVEMENT_TEXT, description: 'Autre texte.' });
    const find = (name: string) => codeOf(() => findAchievement(t.service, profile.id, name));
    expect(await find(ACHIEVEMENT_TEXT.name)).toBe('achievement_ambiguous');
    expect(await find('Robot')).toBe('achievement_unknown');
  });

  test('never in another profile (T56)', async () => {
    const [french] = await importText();
    const other = await createProfile(t.service, OPERATOR, { name: 'Autre centre' });
    expect(
      await codeOf(() => findAchievement(t.service, other.id, french?.achievement.id ?? '')),
    ).toBe('achievement_unknown');
  });
});
