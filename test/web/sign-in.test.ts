import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inviteMember } from '../../src/usecases/people/team.ts';
import { OPERATOR, openCentre } from '../harness.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import { type Jar, openJar } from './cookie-jar.ts';
import { startWeb, type TestWeb } from './start-web.ts';

const EMAIL = 'amel@example.test';

let mailServer: MailServer;
let web: TestWeb;

beforeEach(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { SMTP_URL: mailServer.url });
});
afterEach(async () => {
  await web.stop();
  await mailServer.stop();
});

/** Amel awards badges in a new centre. */
async function invite() {
  const { profile } = await openCentre(web.service);
  const command = { profileId: profile.id, role: 'awarder', name: 'Amel', email: EMAIL } as const;
  return (await inviteMember(web.service, OPERATOR, command)).member;
}

/** The addresses of the links in a letter, without the origin. */
const linksIn = (text: string) =>
  [...text.matchAll(/^https:\/\/issuer\.test(\/enter\/[\w-]+)$/gm)].map(([, path]) => path ?? '');

/** Asks for a letter in a browser; the first link of the letter. */
async function ask(jar: Jar, count = 1, fields = {}): Promise<string> {
  const asked = await jar.post('/sign-in', { email: EMAIL, ...fields });
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in/code']);
  return linksIn(textOf(await mailServer.received(count)))[0] ?? '';
}

const codeIn = (html: string) => /(\d{3}) (\d{3})/.exec(html)?.slice(1).join('') ?? '';
const isIn = async (jar: Jar) => (await jar.get('/account')).status === 200;
const pass = (minutes: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + minutes * 60_000);
};

