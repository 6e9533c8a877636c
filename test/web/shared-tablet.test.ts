import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  openLearnerSession,
  type SessionMode,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { choosePin } from '../../src/usecases/backpack/pin.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
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

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterAll(() => web.stop());

/** Léa's backpack in a browser, her PIN given a moment ago; its cookie. */
async function openIn(mode: SessionMode): Promise<string> {
  const { service } = web;
  const { learnerId, profileId } = centre.award;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  const { secret } = await openLearnerSession(service, actor, { mode });
  const { link } = await useLearnerSession(service, secret);
  for (const { id } of await service.store.pins.listOf(learnerId)) {
    await service.store.pins.remove(id);
  }
  await choosePin(service, { actor, link }, '2580');
  return `${learnerCookie(service.origin).name}=${secret}`;
}

const pageOf = async (path: string, cookie: string) => {
  const answer = await web.fetch(path, { headers: { cookie } });
  return { status: answer.status, html: await answer.text() };
};

describe('a browser that the team lends (issue 5: a shared tablet offers no remembering)', () => {
  test('forgets the backpack that somebody had kept open in it', async () => {
    const kept = await openIn('own');
    expect((await pageOf('/backpack', kept)).status).toBe(200);
    const member = await signIn(web, centre);
    // Both cookies come along, as from one browser; the word is the member's.
    const { html } = await pageOf('/account', `${member}; ${kept}`);
    const csrf = /name="csrf" value="([\w-]+)"/.exec(html)?.[1] ?? '';
    const cookie = `${member}; ${kept}`;
    const lent = await web.postForm(
      '/account/tablet',
      { shared: 'yes', csrf },
      { headers: { cookie } },
    );
    expect(lent.status).toBe(303);
    expect(lent.headers.getSetCookie().join('\n')).toMatch(
      /__Host-backpack=;.*Expires=Thu, 01 Jan 1970/,
    );
    expect((await pageOf('/backpack', kept)).status).toBe(403);
  });

  test('becomes nobody’s key', async () => {
    const onTablet = await openIn('tablet');
    const { status, html } = await pageOf('/backpack/me/passkeys', onTablet);
    expect(status).toBe(200);
    expect(html).toMatch('Cette tablette est partagée');
    expect(html).not.toMatch('data-passkey="add"');
    for (const path of ['/backpack/me/passkeys/options', '/backpack/me/passkeys']) {
      const refused = await postAsMember(web, onTablet, path, { name: 'Tablette', response: '{}' });
      expect([path, refused.status, refused.headers.get('location')]).toEqual([
        path,
        303,
        '/backpack/me/passkeys',
      ]);
    }
    const own = await pageOf('/backpack/me/passkeys', await openIn('browser'));
    expect(own.html).toMatch('data-passkey="add"');
    expect(own.html).not.toMatch('Cette tablette est partagée');
  });
});
