import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Actor } from '../../src/domain/actor.ts';
import {
  adopted,
  adoptFromCatalogue,
} from '../../src/usecases/achievements/adopt-from-catalogue.ts';
import { archiveAchievement } from '../../src/usecases/achievements/archive-achievement.ts';
import { createDraft } from '../../src/usecases/achievements/create-draft.ts';
import { listAchievements } from '../../src/usecases/achievements/list-achievements.ts';
import { openDraft } from '../../src/usecases/achievements/open-draft.ts';
import { publishDraft } from '../../src/usecases/achievements/publish-draft.ts';
import { codeOf } from '../formats/refusal.ts';
import { openCentre, openService, type TestService } from '../harness.ts';

let t: TestService;
let actor: Actor & { kind: 'member' };
let entry: string;

beforeEach(async () => {
  t = await openService();
  const { profile } = await openCentre(t.service);
  actor = { kind: 'member', memberId: 'someone', profileId: profile.id, role: 'awarder' };
  entry = t.service.library.catalogue[0]?.key ?? '';
});
afterEach(() => t.stop());

const adopt = (inLanguage: 'fr' | 'en' = 'fr') =>
  adoptFromCatalogue(t.service, actor, { entry, inLanguage });

test('a ready badge is the centre’s own at once, in both languages, with its skills', async () => {
  const own = await adopt();
  const { offered, drafts } = await listAchievements(t.service, actor);
  const both = offered.filter(({ id }) => id === own.id || own.related.some((r) => r.id === id));
  expect(both).toHaveLength(2);
  expect(own.alignments.length).toBeGreaterThan(0);
  expect(drafts).toEqual([]);
  expect((await adopted(t.service, actor)).get(entry)?.id).toBe(own.id);
});

test('the same entry again, or by two at once, is the same achievement', async () => {
  const [one, two] = await Promise.all([adopt(), adopt()]);
  expect(two.id).toBe(one.id);
  const english = await adopt('en');
  expect([english.inLanguage, english.related[0]?.id]).toEqual(['en', one.id]);
});

test('every entry of the catalogue can be taken', async () => {
  for (const { key } of t.service.library.catalogue) {
    const own = await adoptFromCatalogue(t.service, actor, { entry: key, inLanguage: 'fr' });
    expect(own.svg).toMatch(/^<svg/);
  }
}, 30_000);

test('an archived one is offered again', async () => {
  const own = await adopt();
  await archiveAchievement(t.service, actor, own.id);
  await adopt();
  expect((await listAchievements(t.service, actor)).archived).toEqual([]);
});

test('one that the centre replaced gives the newest', async () => {
  const own = await adopt();
  const from = { from: 'achievement', achievementId: own.id } as const;
  const draft = await createDraft(t.service, actor, from);
  const [newest] = await publishDraft(t.service, actor, draft.id);
  expect((await adopt()).id).toBe(newest?.id);
});

test('may be adapted first: a draft, and nothing published', async () => {
  const draft = await createDraft(t.service, actor, { from: 'catalogue', entry, inLanguage: 'en' });
  const { text } = await openDraft(t.service, actor, draft.id);
  expect(text.inLanguage).toBe('en');
  expect(text.fr?.name).toBe(t.service.library.catalogue[0]?.fr.name);
  expect((await listAchievements(t.service, actor)).offered).toHaveLength(2);
});

test('what is not in the catalogue, and who does not work here, is refused', async () => {
  const unknown = { entry: 'rien', inLanguage: 'fr' } as const;
  expect(await codeOf(() => adoptFromCatalogue(t.service, actor, unknown))).toBe(
    'catalogue_entry_unknown',
  );
  const learner = { kind: 'learner', learnerId: 'l', profileId: actor.profileId } as const;
  expect(
    await codeOf(() => adoptFromCatalogue(t.service, learner, { entry, inLanguage: 'fr' })),
  ).toBe('member_required');
});

test('the entry’s draft that someone put away does not stand in the way', async () => {
  const { store } = t.service;
  const publish = async () => {
    throw new Error('killed here');
  };
  const dying = { ...t.service, store: { ...store, drafts: { ...store.drafts, publish } } };
  const command = { entry, inLanguage: 'fr' } as const;
  await expect(adoptFromCatalogue(dying, actor, command)).rejects.toThrow('killed here');
  const [left] = (await listAchievements(t.service, actor)).drafts;
  await store.drafts.remove(actor.profileId, left?.draft.id ?? '', '2026-01-01T00:00:00.000Z');
  expect((await adopt()).archivedAt).toBeUndefined();
});
