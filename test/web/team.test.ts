import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { actorOfSession } from '../../src/usecases/people/sessions.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { openCentre } from '../harness.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import { type Jar, openJar } from './cookie-jar.ts';
import { startWeb, type TestWeb } from './start-web.ts';

const FIREFOX = 'Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0';

let mailServer: MailServer;
let web: TestWeb;

beforeAll(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { SMTP_URL: mailServer.url });
});
afterAll(async () => {
  await web.stop();
  await mailServer.stop();
});

interface MemberJar extends Jar {
  /** Sends a form with the word of the session. */
  send(path: string, fields?: Record<string, string>): Promise<Response>;
  memberId(): Promise<string>;
}

/** A browser that went in by a link. */
async function enterBy(link: string): Promise<MemberJar> {
  const jar = openJar(web);
  expect((await jar.post(link, {}, { 'user-agent': FIREFOX })).status).toBe(303);
  const session = () => jar.cookies.get('__Host-session') ?? '';
  return {
    ...jar,
    send: (path, fields = {}) =>
      jar.post(path, { ...fields, csrf: csrfOf(web.service, session()) }),
    async memberId() {
      const actor = await actorOfSession(web.service, session());
      return actor.kind === 'member' ? actor.memberId : '';
    },
  };
}

async function openTeam(): Promise<MemberJar> {
  const { profile } = await openCentre(web.service);
  return enterBy(`/enter/${await newOwnerLink(web.service, profile.id)}`);
}

const linkIn = (html: string) => /https:\/\/issuer\.test(\/enter\/[\w-]+)/.exec(html)?.[1] ?? '';

async function invite(owner: MemberJar, fields: Record<string, string> = {}): Promise<string> {
  const made = await owner.send('/team/invitations', { role: 'awarder', ...fields });
  expect(made.status).toBe(201);
  return linkIn(await made.text());
}

describe('an invitation', () => {
  test('is shown once, opens in any browser, once, and lives seven days', async () => {
    const owner = await openTeam();
    const link = await invite(owner, { name: 'Amel' });
    expect(await (await owner.get('/team')).text()).not.toContain(link);
    const start = web.clock.now;
    web.clock.now = new Date(start.getTime() + 7 * 86_400_000 - 60_000);
    const amel = await enterBy(link);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(410);
    expect((await amel.get('/workshops')).status).toBe(200);
    const refused = await amel.get('/team');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toMatch(/<main[\s\S]*href="\/workshops"[\s\S]*<\/main>/);
    web.clock.now = start;
  });

  test('is over after seven days', async () => {
    const link = await invite(await openTeam());
    const start = web.clock.now;
    web.clock.now = new Date(start.getTime() + 7 * 86_400_000);
    expect((await web.fetch(link)).status).toBe(410);
    web.clock.now = start;
  });

  test('goes out by e-mail too when there is an address', async () => {
    const before = mailServer.letters.length;
    const link = await invite(await openTeam(), { name: 'Amel', email: ' Amel@Example.test ' });
    const letter = await mailServer.received(before + 1);
    expect(letter.to).toEqual(['amel@example.test']);
    expect(textOf(letter)).toContain(`https://issuer.test${link}\n`);
    expect(textOf(letter)).toContain('Centre social de la Gare vous invite');
  });

  test('for an address of the team is refused beside the field, and what was typed stays', async () => {
    const owner = await openTeam();
    await invite(owner, { email: 'twice@example.test' });
    const again = { name: 'Amel <b>', email: 'TWICE@example.test', role: 'owner' };
    const refused = await owner.send('/team/invitations', again);
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain('déjà celle d’un membre');
    expect(html).toContain('value="Amel &lt;b&gt;"');
    expect(html).toMatch(/value="owner" checked/);
  });

  // SECURITY row 110.
  test.each([
    { role: 'operator' },
    { email: 'a@b.test\r\nBcc: c@d.test' },
    { name: 'x'.repeat(121) },
    { profileId: 'another' },
  ])('with %j is refused', async (fields) => {
    const owner = await openTeam();
    const form = { role: 'awarder', ...(fields as Record<string, string>) };
    expect((await owner.send('/team/invitations', form)).status).toBe(422);
  });
});

describe('a removed member', () => {
  test('is out at once: session, links, and nothing lets them in again', async () => {
    const owner = await openTeam();
    const amel = await enterBy(await invite(owner, { name: 'Amel' }));
    const memberId = await amel.memberId();
    const made = await owner.send(`/team/members/${memberId}/link`);
    const link = linkIn(await made.text());
    const removed = await owner.send(`/team/members/${memberId}/remove`);
    expect([removed.status, removed.headers.get('location')]).toEqual([303, '/team?done=removed']);
    expect((await amel.get('/workshops')).status).toBe(403);
    expect((await web.fetch(link)).status).toBe(404);
    expect(await web.service.store.links.listOf(memberId, 'session')).toEqual([]);
    expect(await (await owner.get('/team')).text()).not.toContain('Amel');
    expect((await owner.send(`/team/members/${memberId}/remove`)).status).toBe(404);
  });

  test('is never the last owner', async () => {
    const owner = await openTeam();
    const refused = await owner.send(`/team/members/${await owner.memberId()}/remove`);
    expect(refused.status).toBe(409);
    expect((await owner.get('/team')).status).toBe(200);
  });

  test('is one of two owners who remove each other at once, not both', async () => {
    const first = await openTeam();
    const second = await enterBy(await invite(first, { name: 'Amel', role: 'owner' }));
    const [firstId, secondId] = [await first.memberId(), await second.memberId()];
    await Promise.all([
      first.send(`/team/members/${secondId}/remove`),
      second.send(`/team/members/${firstId}/remove`),
    ]);
    const statuses = [(await first.get('/team')).status, (await second.get('/team')).status];
    expect(statuses.sort()).toEqual([200, 403]);
  });

  test('of another centre is not to be found (T56)', async () => {
    const [owner, other] = [await openTeam(), await openTeam()];
    const id = await other.memberId();
    for (const act of ['link', 'remove']) {
      expect((await owner.send(`/team/members/${id}/${act}`)).status).toBe(404);
    }
    expect((await other.get('/team')).status).toBe(200);
  });
});

