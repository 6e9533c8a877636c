import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { OPERATOR } from '../harness.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  cookie = await signIn(web, centre);
});
afterEach(() => web.stop());

const address = () => `/workshops/awards/${centre.award.id}/correct`;
const askAddress = () => `/backpack/badges/${centre.award.id}/correction`;
const badgeNow = () => badgeOf(web.service, centre.award.id);

/** The form as it stands, with something changed. */
const fields = (changed: Record<string, string> = {}) => ({
  number: '1',
  badge: centre.achievement.id,
  title: 'Atelier robotique',
  date: '2026-11-18',
  hours: '3',
  sentence: 'Bravo à tous.',
  mistake: 'typo',
  step: 'sign',
  ...changed,
});

/** A minute later, since the newest is told by whole seconds. */
function post(changed: Record<string, string>): Promise<Response> {
  web.clock.now = new Date(web.clock.now.getTime() + 60_000);
  return postAsMember(web, cookie, address(), fields(changed));
}

const page = async (path: string, as = cookie) => {
  const answer = await web.fetch(path, { headers: { cookie: as, 'accept-language': 'fr' } });
  return { status: answer.status, text: await answer.text() };
};

async function ask(text = 'C’était le 12.', mistake = 'date'): Promise<Response> {
  return postAsMember(web, centre.backpack, askAddress(), { mistake, text });
}

describe('the team corrects a badge', () => {
  test('reads what will be signed, then signs it; the person’s page says so', async () => {
    const { text } = await page(address());
    expect(text).toContain('value="Atelier robotique"');
    expect(text).toContain('value="2026-11-18"');
    const looked = await post({ step: 'look', hours: '2,5', sentence: 'Bravo à l’équipe.' });
    expect(looked.status).toBe(200);
    const preview = await looked.text();
    expect(preview).toContain('Bravo à l’équipe.');
    expect(preview).toContain('<s>Bravo à tous.</s>');
    expect(preview).toMatch(/Atelier du 18 novembre 2026, 2,5\sh\./);
    expect(await web.service.store.awards.correctionsOf([centre.award.id])).toEqual([]);
    const signed = await post({ hours: '2,5', sentence: 'Bravo à l’équipe.' });
    expect(signed.status).toBe(303);
    expect(signed.headers.get('location')).toBe(`/people/${centre.award.learnerId}?done=corrected`);
    const { evidence } = JSON.parse((await badgeNow()).text);
    expect(evidence[0]).toMatchObject({ narrative: 'Bravo à l’équipe.' });
    expect((await page(signed.headers.get('location') ?? '')).text).toContain('est corrigé');
  });

  test('goes back to the form with all that was typed', async () => {
    const answer = await post({ step: 'change', sentence: 'Presque.', mistake: 'wrong' });
    const text = await answer.text();
    expect(text).toContain('>Presque.</textarea>');
    expect(text).toMatch(/value="wrong" checked/);
  });

  test.each([
    [{ mistake: '' }, 'Choisissez'],
    [{ date: '2031-01-01' }, 'pas encore passée'],
    [{ date: '' }, 'href="#date"'],
    [{ title: '' }, 'href="#title"'],
    [{ date: 'hier' }, 'href="#date"'],
    [{ hours: '-1' }, 'href="#hours"'],
    [{ sentence: 'x'.repeat(501) }, 'href="#sentence"'],
    [{ sentence: 'Bravo Léa.' }, 'name="checked"'],
    [{}, 'Rien n’a changé'],
    [{ badge: 'none', sentence: 'Autre.' }, 'role="alert"'],
  ])('refuses %j with the form as it was typed', async (changed, said) => {
    const answer = await post(changed);
    expect([404, 422]).toContain(answer.status);
    const text = await answer.text();
    expect(text).toContain(said);
    expect(text).toContain('name="mistake"');
    expect(await web.service.store.awards.correctionsOf([centre.award.id])).toEqual([]);
  });

  test('a word that is no name here is signed once a person says so', async () => {
    const answer = await post({ sentence: 'Un robot nommé Léa.', checked: 'yes' });
    expect(answer.status).toBe(303);
  });

  test('whose form is older than somebody else’s correction is told, and loses nothing', async () => {
    await post({ sentence: 'La première.' });
    const late = await post({ sentence: 'La seconde.' });
    expect(late.status).toBe(409);
    const text = await late.text();
    expect(text).toContain('vient de corriger');
    expect(text).toContain('La seconde.');
    expect(text).toContain('name="number" value="2"');
  });

  test('of another centre, or of what was taken back, gets the page of that (T56)', async () => {
    await revokeAward(web.service, OPERATOR, { awardId: centre.award.id });
    expect((await page(address())).status).toBe(410);
    const { id } = await createProfile(web.service, OPERATOR, { name: 'Autre centre' });
    const secret = await newOwnerLink(web.service, id);
    const entered = await web.fetch(`/enter/${secret}`, { method: 'POST' });
    const other = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await page(address(), other)).status).toBe(404);
  });
});

