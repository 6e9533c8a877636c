import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CardSheet } from '../../src/domain/card-sheet.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import type { Letter, Mail } from '../../src/usecases/ports.ts';
import { hashOf } from '../../src/usecases/secrets.ts';
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
  const probe = await startWeb();
  const { drawCards } = probe.service;
  await probe.stop();
  web = await startWeb({
    mail,
    drawCards: (sheet) => {
      sheets.push(sheet);
      return drawCards(sheet);
    },
  });
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
const cardsOf = () => web.service.store.cards.listOf(centre.award.learnerId);
const actsOf = async () => {
  const entries = await web.service.store.audit.listOf(centre.award.learnerId, 100);
  return entries.map(({ act }) => act);
};
/** What was printed, the last sheet last. */
const sheets: CardSheet[] = [];
const printed = () => {
  const card = sheets.at(-1)?.cards[0];
  return { secret: card?.qr.text.split('#')[1] ?? '', code: card?.code ?? '' };
};
const lastCard = () => web.service.store.cards.bySecretHash(hashOf(web.service, printed().secret));
/** The status that opening a card answers with, and the page that it leads to. */
const opened = async (form: Record<string, string>) => {
  const entered = await web.postForm('/card', form);
  const backpack = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await web.fetch('/card', { headers: { cookie: backpack } });
  return { status: entered.status, backpack, html: await page.text() };
};

describe('a person', () => {
  test('has their names, their badges and where these come from', async () => {
    const { html } = await read(person());
    expect(html).toMatch('<h1 dir="auto">Léa Martin</h1>');
    expect(html).toMatch(/<img src="\/achievements\/[\w-]+\/image\.png"/);
    expect(html).toMatch('Décerné');
    expect(html).toMatch('Atelier robotique, le 18 novembre 2026');
    expect(html).not.toContain(centre.backpack.split('=')[1]);
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
    expect((await read(`/people/${arabic?.learnerId}`)).html).toMatch(
      '<h1 dir="auto">سلمى بن علي</h1>',
    );
    const { html } = await read(`/people/${odd?.learnerId}`);
    expect(html).toMatch('<h1 dir="auto">🦊 &lt;script&gt;x&lt;/script&gt;</h1>');
    expect(html).not.toMatch(/\u202E|<script>x/);
  });

  test('who is not known here, or is of another centre, is not found (SECURITY T56)', async () => {
    const other = await openCentreWithBadges(web);
    for (const id of ['none', other.award.learnerId]) {
      expect((await read(`/people/${id}`)).status).toBe(404);
      expect((await post(`/people/${id}/cards`)).status).toBe(404);
      expect((await post(`/people/${id}/pin/remove`)).status).toBe(404);
      expect((await post(`/people/${id}/letter`, { to: 'a@centre.test' })).status).toBe(404);
    }
    expect(await web.service.store.cards.listOf(other.award.learnerId)).toEqual([]);
    expect(await web.service.store.audit.listOf(other.award.learnerId, 10)).toEqual([]);
    expect((await read(`/workshops/awards/${other.award.id}/badge.png`)).status).toBe(404);
    expect((await read(`/workshops/awards/${other.award.id}/revoke`)).status).toBe(404);
  });
});

