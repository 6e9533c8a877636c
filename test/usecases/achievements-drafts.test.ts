import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { achievementDocument } from '../../src/domain/achievement.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { DraftRevision, DraftText } from '../../src/domain/draft.ts';
import type { Profile } from '../../src/domain/profile.ts';
import {
  archiveAchievement,
  unarchiveAchievement,
} from '../../src/usecases/achievements/archive-achievement.ts';
import { createDraft } from '../../src/usecases/achievements/create-draft.ts';
import {
  frameworksOf,
  importFramework,
  removeFramework,
} from '../../src/usecases/achievements/frameworks.ts';
import { listAchievements } from '../../src/usecases/achievements/list-achievements.ts';
import { openAchievement } from '../../src/usecases/achievements/open-achievement.ts';
import { openDraft } from '../../src/usecases/achievements/open-draft.ts';
import { publishDraft, removeDraft } from '../../src/usecases/achievements/publish-draft.ts';
import { saveDraft } from '../../src/usecases/achievements/save-draft.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { codeOf } from '../formats/refusal.ts';
import {
  ACHIEVEMENT_TEXT,
  awardCsv,
  OPERATOR,
  openCentre,
  openService,
  type TestService,
} from '../harness.ts';
import { ENGLISH, FRENCH } from '../web/badge-samples.ts';

let t: TestService;
let profile: Profile;
let actor: Actor & { kind: 'member' };

beforeEach(async () => {
  t = await openService();
  ({ profile } = await openCentre(t.service));
  actor = { kind: 'member', memberId: 'someone', profileId: profile.id, role: 'awarder' };
});
afterEach(() => t.stop());

const stranger = { kind: 'member', memberId: 's', profileId: 'other', role: 'owner' } as const;

async function begin(text: Partial<DraftText> = { fr: FRENCH, en: ENGLISH }): Promise<string> {
  const { id } = await createDraft(t.service, actor, { from: 'nothing', inLanguage: 'fr' });
  const opened = await openDraft(t.service, actor, id);
  await save(id, opened.number, { ...opened.text, ...text });
  return id;
}

const save = (draftId: string, base: number, text: unknown) =>
  saveDraft(t.service, actor, { draftId, base, text });
const publish = (draftId: string) => publishDraft(t.service, actor, draftId);