describe('a learner asks for a correction', () => {
  test('the team sees it, corrects, and the learner reads what became of it', async () => {
    const answer = await ask();
    expect(answer.headers.get('location')).toBe(`/backpack/badges/${centre.award.id}?done=asked`);
    expect((await page('/people/inbox')).text).toContain(address());
    const form = await page(address());
    expect(form.text).toContain('C’était le 12.');
    expect(form.text).toContain('La date ou la durée');
    await post({ date: '2026-11-12', mistake: 'wrong' });
    const [request] = await web.service.store.inbox.listOfLearner(centre.award.learnerId);
    expect(request?.answer?.outcome).toBe('done');
    const story = await page(`/backpack/badges/${centre.award.id}`, centre.backpack);
    expect(story.text).toContain('12 novembre 2026');
    expect(story.text).toContain('Corrigé le');
  });

  test('refused, the story says so, and they may ask again', async () => {
    await ask();
    const [request] = await web.service.store.inbox.listOfLearner(centre.award.learnerId);
    const path = `/people/inbox/${request?.id}/answer`;
    await postAsMember(web, cookie, path, { outcome: 'refused' });
    const story = await page(`/backpack/badges/${centre.award.id}`, centre.backpack);
    expect(story.text).toContain('a laissé le badge comme il est');
    await ask('Je suis sûre : le 12.');
    const all = await web.service.store.inbox.listOfLearner(centre.award.learnerId);
    expect(all.map(({ answer }) => answer?.outcome)).toContain(undefined);
    expect(all).toHaveLength(2);
  });

  test.each([
    ['refused', 'a laissé le badge comme il est'],
    ['done', 'a répondu à ta demande'],
  ])('%s with a word, the learner reads why', async (outcome, said) => {
    await ask();
    const [request] = await web.service.store.inbox.listOfLearner(centre.award.learnerId);
    const path = `/people/inbox/${request?.id}/answer`;
    const long = await postAsMember(web, cookie, path, { outcome, reason: 'x'.repeat(501) });
    expect(long.status).toBe(422);
    const again = await long.text();
    expect(again).toContain(`href="#reason-${request?.id}"`);
    expect(again).toContain('x'.repeat(501));
    const reason = 'La feuille dit le 13.\r\n<b>Passe me voir</b>.';
    await postAsMember(web, cookie, path, { outcome, reason });
    const story = await page(`/backpack/badges/${centre.award.id}`, centre.backpack);
    expect(story.text).toContain(said);
    expect(story.text).toContain('La feuille dit le 13.\n&lt;b&gt;Passe me voir&lt;/b&gt;.');
    expect((await page('/people/inbox')).text).toContain('La feuille dit le 13.');
  });

  test('twice at once or again while it waits is once', async () => {
    await Promise.all([ask(), ask('Encore.'), ask('Et encore.')]);
    await ask('Toujours.');
    expect(await web.service.store.inbox.listOfLearner(centre.award.learnerId)).toHaveLength(1);
    expect((await page(askAddress(), centre.backpack)).text).toContain('Tu as demandé');
  });

  test.each([
    ['', 'date'],
    ['x'.repeat(1001), 'date'],
    ['C’était le 12.', 'none'],
  ])('%j of %s is refused with the form', async (text, mistake) => {
    const answer = await ask(text, mistake);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('role="alert"');
    expect(await web.service.store.inbox.listOfLearner(centre.award.learnerId)).toEqual([]);
  });

  test('not about somebody else’s badge (T56)', async () => {
    const [noe] = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
    const other = await openBackpackOf(web.service, {
      learnerId: noe?.id ?? '',
      profileId: centre.profile.id,
    });
    expect((await page(askAddress(), other)).status).toBe(404);
    const answer = await postAsMember(web, other, askAddress(), {
      mistake: 'date',
      text: 'Le 12.',
    });
    expect(answer.status).toBe(404);
    const waiting = await web.service.store.inbox.countWaiting(centre.profile.id);
    expect(waiting.correction).toBe(0);
  });
});