describe('a card', () => {
  test('is printed once, opens the backpack, and is written down', async () => {
    const before = (await cardsOf()).length;
    const made = await post(`${person()}/cards`);
    expect([made.status, made.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const card = printed();
    expect(sheets.at(-1)).toMatchObject({
      centre: 'Centre social de la Gare',
      perSheet: 8,
      cards: [{ names: ['Léa'], qr: { alt: 'Code QR du carnet de Léa' } }],
    });
    expect((await opened(card)).status).toBe(400);
    expect((await opened({ secret: card.secret })).html).toMatch('C’est le carnet de Léa');
    expect((await opened({ code: card.code })).status).toBe(303);
    expect(await cardsOf()).toHaveLength(before + 1);
    const { html } = await read(person());
    for (const secret of Object.values(card)) expect(html).not.toContain(secret);
    expect(html).toMatch('Utilisée la première fois le');
    expect(await actsOf()).toEqual(expect.arrayContaining(['card-made', 'person-opened']));
  });

  test('that is printed again is a new one; the older stays good', async () => {
    await post(`${person()}/cards`, { size: '10' });
    const older = printed();
    expect((await read(person())).html).toMatch('réimprimer en crée une nouvelle');
    await post(`${person()}/cards`);
    const newer = printed();
    expect(newer.secret).not.toBe(older.secret);
    expect((await opened({ secret: older.secret })).status).toBe(303);
    expect((await opened({ secret: newer.secret })).status).toBe(303);
  });

  test('that is lost is made void: it opens nothing, and what it opened is closed', async () => {
    await post(`${person()}/cards`);
    const card = printed();
    const { backpack } = await opened({ secret: card.secret });
    const newest = await lastCard();
    const page = `${person()}/cards/${newest?.id}/void`;
    expect((await read(person())).html).toContain(`href="${page}"`);
    const form = (await read(page)).html;
    expect(form).toMatch(/type="date" id="since" name="since" value="2026-11-20"/);
    expect(form).toMatch('Désactiver une carte de Léa Martin');
    const done = await post(page, { why: 'lost', since: '2026-11-19' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${person()}?done=voided`]);
    expect((await opened({ secret: card.secret })).status).toBe(404);
    expect((await opened({ code: card.code })).status).toBe(404);
    expect((await web.fetch('/backpack', { headers: { cookie: backpack } })).status).toBe(403);
    const { html } = await read(`${person()}?done=voided`);
    expect(html).toMatch('La carte est désactivée');
    expect(html).toMatch('Désactivée le 20 novembre 2026');
    expect(await actsOf()).toContain('card-voided');
    // The badges follow to the next one.
    await post(`${person()}/cards`);
    expect((await opened({ secret: printed().secret })).html).toMatch('C’est le carnet de Léa');
  });

  test.each([
    [{ why: 'lost', since: '' }, 'since-error'],
    [{ why: 'lost', since: '2026-02-31' }, 'since-error'],
    [{ why: 'lost', since: '2027-01-01' }, 'since-error'],
    [{ why: 'because', since: '2026-11-19' }, 'why-error'],
  ])('is not made void by %j', async (fields, mark) => {
    await post(`${person()}/cards`);
    const newest = await lastCard();
    const refused = await post(`${person()}/cards/${newest?.id}/void`, fields);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(`id="${mark}"`);
    expect((await opened({ secret: printed().secret })).status).toBe(303);
  });

  test('of another centre, or person, is not found (SECURITY T56)', async () => {
    const newest = await lastCard();
    const other = await openCentreWithBadges(web);
    const theirs = await signIn(web, other);
    const path = `/people/${other.award.learnerId}/cards/${newest?.id}/void`;
    for (const [who, where] of [
      [cookie, path],
      [theirs, path],
      [theirs, `${person()}/cards/${newest?.id}/void`],
    ] as const) {
      expect((await web.fetch(where, { headers: { cookie: who } })).status).toBe(404);
      expect((await postAsMember(web, who, where, { why: 'replaced' })).status).toBe(404);
    }
  });

  test('goes out by e-mail to an address that is kept nowhere', async () => {
    const to = 'lea@maison.test';
    const sent = await post(`${person()}/letter`, { to });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${person()}?done=sent`]);
    expect((await read(`${person()}?done=sent`)).html).toMatch('La carte est partie par e-mail.');
    const letter = letters.at(-1);
    expect(letter?.to).toBe(to);
    const [, secret = ''] = /\/card#([\w-]{22})\n/.exec(letter?.text ?? '') ?? [];
    const [, code = ''] = / (\w{4}-\w{4}-\w{5})\n/.exec(letter?.text ?? '') ?? [];
    expect((await opened({ secret })).status).toBe(303);
    expect((await opened({ code })).status).toBe(303);
    expect(JSON.stringify([await cardsOf(), web.logged])).not.toContain('maison.test');
  });

  test('that does not leave by letter is void, and what was typed stays', async () => {
    const good = async () => (await cardsOf()).filter(({ voidedAt }) => !voidedAt);
    const before = await good();
    const refused = await post(`${person()}/letter`, { to: 'nobody@centre.test' });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(html).toMatch('Le message n’est pas parti');
    expect(html).toMatch('value="nobody@centre.test"');
    expect(await good()).toEqual(before);
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
  for (const path of [`${person()}/cards`, `${person()}/letter`, `${person()}/pin/remove`]) {
    const refused = await web.postForm(path, { to: 'a@b.test' }, { headers: { cookie } });
    expect(refused.status).toBe(403);
  }
});
