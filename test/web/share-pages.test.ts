import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { ACHIEVEMENT_TEXT, awardCsv, NOW, OPERATOR } from '../harness.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

const lea = () => ({
  kind: 'learner' as const,
  learnerId: centre.award.learnerId,
  profileId: centre.award.profileId,
});
const page = async (path: string) =>
  (await web.fetch(path, { headers: { cookie: centre.backpack } })).text();

/** Léa keeps a badge for each of the names, and the one that she had. */
async function keep(...names: readonly string[]): Promise<string[]> {
  const { service } = web;
  for (const name of names) {
    const text = { ...ACHIEVEMENT_TEXT, name };
    const [one] = await importAchievements(service, OPERATOR, centre.profile.id, text);
    if (!one) throw new Error('Nothing was imported.');
    await awardCsv(service, centre.profile, one.achievement, 'Prénom;Nom\nLéa;Martin\n');
  }
  const awards = await service.store.awards.listOfLearner(lea().profileId, lea().learnerId);
  for (const { id } of awards) {
    await answerAward(service, lea(), { awardId: id, answer: 'accepted' });
  }
  return awards.map(({ id }) => id);
}

test('who has no badge to show is led to their badges, and fills in nothing', async () => {
  const html = await page('/backpack/share');
  expect(html).toContain('Pas encore de badge à montrer');
  expect(html).toMatch(/<a class="button main" href="\/backpack">/);
  expect(html).not.toContain('action="/backpack/share"');
});

test('who put all of it away is told so and led there, in a tab of before as well', async () => {
  const [id = ''] = await keep();
  const { learnerId, profileId } = lea();
  await web.service.store.notes.save({
    ...{ learnerId, profileId, entryId: id, hidden: true, savedAt: NOW.toISOString() },
  });
  const html = await page('/backpack/share');
  expect(html).toContain('Les badges que tu peux montrer sont rangés à part.');
  expect(html).toMatch(/<a class="button main" href="\/backpack\/away">/);
  const fields = { entry: id, way: 'unnamed', days: '30' };
  const stale = await postAsMember(web, centre.backpack, '/backpack/share', fields);
  expect(stale.status).toBe(409);
  const said = await stale.text();
  expect(said).toContain('Un de ces badges est rangé à part.');
  expect(said).not.toContain('introuvable');
  expect(said).toContain('href="/backpack/away"');
});

test('the list of links says of each who sees what, and names three badges of many', async () => {
  const entryIds = await keep('Radio', 'Photo', 'Danse', 'Vélo');
  await openShareOf(web.service, lea(), { entryIds, days: 30, label: 'Garage' });
  const html = await page('/backpack/shares');
  expect(html).toMatch(/et 2 autres/);
  expect(html).toContain('Sans mon nom');
});

test('a link without a note is not named twice by its badge', async () => {
  const [id = ''] = await keep();
  await openShareOf(web.service, lea(), { entryIds: [id], days: 30, label: '' });
  const html = await page('/backpack/shares');
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  // The name, and the words of its button.
  expect(main.split('Robot suiveur').length - 1).toBe(2);
});

test('a page of several badges without a title says once how many there are', async () => {
  const entryIds = await keep('Radio');
  const { token } = await openShareOf(web.service, lea(), { entryIds, days: 30, label: '' });
  const html = await page(`/s/${token}`);
  expect(html).toMatch(/<h1[^>]*>2 badges à vérifier<\/h1>/);
  expect(html).not.toContain('class="eyebrow"');
  const titled = { entryIds, days: 30, label: '', title: 'Pour mon stage' };
  const other = await openShareOf(web.service, lea(), titled);
  expect(await page(`/s/${other.token}`)).toContain('<p class="eyebrow">2 badges à vérifier</p>');
});