describe('the page that verifies', () => {
  const verify = async (text: string) => {
    const answer = await web.postForm(
      '/verify',
      { text },
      { headers: { 'accept-language': 'fr' } },
    );
    return answer.text();
  };

  test.each([
    ['typo', 'Authentique et valable'],
    ['wrong', 'Authentique, mais plus valable'],
  ])(
    'says of an older copy that it was replaced, and shows by what (%s)',
    async (mistake, said) => {
      const before = await badgeNow();
      expect(await verify(before.text)).not.toContain('a corrigé ce badge');
      await post({ sentence: 'Bravo à l’équipe.', mistake });
      const after = await badgeNow();
      const text = await verify(before.text);
      expect(text).toContain(said);
      expect(text).toContain('a corrigé ce badge le 20 novembre 2026');
      expect(text).toContain('Voir le badge corrigé');
      const shown = /name="text" value="([^"]*)"/.exec(text)?.[1] ?? '';
      expect(shown.replaceAll('&quot;', '"')).toContain(`"${JSON.parse(after.text).validFrom}"`);
      expect(await verify(after.text)).not.toContain('a corrigé ce badge');
      const link = (await web.service.linkOfWhole(before.text)) ?? '';
      const scanned = await web.postForm('/verify', { link });
      expect(await scanned.text()).toContain('name="text" value=');
    },
  );

  test('says nothing of what was taken back, nor of what its learner has not accepted', async () => {
    const [, other] = await web.service.store.awards.listOf(centre.profile.id, { limit: 2 });
    const [first] = await web.service.store.awards.listOf(centre.profile.id, { limit: 1 });
    const noe = [first, other].find((award) => award && award.id !== centre.award.id);
    const waiting = await badgeOf(web.service, noe?.id ?? '');
    const path = `/workshops/awards/${noe?.id}/correct`;
    web.clock.now = new Date(web.clock.now.getTime() + 60_000);
    const answer = await postAsMember(web, cookie, path, fields({ sentence: 'Autre.' }));
    expect(answer.status).toBe(303);
    expect(await verify(waiting.text)).not.toContain('a corrigé ce badge');
    const before = await badgeNow();
    await post({ sentence: 'Autre.' });
    await revokeAward(web.service, OPERATOR, { awardId: centre.award.id });
    const revoked = await verify(before.text);
    expect(revoked).not.toContain('a corrigé ce badge');
    // Whoever asked is answered.
    expect(revoked).toContain('Ce site n’a pas de badge corrigé à montrer à la place');
  });

  test('tells programs nothing of it: their report is of the badge they hold', async () => {
    const before = await badgeNow();
    await post({ sentence: 'Autre.' });
    const body = new TextEncoder().encode(before.text);
    const answer = await web.fetch('/api/v1/verifications', { method: 'POST', body });
    const report = await answer.json();
    expect(report).toMatchObject({ verdict: 'verified', state: 'active', warnings: [] });
  });
});