test('a new link makes the one before worthless', async () => {
  const owner = await openTeam();
  const first = await invite(owner, { name: 'Amel' });
  const page = await (await owner.get('/team')).text();
  const actions = [...page.matchAll(/action="(\/team\/members\/([\w-]+)\/link)"/g)];
  const own = await owner.memberId();
  const action = actions.find(([, , id]) => id !== own)?.[1] ?? '';
  const second = linkIn(await (await owner.send(action)).text());
  expect((await web.fetch(first)).status).toBe(404);
  expect((await web.fetch(second)).status).toBe(200);
});

describe('the account', () => {
  test('keeps a name and an address, and refuses a colleague’s', async () => {
    const owner = await openTeam();
    await invite(owner, { email: 'colleague@example.test' });
    const me = { name: 'Inès', email: 'Ines@Example.test' };
    expect((await owner.send('/account', me)).headers.get('location')).toBe('/account?done=saved');
    const html = await (await owner.get('/account')).text();
    expect(html).toContain('value="Inès"');
    expect(html).toContain('value="ines@example.test"');
    const taken = await owner.send('/account', { ...me, email: 'colleague@example.test' });
    expect([taken.status, await taken.text()]).toEqual([409, expect.stringMatching('déjà celle')]);
    expect((await owner.send('/account', { ...me, role: 'owner' })).status).toBe(422);
  });

  test('lists the sessions by coarse names, and ends one or all the others (T53)', async () => {
    const owner = await openTeam();
    const memberId = await owner.memberId();
    const again = async () => {
      const made = await owner.send(`/team/members/${memberId}/link`);
      return enterBy(linkIn(await made.text()));
    };
    const [phone, tablet] = [await again(), await again()];
    const html = await (await owner.get('/account')).text();
    expect(html.match(/<strong>Firefox, Android<\/strong>/g)).toHaveLength(3);
    expect(html).not.toContain('131');
    const end = /action="(\/account\/sessions\/[\w-]+\/end)"/.exec(html)?.[1] ?? '';
    await owner.send(end);
    const left = [phone, tablet].map(async (jar) => (await jar.get('/account')).status);
    expect((await Promise.all(left)).sort()).toEqual([200, 403]);
    await owner.send('/account/sessions/end-others');
    for (const jar of [phone, tablet]) expect((await jar.get('/account')).status).toBe(403);
    expect((await owner.get('/account')).status).toBe(200);
  });

  test('ends no session of someone else (T56)', async () => {
    const [owner, other] = [await openTeam(), await openTeam()];
    const [session] = await web.service.store.links.listOf(await other.memberId(), 'session');
    await owner.send(`/account/sessions/${session?.secretHash}/end`);
    expect((await other.get('/account')).status).toBe(200);
  });

  test('leaving ends the session and clears what the browser kept (T53)', async () => {
    const owner = await openTeam();
    const session = owner.cookies.get('__Host-session') ?? '';
    const left = await owner.send('/account/leave');
    expect(left.headers.get('clear-site-data')).toBe('"cache", "storage"');
    const headers = { cookie: `__Host-session=${session}` };
    expect((await web.fetch('/account', { headers })).status).toBe(403);
  });

  test('a link opened again in the same browser ends the session before it (T53)', async () => {
    const owner = await openTeam();
    const before = owner.cookies.get('__Host-session');
    const made = await owner.send(`/team/members/${await owner.memberId()}/link`);
    await owner.post(linkIn(await made.text()));
    expect(owner.cookies.get('__Host-session')).not.toBe(before);
    const headers = { cookie: `__Host-session=${before}` };
    expect((await web.fetch('/account', { headers })).status).toBe(403);
  });

  test('an answer that no passkey gave adds none and opens nothing', async () => {
    const owner = await openTeam();
    const answers = [
      '',
      '{}',
      '[',
      '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30"}}',
    ];
    for (const response of answers) {
      await owner.send('/account/passkeys/options');
      const added = await owner.send('/account/passkeys', { name: 'Clé', response });
      expect(added.status).toBe(422);
      const stranger = openJar(web);
      await stranger.post('/sign-in/passkey/options');
      expect((await stranger.post('/sign-in/passkey', { response })).status).toBe(422);
    }
    expect(await web.service.store.passkeys.listOf(await owner.memberId())).toEqual([]);
  });
});

test('the log has member ids alone (T63)', async () => {
  const owner = await openTeam();
  await owner.send('/account', { name: 'Inès Secret', email: 'secret@example.test' });
  await invite(owner, { name: 'Amel Secret', email: 'secret2@example.test' });
  const text = JSON.stringify(web.logged);
  expect(text).toContain('"event":"member_invited"');
  expect(text).not.toMatch(/secret/i);
});