describe('a draft', () => {
  test('is saved on top of what was read, and nobody writes over anybody', async () => {
    const id = await begin();
    const { number, text } = await openDraft(t.service, actor, id);
    const mine = { ...text, fr: { ...FRENCH, tags: ['micro'] } };
    const [one, two] = await Promise.allSettled([
      save(id, number, mine),
      save(id, number, { ...text, fr: { ...FRENCH, tags: ['son'] } }),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(
      await codeOf(() => save(id, number, { ...text, fr: { ...FRENCH, tags: ['autre'] } })),
    ).toBe('draft_changed');
    expect(await codeOf(() => save(id, 99, { ...text, fr: { ...FRENCH, tags: ['autre'] } }))).toBe(
      'draft_changed',
    );
  });

  test('sent twice is saved once', async () => {
    const id = await begin();
    const { number, text } = await openDraft(t.service, actor, id);
    const first = await save(id, number, { ...text, fr: { ...FRENCH, tags: ['micro'] } });
    expect(await save(id, number, { ...text, fr: { ...FRENCH, tags: ['micro'] } })).toEqual(first);
    expect(first.number).toBe(number + 1);
  });

  // Rule: what is called saved is published with the draft.
  test('published by someone else while it is saved says so', async () => {
    const id = await begin();
    const { number, text } = await openDraft(t.service, actor, id);
    const { store } = t.service;
    const during = async (draftId: string, act: () => Promise<unknown>) => {
      const save = async (revision: DraftRevision) => {
        await act();
        return store.drafts.save(revision);
      };
      const deps = { ...t.service, store: { ...store, drafts: { ...store.drafts, save } } };
      const late = { ...text, fr: { ...FRENCH, tags: ['tard'] } };
      return saveDraft(deps, actor, { draftId, base: number, text: late });
    };
    expect(await codeOf(() => during(id, () => publish(id)))).toBe('draft_published');
    expect((await store.drafts.publication(id))?.revision).toBe(number);
    const other = await begin();
    await during(other, async () => undefined);
    expect((await publish(other))[0]?.tags).toEqual(['tard']);
  });

  test('of another profile is not there (SECURITY T56)', async () => {
    const id = await begin();
    const as = (actor: typeof stranger) => [
      () => openDraft(t.service, actor, id),
      () => saveDraft(t.service, actor, { draftId: id, base: 0, text: {} }),
      () => publishDraft(t.service, actor, id),
    ];
    for (const act of as(stranger)) expect(await codeOf(act)).toBe('draft_unknown');
    await removeDraft(t.service, stranger, id);
    expect((await openDraft(t.service, actor, id)).draft.id).toBe(id);
  });

  test('is for those who work there, not for learners', async () => {
    const learner = { kind: 'learner', learnerId: 'l', profileId: profile.id } as const;
    const create = () => createDraft(t.service, learner, { from: 'nothing', inLanguage: 'fr' });
    expect(await codeOf(create)).toBe('member_required');
  });

  test('that was put away is gone', async () => {
    const id = await begin();
    await removeDraft(t.service, actor, id);
    expect(await codeOf(() => openDraft(t.service, actor, id))).toBe('draft_unknown');
    expect((await listAchievements(t.service, actor)).drafts).toEqual([]);
  });
});

describe('publishing', () => {
  test('makes both languages, each naming the other, with skills in its words', async () => {
    const skills = [{ framework: 'digcomp-2.2', code: '3.1' }];
    const published = await publish(await begin({ fr: FRENCH, en: ENGLISH, skills }));
    const [fr, en] = published;
    expect([fr?.inLanguage, en?.inLanguage]).toEqual(['fr', 'en']);
    expect([fr?.related[0]?.id, en?.related[0]?.id]).toEqual([en?.id, fr?.id]);
    expect([fr?.name, en?.name]).toEqual([FRENCH.name, ENGLISH.name]);
    expect([fr?.imageAlt, en?.imageAlt]).toEqual([FRENCH.imageAlt, ENGLISH.imageAlt]);
    expect(fr?.alignments[0]?.code).toBe('3.1');
    expect(fr?.alignments[0]?.name).not.toBe(en?.alignments[0]?.name);
    expect(fr?.svg).toMatch(/^<svg/);
    expect(fr?.version).toBeUndefined();
  });

  test('says every field that is missing, and publishes nothing', async () => {
    const id = await begin({
      fr: { ...FRENCH, criteria: '' },
      en: { ...ENGLISH, name: ' ' },
      skills: [{ framework: 'gone', code: '1' }],
    });
    await expect(publish(id)).rejects.toMatchObject({
      code: 'draft_incomplete',
      issues: [{ path: '/fr/criteria' }, { path: '/en/name' }, { path: '/skills' }],
    });
    expect((await listAchievements(t.service, actor)).drafts).toHaveLength(1);
  });

  test('twice, or by two at once, is once', async () => {
    const id = await begin();
    const [one, two] = await Promise.all([publish(id), publish(id)]);
    expect(two).toEqual(one);
    expect(await publish(id)).toEqual(one);
    const { text, number } = await openDraft(t.service, actor, id);
    expect(
      await codeOf(() => save(id, number, { ...text, fr: { ...FRENCH, tags: ['tard'] } })),
    ).toBe('draft_published');
  });

  test('that died after the decision is finished by the next, with the text that was decided', async () => {
    const id = await begin();
    const { store } = t.service;
    const insert = async () => {
      throw new Error('killed here');
    };
    const dying = {
      ...t.service,
      store: { ...store, achievements: { ...store.achievements, insert } },
    };
    await expect(publishDraft(dying, actor, id)).rejects.toThrow('killed here');
    expect((await publish(id)).map(({ name }) => name)).toEqual([FRENCH.name, ENGLISH.name]);
  });

  test('refuses a picture whose colours are too close, and leaves the draft open', async () => {
    const design = {
      shape: 'circle',
      ground: '#777777',
      thread: '#787878',
      icon: 'camera',
      ribbon: '',
    } as const;
    const id = await begin({ fr: FRENCH, picture: { kind: 'design', design } });
    expect(await codeOf(() => publish(id))).toBe('colours_too_close');
    expect((await openDraft(t.service, actor, id)).publication).toBeUndefined();
  });
});

describe('a new version', () => {
  test('begins with the text before, takes its place and archives it', async () => {
    const skills = [{ framework: 'digcomp-2.2', code: '3.1' }];
    const [first] = await publish(await begin({ fr: FRENCH, en: ENGLISH, skills }));
    const from = { from: 'achievement', achievementId: first?.id ?? '' } as const;
    const draft = await createDraft(t.service, actor, from);
    expect((await createDraft(t.service, actor, from)).id).toBe(draft.id);
    const opened = await openDraft(t.service, actor, draft.id);
    expect(opened.text.skills).toEqual(skills);
    await save(draft.id, opened.number, {
      ...opened.text,
      fr: { ...FRENCH, name: 'Voix de la radio locale' },
    });
    const [second] = await publish(draft.id);
    expect([second?.version, second?.replaces]).toEqual(['2', first?.id]);
    const before = await openAchievement(t.service, actor, first?.id ?? '');
    expect(before.achievement.archivedAt).toBeDefined();
    expect(before.siblings[0]?.archivedAt).toBeDefined();
    expect(before.newest?.id).toBe(second?.id);
    const third = await createDraft(t.service, actor, {
      from: 'achievement',
      achievementId: second?.id ?? '',
    });
    expect(third.version).toBe('3');
  });

  test('asked for by two at once, in either language, is one draft', async () => {
    const [fr, en] = await publish(await begin());
    const next = (id = '') =>
      createDraft(t.service, actor, { from: 'achievement', achievementId: id });
    const drafts = await Promise.all([next(fr?.id), next(en?.id), next(fr?.id)]);
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
    expect((await listAchievements(t.service, actor)).drafts).toHaveLength(1);
  });

  test('that was put away makes room for another', async () => {
    const [first] = await publish(await begin());
    const from = { from: 'achievement', achievementId: first?.id ?? '' } as const;
    const away = await createDraft(t.service, actor, from);
    await removeDraft(t.service, actor, away.id);
    const [one, two] = await Promise.all([
      createDraft(t.service, actor, from),
      createDraft(t.service, actor, from),
    ]);
    expect(two.id).toBe(one.id);
    expect(one.id).not.toBe(away.id);
    expect(await codeOf(() => publish(away.id))).toBe('draft_unknown');
  });

  test('of what was replaced, even when it is offered again, comes after its newest', async () => {
    const [first, firstEn] = await publish(await begin());
    const next = (id = '') =>
      createDraft(t.service, actor, { from: 'achievement', achievementId: id });
    const [second] = await publish((await next(first?.id)).id);
    await unarchiveAchievement(t.service, actor, first?.id ?? '');
    const [three, four] = await Promise.all([next(first?.id), next(firstEn?.id)]);
    expect([three.version, three.id]).toEqual(['3', four.id]);
    expect(three.replaces).toContain(second?.id);
    await publish(three.id);
    const { offered, archived } = await listAchievements(t.service, actor);
    const successors = [...offered, ...archived].filter(({ replaces }) => replaces === first?.id);
    expect(successors.map(({ id }) => id)).toEqual([second?.id]);
  });

  test('whose publication was cut short is found again, to be finished', async () => {
    const [first] = await publish(await begin());
    const from = { from: 'achievement', achievementId: first?.id ?? '' } as const;
    const { id } = await createDraft(t.service, actor, from);
    const publication = {
      draftId: id,
      revision: 1,
      by: 'member:x',
      at: '2026-01-01T00:00:00.000Z',
    };
    await t.service.store.drafts.publish(publication);
    expect((await createDraft(t.service, actor, from)).id).toBe(id);
  });

  test('of an imported one keeps its picture and every alignment', async () => {
    const alignments = [
      { framework: 'DigComp 2.2', code: '3.4', name: 'Programmation', url: 'https://x.test/' },
      { framework: 'Maison', name: 'Entraide', url: 'https://centre.test/maison' },
    ];
    const text = { ...ACHIEVEMENT_TEXT, name: 'Robot', alignments };
    const [imported] = await importAchievements(t.service, OPERATOR, profile.id, text);
    const achievementId = imported?.achievement.id ?? '';
    const draft = await createDraft(t.service, actor, { from: 'achievement', achievementId });
    const opened = await openDraft(t.service, actor, draft.id);
    expect(opened.text.alignments).toContainEqual(alignments[1]);
    expect(opened.text.skills.length + opened.text.alignments.length).toBe(2);
    const [second] = await publish(draft.id);
    expect(second?.svg).toBe(imported?.achievement.svg);
    expect(second?.alignments).toHaveLength(2);
  });
});

describe('an archived achievement', () => {
  test('is archived in every language, is awarded no more, and may come back', async () => {
    const [first, second] = await publish(await begin());
    if (!first || !second) throw new Error('Nothing was published.');
    await archiveAchievement(t.service, actor, second.id);
    const { offered, archived } = await listAchievements(t.service, actor);
    expect(archived.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
    expect(offered.map(({ id }) => id)).not.toContain(first.id);
    const award = () => awardCsv(t.service, profile, first, 'Prénom\nLéa\n');
    expect(await codeOf(award)).toBe('achievement_archived');
    await unarchiveAchievement(t.service, actor, first.id);
    expect(await award()).toHaveLength(1);
    const awarded = async () => (await openAchievement(t.service, actor, second.id)).awarded;
    expect(await awarded()).toBe(1);
    const [awardOf] = await t.service.store.awards.listOf(profile.id, { limit: 1 });
    await revokeAward(t.service, OPERATOR, { awardId: awardOf?.id ?? '' });
    expect(await awarded()).toBe(0);
  });

  test('of another profile is not there (SECURITY T56)', async () => {
    const [first] = await publish(await begin());
    const id = first?.id ?? '';
    for (const act of [archiveAchievement, unarchiveAchievement, openAchievement]) {
      expect(await codeOf(() => act(t.service, stranger, id))).toBe('achievement_unknown');
    }
    const from = { from: 'achievement', achievementId: id } as const;
    expect(await codeOf(() => createDraft(t.service, stranger, from))).toBe('achievement_unknown');
  });
});

test('skills of an imported framework are signed; taken out, a draft with them is refused', async () => {
  const table = { header: ['code', 'nom'], rows: [{ line: 2, cells: ['A1', 'Oser'] }] };
  const name = { fr: 'Maison', en: 'House' };
  const { id } = await importFramework(t.service, actor, {
    name,
    url: 'https://centre.test/',
    table,
  });
  // The same object, so that nothing is parsed again and a search folds it once.
  const found = async () => (await frameworksOf(t.service, actor)).find((one) => one.id === id);
  expect(await found()).toBe(await found());
  const skills = [{ framework: id, code: 'A1' }];
  const [first] = await publish(await begin({ fr: FRENCH, skills }));
  expect(first?.alignments).toEqual([
    { framework: 'Maison', code: 'A1', name: 'Oser', url: 'https://centre.test/' },
  ]);
  const draftId = await begin({ fr: FRENCH, skills });
  await removeFramework(t.service, stranger, id);
  await removeFramework(t.service, actor, id);
  expect(await codeOf(() => publish(draftId))).toBe('draft_incomplete');
});

test('each language is signed with its own tags (M3)', async () => {
  const [fr, en] = await publish(await begin());
  expect([fr?.tags, en?.tags]).toEqual([['radio'], ['broadcasting']]);
  const [own, other] = [fr, en].map((one) => one && achievementDocument(one).tag);
  expect([own, other]).toEqual([['radio'], ['broadcasting']]);
});

test('what a drawing shows is said in each language when nobody wrote it', async () => {
  const silent = { fr: { ...FRENCH, imageAlt: ' ' }, en: { ...ENGLISH, imageAlt: '' } };
  const [fr, en] = await publish(await begin(silent));
  expect(fr?.imageAlt).toMatch(
    /^Écusson en forme de bouclier couleur terre cuite.: étoile, en fil/u,
  );
  expect(en?.imageAlt).toMatch(/^Shield-shaped terracotta crest: star, in cream thread\.$/);
  expect(fr && achievementDocument(fr).image.caption).toBe(fr?.imageAlt);
});

test('what an upload shows has to be written before it is published', async () => {
  const picture = { kind: 'upload', hash: 'a'.repeat(64) } as const;
  const id = await begin({ fr: { ...FRENCH, imageAlt: '' }, picture });
  await expect(publish(id)).rejects.toMatchObject({
    code: 'draft_incomplete',
    issues: [{ path: '/fr/imageAlt' }],
  });
});

test('imported frameworks are read once, and hold 4,000 skills in all', async () => {
  let reads = 0;
  const { store } = t.service;
  const listOf = async (profileId: string) => {
    reads += 1;
    return store.frameworks.listOf(profileId);
  };
  const deps = { ...t.service, store: { ...store, frameworks: { ...store.frameworks, listOf } } };
  const tableOf = (count: number) => ({
    header: ['code', 'nom'],
    rows: Array.from({ length: count }, (_, at) => ({ line: at + 2, cells: [`C${at}`, 'Oser'] })),
  });
  const add = (count: number) =>
    importFramework(deps, actor, {
      name: { fr: 'Maison', en: 'House' },
      url: 'https://centre.test/',
      table: tableOf(count),
    });
  const first = await add(2000);
  await add(1999);
  expect(await codeOf(() => add(2))).toBe('skills_too_many');
  await add(1);
  const before = await frameworksOf(deps, actor);
  const known = reads;
  expect(await frameworksOf(deps, actor)).toEqual(before);
  expect(reads).toBe(known);
  await removeFramework(deps, actor, first.id);
  expect((await frameworksOf(deps, actor)).map(({ id }) => id)).not.toContain(first.id);
  await add(2000);
});
