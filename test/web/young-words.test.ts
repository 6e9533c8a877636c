import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { answerOwnConsent, recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { SENTENCES } from '../../src/web/locales.ts';
import { wordsAt, wordsOf } from '../../src/web/words.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
});
afterAll(() => web.stop());

const lea = () => ({
  kind: 'learner' as const,
  learnerId: centre.award.learnerId,
  profileId: centre.award.profileId,
});
const page = async (path: string) =>
  (await web.fetch(path, { headers: { cookie: centre.backpack } })).text();
const refusalAt = async (path: string, fields: Record<string, string>) => {
  const answer = await postAsMember(web, centre.backpack, path, fields);
  return { status: answer.status, html: await answer.text() };
};

describe('a young person is said tu', () => {
  test.each(['/backpack', '/backpack/me/email', '/card', '/card/email'])('on %s', (path) => {
    expect(wordsAt(path, 'fr').t('form.email')).toMatch(/^Écris /);
    expect(wordsAt(path, 'fr').error('unsupported_media')).not.toMatch(/ez\b/);
  });

  test.each(['/', '/sign-in', '/backpacks', '/people/cards', '/share'])('not on %s', (path) => {
    expect(wordsAt(path, 'fr')).toBe(wordsOf('fr'));
  });

  test('every sentence of theirs stands for one that is there, and never says vous', () => {
    const young = Object.keys(SENTENCES.fr).filter((key) =>
      /^(form|errors|problem).*\.young$/.test(key),
    );
    expect(young.length).toBeGreaterThan(20);
    for (const key of young) {
      expect(SENTENCES.fr).toHaveProperty([key.replace(/\.young$/, '')]);
      expect(SENTENCES.fr[key]).not.toMatch(/\b(vous|votre|vos)\b|\p{L}{2}ez\b/u);
    }
  });

  test('when no badge was ticked', async () => {
    const { status, html } = await refusalAt('/backpack/share', { way: 'unnamed', days: '30' });
    expect(status).toBe(422);
    expect(html).toContain('Choisis au moins un badge.');
    expect(html).not.toContain('Écrivez');
  });
});

test('a public page is for a site, and no person is asked for', async () => {
  expect(await page('/backpack/share?way=public')).not.toContain('Pour qui ?');
});

test('a share that a no closed says so; one that was closed by hand does not', async () => {
  await web.service.store.learners.setAge(centre.profile.id, lea().learnerId, { band: 'adult' });
  await recordOwnConsent(web.service, lea(), 'public-page');
  const command = { entryIds: [centre.award.id], days: 30, label: '', way: 'public' } as const;
  await openShareOf(web.service, lea(), command);
  expect(await page('/backpack/shares')).not.toContain('l’accord a été retiré');
  web.clock.now = new Date(web.clock.now.getTime() + 60_000);
  await answerOwnConsent(web.service, lea(), { 'public-page': 'withdrawn' });
  expect(await page('/backpack/shares')).toContain('l’accord a été retiré');
});

test('the first of a month is said as people say it', () => {
  expect(wordsOf('fr').day('2026-02-01')).toBe('1er février 2026');
  expect(wordsOf('fr').day('2026-02-11')).toBe('11 février 2026');
  expect(wordsOf('en').day('2026-02-01')).toBe('1 February 2026');
});