// SECURITY row 117 and T54.
describe('a link asked for by e-mail', () => {
  test('opens in the browser that asked, by its button, once', async () => {
    await invite();
    const jar = openJar(web);
    const link = await ask(jar);
    for (let look = 0; look < 20; look += 1) expect((await jar.get(link)).status).toBe(200);
    expect((await web.fetch(link, { method: 'HEAD' })).status).toBe(200);
    const entered = await jar.post(link);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/workshops']);
    expect(await isIn(jar)).toBe(true);
  });

  test('is used up for every browser, and says so to the one that asked', async () => {
    await invite();
    const jar = openJar(web);
    const link = await ask(jar);
    const waiting = { cookie: `__Host-waiting=${jar.cookies.get('__Host-waiting')}` };
    expect((await jar.post(link)).status).toBe(303);
    const again = await web.fetch(link, { method: 'POST', headers: waiting });
    expect([again.status, await again.text()]).toEqual([410, expect.stringMatching('déjà servi')]);
  });

  test('pressed once more in the browser that is in leads to the workshops', async () => {
    await invite();
    const jar = openJar(web);
    const link = await ask(jar);
    await jar.post(link);
    for (const again of [await jar.get(link), await jar.post(link)]) {
      expect([again.status, again.headers.get('location')]).toEqual([303, '/workshops']);
    }
    pass(11);
    const later = await jar.get(link);
    expect([later.status, later.headers.get('location')]).toEqual([303, '/workshops']);
    expect((await openJar(web).get(link)).status).toBe(410);
  });

  test('lives ten minutes', async () => {
    await invite();
    const jar = openJar(web);
    const link = await ask(jar);
    pass(11);
    expect((await jar.get(link)).status).toBe(410);
    expect((await jar.post(link)).status).toBe(410);
    expect(await isIn(jar)).toBe(false);
  });

  test('in another browser shows a code and lets nobody in', async () => {
    await invite();
    const link = await ask(openJar(web));
    const other = openJar(web);
    const html = await (await other.get(link)).text();
    expect(codeIn(html)).toMatch(/^\d{6}$/);
    expect(html).not.toContain('<button class="button main"');
    const tried = await other.post(link);
    expect([tried.status, tried.headers.get('location')]).toEqual([303, link]);
    expect(await isIn(other)).toBe(false);
  });

  test('opens in the browser that asked when its code is typed there', async () => {
    await invite();
    const jar = openJar(web);
    const link = await ask(jar);
    const code = codeIn(await (await openJar(web).get(link)).text());
    const entered = await jar.post('/sign-in/code', {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/workshops']);
    expect(await isIn(jar)).toBe(true);
    expect((await jar.post(link)).status).not.toBe(200);
  });

  test('its code opens nothing in a browser that did not ask', async () => {
    await invite();
    const code = codeIn(await (await web.fetch(await ask(openJar(web)))).text());
    const other = openJar(web);
    expect((await other.post('/sign-in/code', { code })).status).toBe(410);
    await ask(other, 2);
    expect((await other.post('/sign-in/code', { code })).status).toBe(422);
    expect(await isIn(other)).toBe(false);
  });

  test('five wrong codes end it, the right one with them', async () => {
    await invite();
    const jar = openJar(web);
    const code = codeIn(await (await web.fetch(await ask(jar))).text());
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const tries = [wrong, wrong, 'abc', '12345', wrong, wrong, wrong, code];
    const statuses: number[] = [];
    for (const one of tries) {
      statuses.push((await jar.post('/sign-in/code', { code: one })).status);
    }
    // What is no code at all does not count.
    expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 422, 410]);
    expect(await isIn(jar)).toBe(false);
  });

  test('what is no code at all is told how a code is written', async () => {
    await invite();
    const jar = openJar(web);
    await ask(jar);
    for (const code of ['12345', 'abc', '']) {
      const refused = await jar.post('/sign-in/code', { code });
      expect([refused.status, await refused.text()]).toEqual([
        422,
        expect.stringMatching('Écrivez les 6 chiffres'),
      ]);
    }
  });

  test('tries made at once are counted each', async () => {
    await invite();
    const jar = openJar(web);
    const code = codeIn(await (await web.fetch(await ask(jar))).text());
    const wrong = Array.from({ length: 12 }, (_, at) =>
      String((Number(code) + 1 + at) % 1_000_000),
    );
    const answers = await Promise.all(
      wrong.map((one) => jar.post('/sign-in/code', { code: one.padStart(6, '0') })),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect((await jar.post('/sign-in/code', { code })).status).toBe(410);
  });
});

// SECURITY T59.
test('an address that nobody has gets the same answer, and no letter', async () => {
  await invite();
  const shapes: unknown[] = [];
  for (const email of ['nobody@example.test', EMAIL]) {
    const answer = await web.postForm('/sign-in', { email });
    const cookie = answer.headers.get('set-cookie')?.replace(/=[\w.-]+;/, '=…;');
    shapes.push([answer.status, answer.headers.get('location'), await answer.text(), cookie]);
  }
  expect(shapes[0]).toEqual(shapes[1]);
  expect((await mailServer.received(1)).to).toEqual([EMAIL]);
  expect(mailServer.letters).toHaveLength(1);
});

test('an address gets three letters an hour (T54)', async () => {
  await invite();
  const jar = openJar(web);
  for (const count of [1, 2, 3]) await ask(jar, count);
  await jar.post('/sign-in', { email: EMAIL });
  pass(61);
  await ask(jar, 4);
  expect(mailServer.letters).toHaveLength(4);
});

// Whoever knows an address must not be able to keep its owner out.
test('letters that others asked for leave some to the one whose address it is (T54)', async () => {
  const proxied = await startWeb({ trustProxy: 1 }, { SMTP_URL: mailServer.url });
  try {
    const { profile } = await openCentre(proxied.service);
    const command = { profileId: profile.id, role: 'awarder', name: 'Amel', email: EMAIL } as const;
    await inviteMember(proxied.service, OPERATOR, command);
    const askFrom = async (from: string) => {
      const headers = { 'x-forwarded-for': from };
      const answer = await proxied.postForm('/sign-in', { email: EMAIL }, { headers });
      return [answer.status, answer.headers.get('location'), await answer.text()];
    };
    const answers: unknown[] = [];
    for (let at = 0; at < 8; at += 1) answers.push(await askFrom(`2001:db8:1:${at}::1`));
    await mailServer.received(3);
    answers.push(await askFrom('198.51.100.7'));
    await mailServer.received(4);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // The mailbox has an end all the same, wherever the requests come from.
    for (let at = 10; at < 30; at += 1) await askFrom(`203.0.113.${at}`);
    await mailServer.received(10);
    proxied.clock.now = new Date(proxied.clock.now.getTime() + 61 * 60_000);
    await askFrom('198.51.100.7');
    await mailServer.received(11);
    expect(mailServer.letters).toHaveLength(11);
  } finally {
    await proxied.stop();
  }
});

test('letters asked for at once are counted each (T54)', async () => {
  await invite();
  await Promise.all(Array.from({ length: 9 }, () => web.postForm('/sign-in', { email: EMAIL })));
  await mailServer.received(3);
  pass(61);
  // A fourth letter would have come before this one.
  await ask(openJar(web), 4);
  expect(mailServer.letters).toHaveLength(4);
});

test('who works for two centres gets one letter with a link to each', async () => {
  const first = await invite();
  const second = await invite();
  const jar = openJar(web);
  await ask(jar);
  const links = linksIn(textOf(await mailServer.received(1)));
  expect(links).toHaveLength(2);
  const sessions: string[] = [];
  for (const link of links) {
    const cookie = `__Host-waiting=${jar.cookies.get('__Host-waiting')}`;
    const entered = await web.fetch(link, { method: 'POST', headers: { cookie } });
    sessions.push(entered.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }
  expect(first.profileId).not.toBe(second.profileId);
  expect(new Set(sessions).size).toBe(2);
});

test('a mail server that fails changes nothing of the answer, and the log names nobody', async () => {
  await invite();
  await mailServer.stop();
  const answer = await web.postForm('/sign-in', { email: EMAIL });
  expect(answer.status).toBe(303);
  await web.service.mail?.close();
  expect(JSON.stringify(web.logged)).not.toContain('amel');
  mailServer = await startMailServer();
});

// SECURITY rows 111, T62.
test.each([
  ['email=a%40b.test%0D%0ABcc%3Ac%40d.test'],
  ['email[$ne]='],
  ['email=a%40b.test&email=c%40d.test'],
  ['email='],
  ['email=%00'],
  [''],
])('a form with %j is refused beside its field', async (body) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused = await web.fetch('/sign-in', { method: 'POST', headers, body });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('id="email-error"');
  expect(mailServer.letters).toEqual([]);
});

// SECURITY rows 114 to 116.
describe('the page to return to', () => {
  /** Where each of them leads. */
  const arriveFrom = async (pages: readonly string[]) => {
    await invite();
    const arrived: unknown[] = [];
    for (const [at, returnTo] of pages.entries()) {
      pass(61);
      const jar = openJar(web);
      const link = await ask(jar, at + 1, { returnTo });
      arrived.push((await jar.post(link)).headers.get('location'));
    }
    return arrived;
  };

  const FOREIGN = [
    '//evil',
    '/\\evil',
    '/%5cevil',
    '/%09/evil',
    'https:evil',
    '/\t/evil',
    'https://issuer.test.evil.test/',
    'https://issuer.test@evil',
    'https://issuer.test/workshops',
    'javascript:alert(1)',
    '/a\\..\\..\\evil',
    '/a\nb',
    `/${'a'.repeat(2000)}`,
  ];

  test('is home when it is not plainly one of ours', async () => {
    expect(await arriveFrom(FOREIGN)).toEqual(FOREIGN.map(() => '/'));
  });

  test('is kept when it is', async () => {
    const own = ['/people?q=L%C3%A9a', '/workshops/new?workshop=1', '/account#passkeys'];
    expect(await arriveFrom(own)).toEqual(own);
  });

  test('a page for members says where to sign in, and comes back', async () => {
    const html = await (await web.fetch('/people?q=a&x=%26')).text();
    const href = /href="(\/sign-in\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const page = await (await web.fetch(href.replaceAll('&#x3D;', '='))).text();
    const value = /name="returnTo" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(value.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')).toBe('/people?q=a&x=%26');
  });
});

test('without a mail server the page says whom to ask', async () => {
  const quiet = await startWeb();
  try {
    const html = await (await quiet.fetch('/sign-in')).text();
    expect(html).toContain('demandez le vôtre à la personne responsable');
    expect(html).not.toContain('name="email"');
    const asked = await quiet.postForm('/sign-in', { email: EMAIL });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in']);
  } finally {
    await quiet.stop();
  }
});

test('one address may take thirty steps in ten minutes (T54)', async () => {
  const strict = await startWeb({ limits: { signIns: 2 } });
  try {
    const ask = async () => (await strict.postForm('/sign-in', { email: EMAIL })).status;
    expect([await ask(), await ask(), await ask()]).toEqual([303, 303, 429]);
  } finally {
    await strict.stop();
  }
});
