import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import type { Letter, Mail } from '../../src/usecases/ports.ts';
import { awardCsv } from '../harness.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;
const letters: Letter[] = [];
/** Takes what it is given, as a mail server does, but for the one address that it does not know. */
const mail: Mail = {
  async send(letter) {
    if (letter.to === 'nobody@centre.test') throw new BadgeError('mail_failed', 'Refused.');
    letters.push(letter);
  },
  close: async () => undefined,
};

beforeAll(async () => {
  web = await startWeb({ mail });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

const read = async (path: string) => {
  const response = await web.fetch(path, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};
const post = (path: string, fields: Record<string, string> = {}) =>
  postAsMember(web, cookie, path, fields);
const person = () => `/people/${centre.award.learnerId}`;
const linksOf = () => web.service.store.links.listOf(centre.award.learnerId, 'backpack');
const secretsIn = (html: string) =>
  [...html.matchAll(/issuer\.test\/backpack\/([\w-]{22})</g)].map((match) => match[1] ?? '');

describe('a person', () => {
  test('has their names, their badges and where these come from', async () => {
    const { html } = await read(person());
    expect(html).toMatch('<h1>Léa Martin</h1>');
    expect(html).toMatch(/<img src="\/achievements\/[\w-]+\/image\.png"/);
    expect(html).toMatch('Décerné');
    expect(html).toMatch('Atelier robotique, le 18 novembre 2026');
    expect(html).not.toContain(centre.backpack);
  });

  test('their badge is a file that verifies', async () => {
    const file = await web.fetch(`/workshops/awards/${centre.award.id}/badge.png`, {
      headers: { cookie },
    });
    expect(file.headers.get('content-disposition')).toMatch(
      'attachment; filename=robot-suiveur.png',
    );
    const report = await web.deps.verifyBytes(new Uint8Array(await file.arrayBuffer()));
    expect(report.verdict).toBe('verified');
  });

  test('names of any script are shown as they are, and marks that turn them are not', async () => {
    const list = 'Prénom;Nom;Surnom\nسلمى;بن علي;\n🦊;<script>x</script>;\u202Eevil\n';
    const { profile, achievement } = centre;
    const [arabic, odd] = await awardCsv(web.service, profile, achievement, list, 'names');
    expect((await read(`/people/${arabic?.learnerId}`)).html).toMatch('<h1>سلمى بن علي</h1>');
    const { html } = await read(`/people/${odd?.learnerId}`);
    expect(html).toMatch('<h1>🦊 &lt;script&gt;x&lt;/script&gt;</h1>');
    expect(html).not.toMatch(/\u202E|<script>x/);
  });

  test('who is not known here, or is of another centre, is not found (SECURITY T56)', async () => {
    const other = await openCentreWithBadges(web);
    for (const id of ['none', other.award.learnerId]) {
      expect((await read(`/people/${id}`)).status).toBe(404);
      expect((await post(`/people/${id}/link`)).status).toBe(404);
      expect((await post(`/people/${id}/letter`, { to: 'a@centre.test' })).status).toBe(404);
    }
    expect(await web.service.store.links.listOf(other.award.learnerId, 'backpack')).toHaveLength(1);
    expect((await read(`/workshops/awards/${other.award.id}/badge.png`)).status).toBe(404);
    expect((await read(`/workshops/awards/${other.award.id}/revoke`)).status).toBe(404);
  });
});

describe('a new link', () => {
  test('is shown once, as text and as a QR code, and opens the backpack', async () => {
    const before = (await linksOf()).length;
    const made = await post(`${person()}/link`);
    const html = await made.text();
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const [secret = ''] = secretsIn(html);
    expect(html).toMatch(/<img src="data:image\/svg\+xml,[^"]+" alt="Code QR du carnet de Léa"/);
    expect(html).toMatch('Scanne ce code');
    expect((await read(`/backpack/${secret}`)).html).toMatch('Carnet de badges\u00a0: Léa');
    expect((await read(`/backpack/${centre.backpack}`)).status).toBe(200);
    expect(await linksOf()).toHaveLength(before + 1);
    expect((await read(person())).html).not.toContain(secret);
  });

  test('takes the place of the older ones when asked', async () => {
    const html = await (await post(`${person()}/link`, { withdraw: 'yes' })).text();
    const [secret = ''] = secretsIn(html);
    expect((await read(`/backpack/${secret}`)).status).toBe(200);
    expect((await read(`/backpack/${centre.backpack}`)).status).toBe(404);
    expect(await linksOf()).toHaveLength(1);
  });

  test('goes out by e-mail to an address that is kept nowhere', async () => {
    const to = 'lea@maison.test';
    const sent = await post(`${person()}/letter`, { to });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${person()}?done=sent`]);
    expect((await read(`${person()}?done=sent`)).html).toMatch('Le lien est parti par e-mail.');
    const letter = letters.at(-1);
    expect(letter?.to).toBe(to);
    const [, secret] = /\/backpack\/([\w-]{22})\n/.exec(letter?.text ?? '') ?? [];
    expect((await read(`/backpack/${secret}`)).status).toBe(200);
    expect(JSON.stringify([await linksOf(), web.logged])).not.toContain('maison.test');
  });

  test('a letter that does not leave takes its link with it, and keeps what was typed', async () => {
    const before = await linksOf();
    const refused = await post(`${person()}/letter`, { to: 'nobody@centre.test' });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(html).toMatch('Le message n’est pas parti');
    expect(html).toMatch('value="nobody@centre.test"');
    expect(await linksOf()).toEqual(before);
  });

  // SECURITY T62.
  test.each(['', 'lea', 'a@b.test\r\nBcc: c@d.test', 'a@b.test,c@d.test'])(
    'no letter to %j',
    async (to) => {
      const count = letters.length;
      const refused = await post(`${person()}/letter`, { to });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toMatch('id="to-error"');
      expect(letters).toHaveLength(count);
    },
  );

  test('without a mail server no letter is offered, nor sent', async () => {
    const plain = await startWeb();
    try {
      const other = await openCentreWithBadges(plain);
      const headers = { cookie: await signIn(plain, other) };
      const path = `/people/${other.award.learnerId}`;
      expect(await (await plain.fetch(path, { headers })).text()).not.toMatch('/letter"');
      const refused = await postAsMember(plain, headers.cookie, `${path}/letter`, {
        to: 'a@b.test',
      });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toMatch('Le message n’est pas parti');
    } finally {
      await plain.stop();
    }
  });
});

test('forms without the word of the session are refused (SECURITY T52)', async () => {
  for (const path of [`${person()}/link`, `${person()}/letter`]) {
    const refused = await web.postForm(path, { to: 'a@b.test' }, { headers: { cookie } });
    expect(refused.status).toBe(403);
  }
});
