import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import type { Letter, Mail } from '../../src/usecases/ports.ts';
import {
  type Centre,
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
const letters: Letter[] = [];
const mail: Mail = {
  async send(letter) {
    if (letter.to === 'plein@centre.test') throw new BadgeError('mail_failed', 'Refused.');
    letters.push(letter);
  },
  close: async () => undefined,
};
const TEXT = 'Le nom de mon fils est écrit sur la photo.';

beforeAll(async () => {
  web = await startWeb({ mail });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

/** A centre of its own, so that no test meets the reports of another. */
async function freshCentre(email?: string) {
  const fresh = await openCentreWithBadges(web);
  const { id, name } = fresh.profile;
  await web.service.store.profiles.describe(id, { name, ...(email ? { email } : {}) });
  const { inbox } = web.service.store;
  const requests = async () => {
    const waiting = await inbox.listWaiting(id, 'report', { limit: 100 });
    return [...waiting, ...(await inbox.listAnswered(id, 100))];
  };
  return { ...fresh, cookie: await signIn(web, fresh), requests };
}

const pageOf = ({ achievement }: Pick<Centre, 'achievement'>) => `/achievements/${achievement.id}`;
const ask = async (about: string, init: RequestInit = {}) => {
  const response = await web.fetch(`/report?about=${encodeURIComponent(about)}`, init);
  return { status: response.status, html: await response.text() };
};
const report = (about: string, text = TEXT) => web.postForm('/report', { about, text });
const inboxOf = async (session: string) => {
  const response = await web.fetch('/people/inbox', { headers: { cookie: session } });
  return response.text();
};

describe('anyone, without an account', () => {
  test.each(['achievements', 'issuers'])('reports the page in two steps: %s', async (kind) => {
    const fresh = await freshCentre();
    const page = kind === 'issuers' ? `/issuers/${fresh.profile.handle}` : pageOf(fresh);
    const html = await (await web.fetch(page, { headers: { accept: 'text/html' } })).text();
    const [, href = ''] = /href="(\/report\?about=[^"]+)"/.exec(html) ?? [];
    const form = await web.fetch(href);
    expect(form.status).toBe(200);
    expect(await form.text()).toContain(`<input type="hidden" name="about" value="${page}">`);

    const sent = await report(page);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/report?done=sent']);
    expect(await (await web.fetch('/report?done=sent')).text()).toContain('Merci, c’est envoyé');
    const [request, ...others] = await fresh.requests();
    expect(others).toEqual([]);
    expect(request).toStrictEqual({
      id: request?.id,
      profileId: fresh.profile.id,
      kind: 'report',
      about: page,
      text: TEXT,
      createdAt: request?.createdAt,
    });
  });

  test('reports a share by its link or its key; its secret is kept nowhere', async () => {
    const fresh = await freshCentre();
    const token = await shareOf(web, fresh);
    const { id: profileId } = fresh.profile;
    const [share] = await web.service.store.shares.listOfLearner(profileId, fresh.award.learnerId);
    const key = groupedCode(secretsOf(web.service, { id: share?.id ?? '' }).key);
    for (const page of [`/s/${token}`, `/v/${key}`, `/embed/${token}`]) {
      const { status, html } = await ask(page);
      expect(status).toBe(200);
      // Nothing is told that the page of the share does not tell.
      expect(html).not.toMatch(/Léa|Martin|Garage/);
      expect((await report(page)).status).toBe(303);
    }
    const requests = await fresh.requests();
    expect(requests.map(({ about, shareId }) => [about, shareId])).toEqual(
      [1, 2, 3].map(() => ['/s', share?.id]),
    );
    expect(JSON.stringify([requests, web.logged])).not.toMatch(new RegExp(`${token}|${key}`));
  });

  test('gives the whole address of a page when it did not come from there', async () => {
    const fresh = await freshCentre();
    const { html } = await ask('');
    expect(html).toContain('Adresse de la page');
    const sent = await report(` ${web.deps.origin}${pageOf(fresh)}?lang=en#x `);
    expect(sent.status).toBe(303);
    expect((await fresh.requests())[0]?.about).toBe(pageOf(fresh));
  });
});

describe('bad input', () => {
  test.each([
    ['of elsewhere', 'https://elsewhere.test/achievements/x'],
    ['of elsewhere, without its scheme', '//elsewhere.test/achievements/x'],
    ['of no page', '/achievements/none'],
    ['of no share', '/s/AAAAAAAAAAAAAAAAAAAAAA'],
    ['of a key with a typo', '/v/AAAA-AAAA'],
    ['of the team', '/people/inbox'],
    ['of a program', 'javascript:alert(1)'],
    ['with broken escapes', '/achievements/%E0%A4%A'],
    ['with a NUL', '/issuers/\0'],
    ['of 5,000 signs', `/issuers/${'x'.repeat(5000)}`],
    ['of markup', '"><script>x</script>'],
  ])('an address %s gets the one kind answer, and what was written stays', async (_, about) => {
    const asked = await ask(about);
    const sent = await report(about);
    for (const answer of [asked, { status: sent.status, html: await sent.text() }]) {
      expect(answer.status).toBe(404);
      expect(answer.html).toContain('Nous ne trouvons pas cette page ici.');
      expect(answer.html).toContain('name="about"');
      expect(answer.html).not.toContain('<script>x');
    }
    expect((await web.postForm('/report', { about, text: TEXT })).status).toBe(404);
  });

  test.each([
    ['nothing', '', 'Écrivez'],
    ['too little', 'non', '10'],
    ['blanks', ' \u200b\n '.repeat(10), '10'],
    ['5,000 signs', 'é'.repeat(5000), '1'],
    ['5,000 signs of another script', 'م'.repeat(5000), '1'],
  ])('%s is said beside the field, and nothing is kept', async (_, text) => {
    const fresh = await freshCentre();
    const answer = await report(pageOf(fresh), text);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toMatch(/<textarea [^>]*aria-invalid="true"/);
    expect(html).toContain('id="problems"');
    expect(html).toContain(text.trim().slice(0, 100));
    expect(await fresh.requests()).toEqual([]);
  });

  test('a thousand signs are enough and not too many, as a browser sends them', async () => {
    const fresh = await freshCentre();
    const text = `${'a'.repeat(499)}\r\n${'b'.repeat(500)}`;
    expect((await report(pageOf(fresh), text)).status).toBe(303);
    expect((await report(pageOf(fresh), `${text}b`)).status).toBe(422);
    expect((await fresh.requests())[0]?.text).toHaveLength(1000);
  });

  test('markup, marks that turn the text and other scripts are shown as text', async () => {
    const fresh = await freshCentre();
    await report(pageOf(fresh), '<script>x</script> \u202Eنص عربي 🦊\0');
    const html = await inboxOf(fresh.cookie);
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt; نص عربي 🦊');
    expect(html).not.toMatch(/\u202E|<script>x/);
  });

  test('another site cannot send it (SECURITY T64)', async () => {
    const fresh = await freshCentre();
    const sent = await web.postForm(
      '/report',
      { about: pageOf(fresh), text: TEXT },
      { headers: { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' } },
    );
    expect(sent.status).toBe(403);
    expect(await fresh.requests()).toEqual([]);
  });
});

describe('limits', () => {
  test('an eleventh report within the hour is refused', async () => {
    const limited = await startWeb({ limits: { guesses: 10_000 } });
    try {
      const { achievement } = await openCentreWithBadges(limited);
      const fields = { about: pageOf({ achievement }), text: TEXT };
      for (let sent = 0; sent < 10; sent += 1) {
        expect((await limited.postForm('/report', fields)).status).toBe(303);
      }
      const refused = await limited.postForm('/report', fields);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await limited.stop();
    }
  });

  // SECURITY row 119: a key is short; no page tells more tries than its own.
  test('keys that are tried out here are counted as at their own page', async () => {
    const limited = await startWeb({ limits: {} });
    try {
      for (let wrong = 0; wrong < 20; wrong += 1) {
        expect((await limited.fetch('/report?about=/achievements/none')).status).toBe(404);
      }
      for (let wrong = 0; wrong < 10; wrong += 1) {
        expect((await limited.fetch('/report?about=/v/00000000')).status).toBe(404);
      }
      expect((await limited.fetch('/report?about=%5Cv%09/00000000')).status).toBe(429);
      expect((await limited.fetch('/v/00000000')).status).toBe(429);
    } finally {
      await limited.stop();
    }
  });
});

describe('the letter', () => {
  test('says that a report waits and nothing of it, in both languages, once an hour', async () => {
    const fresh = await freshCentre('accueil@centre.test');
    letters.length = 0;
    await report(pageOf(fresh));
    await report(pageOf(fresh));
    expect(letters).toHaveLength(1);
    const [letter] = letters;
    expect(letter?.to).toBe('accueil@centre.test');
    expect(letter?.text).toContain(`${web.deps.origin}/people/inbox`);
    expect(letter?.subject).toBe('Un signalement vous attend · A report is waiting for you');
    expect(JSON.stringify(letter)).not.toMatch(/fils|achievements/);
  });

  test('comes whatever else is in the inbox: a correction, or a report of long before', async () => {
    const fresh = await freshCentre('autre@centre.test');
    const { learnerId, id: awardId, profileId } = fresh.award;
    const { store, newId, now } = web.service;
    const row = { profileId, text: 'Autre chose.' };
    const ago = (minutes: number) => new Date(now().getTime() - minutes * 60_000).toISOString();
    const correction = { ...row, kind: 'correction', awardId, learnerId } as const;
    await store.inbox.insert({ ...correction, id: newId(), createdAt: ago(0) });
    const old = { ...row, kind: 'report', about: '/issuers/old' } as const;
    await store.inbox.insert({ ...old, id: newId(), createdAt: ago(50) });
    letters.length = 0;
    await report(pageOf(fresh));
    expect(letters.map(({ to }) => to)).toEqual(['autre@centre.test']);
  });

  test('that cannot be sent loses no report; a centre without an address gets none', async () => {
    letters.length = 0;
    for (const email of ['plein@centre.test', undefined]) {
      const fresh = await freshCentre(email);
      expect((await report(pageOf(fresh))).status).toBe(303);
      expect(await fresh.requests()).toHaveLength(1);
    }
    expect(letters).toEqual([]);
    expect(web.logged.map(({ event }) => event)).toContain('report_letter_failed');
  });
});

describe('the inbox of the team', () => {
  test('counts what waits on the page of the people, and lists it until it is answered', async () => {
    const fresh = await freshCentre();
    const people = async () =>
      (await web.fetch('/people', { headers: { cookie: fresh.cookie } })).text();
    expect(await people()).toContain('Aucune demande en attente');
    await report(`/issuers/${fresh.profile.handle}`, 'Première chose à voir.');
    await report(pageOf(fresh), 'Seconde chose à voir.');
    expect(await people()).toContain('2 demandes en attente');
    const requests = await fresh.requests();
    const first = requests.find(({ text }) => text.startsWith('Première'));
    const second = requests.find(({ text }) => text.startsWith('Seconde'));
    const answer = (id = '', outcome = 'done') =>
      postAsMember(web, fresh.cookie, `/people/inbox/${id}/answer`, { outcome });
    expect((await answer(first?.id)).headers.get('location')).toBe('/people/inbox?done=answered');
    // The first answer counts.
    await answer(first?.id, 'refused');
    const html = await inboxOf(fresh.cookie);
    expect(html).toContain('1 signalement en attente');
    expect(html).toMatch(/La page du badge «\sRobot suiveur\s»/);
    expect(html).toMatch(
      /Seconde chose à voir[\s\S]*Dernières réponses[\s\S]*Première chose à voir/,
    );
    expect(html).toContain('Réglé le');
    expect(html).not.toContain('Rien à changer, le');
    expect((await answer(second?.id, 'perhaps')).status).toBe(400);
  });

  // A flood of reports hides nothing: of one page 20 wait, as one thing, and corrections stand first.
  test('reports of one page are one thing to look at, under the corrections', async () => {
    const fresh = await freshCentre();
    const { learnerId, id: awardId, profileId } = fresh.award;
    const { store, newId, now } = web.service;
    const correction = { id: newId(), profileId, kind: 'correction', awardId, learnerId } as const;
    const createdAt = new Date(now().getTime() - 60_000).toISOString();
    await store.inbox.insert({ ...correction, text: 'La date est fausse.', createdAt });
    for (let each = 1; each <= 20; each += 1) {
      expect((await report(pageOf(fresh), `Message numéro ${each}.`)).status).toBe(303);
    }
    const refused = await report(pageOf(fresh), 'Message numéro 21.');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('a déjà été signalée plusieurs fois');
    expect((await report(`/issuers/${fresh.profile.handle}`)).status).toBe(303);

    const html = await inboxOf(fresh.cookie);
    expect(html).toMatch(/1 correction demandée[\s\S]*La date est fausse[\s\S]*21 signalements/);
    expect(html).toContain('19 autres messages sur la même page');
    for (let each = 1; each <= 20; each += 1) expect(html).toContain(`Message numéro ${each}.`);
    const newest = (await fresh.requests()).find(({ about }) => about === pageOf(fresh));
    const path = `/people/inbox/${newest?.id}/answer`;
    await postAsMember(web, fresh.cookie, path, { outcome: 'done' });
    expect(await store.inbox.countWaiting(profileId)).toEqual({ correction: 1, report: 1 });
    expect((await report(pageOf(fresh))).status).toBe(303);
  });

  test('lists what waits a page at a time, each list by itself', async () => {
    const fresh = await freshCentre();
    const { id: profileId } = fresh.profile;
    const { store, newId } = web.service;
    for (let each = 10; each < 62; each += 1) {
      const text = `Correction ${each}.`;
      const createdAt = `2026-01-01T00:${each % 60}:00.000Z`.replace(/:(\d):/, ':0$1:');
      const ids = { profileId, awardId: newId(), learnerId: newId() };
      await store.inbox.insert({ ...ids, id: newId(), kind: 'correction', text, createdAt });
    }
    await report(pageOf(fresh));
    const first = await inboxOf(fresh.cookie);
    expect(first.match(/Correction \d\d\./g)).toHaveLength(50);
    expect(first).toContain('52 corrections demandées');
    const [, href = ''] = /href="(\/people\/inbox\?before[^"]+)"/.exec(first) ?? [];
    const next = await web.fetch(href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), {
      headers: { cookie: fresh.cookie },
    });
    const html = await next.text();
    expect(html.match(/Correction \d\d\./g)).toHaveLength(2);
    expect(html).toContain(TEXT);
    expect(html).toContain('href="/people/inbox"');
  });

  test('a correction names who asks, the badge, and where it is corrected', async () => {
    const fresh = await freshCentre();
    const { learnerId, id: awardId, profileId } = fresh.award;
    await web.service.store.inbox.insert({
      id: web.service.newId(),
      profileId,
      kind: 'correction',
      awardId,
      learnerId,
      text: 'La date est fausse.',
      createdAt: web.service.now().toISOString(),
    });
    const html = await inboxOf(fresh.cookie);
    expect(html).toMatch(new RegExp(`<a href="/people/${learnerId}"><bdi>Léa Martin</bdi></a>`));
    expect(html).toContain('La date est fausse.');
    expect(html).toContain(`href="/workshops/awards/${awardId}/correct"`);
    expect(html).not.toContain('Fermer ce partage');
  });

  test('a reported share is closed in one tap, at once; its learner can see who did it', async () => {
    const fresh = await freshCentre();
    const token = await shareOf(web, fresh);
    await report(`/s/${token}`);
    const [request] = await fresh.requests();
    const waiting = await inboxOf(fresh.cookie);
    expect(waiting).toContain('Fermer ce partage');
    // Which one it is, without the learner’s own note of whom it is for.
    expect(waiting).toMatch(/Robot suiveur\s», montré par un lien du/);
    expect(waiting).not.toContain('Garage');
    const path = `/people/inbox/${request?.id}/close`;
    const closed = await postAsMember(web, fresh.cookie, path, {});
    expect(closed.headers.get('location')).toBe('/people/inbox?done=closed');
    expect((await web.fetch(`/s/${token}`)).status).toBe(404);
    expect((await ask(`/s/${token}`)).status).toBe(404);
    expect((await fresh.requests())[0]?.answer?.outcome).toBe('done');
    await postAsMember(web, fresh.cookie, path, {});
    const audit = await web.service.store.audit.listOf(fresh.award.learnerId, 10);
    expect(audit.map(({ act, by }) => [act, by.split(':')[0]])).toEqual([
      ['shares-closed', 'member'],
    ]);
    const html = await inboxOf(fresh.cookie);
    expect(html).toContain('Ce partage est fermé');
    expect(html).not.toContain('Fermer ce partage');
  });

  test('what another centre is asked is not found (SECURITY T56)', async () => {
    const fresh = await freshCentre();
    const token = await shareOf(web, fresh);
    await report(`/s/${token}`);
    const [request] = await fresh.requests();
    for (const act of ['answer', 'close']) {
      const path = `/people/inbox/${request?.id}/${act}`;
      const fields = act === 'answer' ? { outcome: 'done' } : {};
      expect((await postAsMember(web, cookie, path, fields)).status).toBe(404);
      expect((await web.postForm(path, fields, { headers: { cookie: fresh.cookie } })).status).toBe(
        403,
      );
    }
    expect(await inboxOf(cookie)).not.toContain(TEXT);
    expect((await fresh.requests())[0]?.answer).toBeUndefined();
    expect((await web.fetch(`/s/${token}`)).status).toBe(200);
  });
});
