import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
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

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

const DAY = 86_400_000;
const pass = (milliseconds: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + milliseconds);
};
const page = async (path: string, cookie = '') => {
  const answer = await web.fetch(path, { headers: cookie ? { cookie } : {} });
  return { status: answer.status, text: await answer.text() };
};
const searched = async (q: string, cookie: string) =>
  (await postAsMember(web, cookie, '/people', { q })).text();
const asLea = (path: string, fields = {}) => postAsMember(web, centre.backpack, path, fields);

/** Léa asks that everything be erased, with her PIN; the path of the link that she keeps. */
async function ask(): Promise<string> {
  await asLea('/backpack/me/pin', { pin: '4071', again: '4071' });
  const asked = await asLea('/backpack/me/delete');
  expect(asked.status).toBe(303);
  return asked.headers.get('location') ?? '';
}

const badgeFile = async () =>
  (await page(`/backpack/badges/${centre.award.id}/json`, centre.backpack)).text;

/** The name or the id of a learner in any file of the service. */
async function isOnDisk(text: string): Promise<boolean> {
  const files = await readdir(web.folder, { recursive: true });
  const contents = await Promise.all(
    files.map((file) => readFile(join(web.folder, file), 'latin1').catch(() => '')),
  );
  return contents.some((content) => content.includes(text));
}

describe('a learner', () => {
  test('asks behind the PIN alone', async () => {
    const asked = await asLea('/backpack/me/delete');
    expect(asked.headers.get('location')).toBe('/backpack/pin?returnTo=%2Fbackpack%2Fme%2Fdelete');
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toEqual([]);
  });

  test('sees what goes, what stays, and the export first', async () => {
    await asLea('/backpack/me/pin', { pin: '4071', again: '4071' });
    const { text } = await page('/backpack/me/delete', centre.backpack);
    expect(text.indexOf('/backpack/me/export')).toBeGreaterThan(0);
    expect(text.indexOf('/backpack/me/export')).toBeLessThan(
      text.indexOf('action="/backpack/me/delete"'),
    );
  });

  test('is shown to nobody from the moment they ask', async () => {
    const token = await shareOf(web, centre);
    expect((await page(`/s/${token}`)).status).toBe(200);
    await ask();
    expect((await page(`/s/${token}`)).status).toBe(404);
  });

  test('is told on every page, and stays with one press, by the card alone', async () => {
    await ask();
    const { text } = await page('/backpack', centre.backpack);
    expect(text).toContain('27 novembre 2026');
    const other = await openBackpackOf(web.service, centre.award);
    const stayed = await postAsMember(web, other, '/backpack/me/delete/call-off', {});
    expect([stayed.status, stayed.headers.get('location')]).toEqual([
      303,
      '/backpack/me?done=stayed',
    ]);
    expect((await page('/backpack', centre.backpack)).text).not.toContain('27 novembre 2026');
    pass(8 * DAY);
    expect(await eraseDue(web.service)).toBe(0);
    expect(await isOnDisk('Martin')).toBe(true);
  });

  test('stays by the link alone, until the last moment', async () => {
    const link = await ask();
    pass(7 * DAY - 1000);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(303);
    expect((await page(link)).text).toContain('annulé');
    pass(DAY);
    expect(await eraseDue(web.service)).toBe(0);
  });

  test('cannot stay any more when it is due, done or not', async () => {
    const link = await ask();
    pass(7 * DAY);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(409);
    // Another machine's clock may be a little behind: it waits for it.
    expect(await eraseDue(web.service)).toBe(0);
    pass(61_000);
    expect(await eraseDue(web.service)).toBe(1);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(409);
  });

  // Whoever looks when it is due is not told of a day that went by.
  test('sees it done by looking, whether or not the hour came', async () => {
    const link = await ask();
    pass(7 * DAY);
    const now = await page(link);
    expect(now.text).toContain('dans un instant');
    expect(now.text).not.toMatch(/sera effacé le|Changer d’avis/);
    const open = await openBackpackOf(web.service, centre.award);
    expect((await page('/backpack', open)).text).not.toContain('27 novembre 2026');
    pass(61_000);
    const [proof, backpack] = await Promise.all([page(link), page('/backpack', open)]);
    expect(proof.text).toContain('Tout a été effacé le 27 novembre 2026');
    expect(proof.text).toContain('1 badge décerné ici');
    expect(backpack.status).toBe(403);
    expect(await isOnDisk('Martin')).toBe(false);
  });

  test('finds their backpack gone by opening it', async () => {
    await ask();
    pass(7 * DAY + 61_000);
    const backpack = await openBackpackOf(web.service, centre.award);
    expect((await page('/backpack', backpack)).status).toBe(403);
    expect(await isOnDisk('Martin')).toBe(false);
  });

  test('may ask again after staying', async () => {
    const first = await ask();
    await web.fetch(first, { method: 'POST' });
    const second = (await asLea('/backpack/me/delete')).headers.get('location') ?? '';
    expect((await page(second)).text).toContain('27 novembre 2026');
    expect((await page(first)).text).toContain('annulé');
    const all = await web.service.store.erasures.listOf(centre.award.learnerId);
    expect(all).toHaveLength(2);
  });
});

// SECURITY row 128: erasure asked twice, with public pages, and no trace in any list.
describe('what is erased', () => {
  test('asked twice is one erasure, whoever asks', async () => {
    const first = await ask();
    const second = (await asLea('/backpack/me/delete')).headers.get('location') ?? '';
    const cookie = await signIn(web, centre);
    const third = await postAsMember(web, cookie, `/people/${centre.award.learnerId}/erasure`, {});
    const links = [first, second, third.headers.get('location') ?? ''];
    expect(new Set(links).size).toBe(3);
    for (const link of links) expect((await page(link)).status).toBe(200);
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toHaveLength(1);
    const both = await Promise.all([asLea('/backpack/me/delete'), asLea('/backpack/me/delete')]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toHaveLength(1);
  });

  test('two who ask for the first time at once ask for one', async () => {
    await asLea('/backpack/me/pin', { pin: '4071', again: '4071' });
    const asked = await Promise.all(Array.from({ length: 4 }, () => asLea('/backpack/me/delete')));
    expect(asked.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toHaveLength(1);
  });

  test('is gone: pages, lists, file; the badge in hand is still good, the proof names nobody', async () => {
    const token = await shareOf(web, centre);
    const badge = await badgeFile();
    expect(JSON.parse(badge).type).toContain('AchievementCredential');
    const link = await ask();
    const { learnerId, workshopId } = centre.award;
    pass(7 * DAY + 61_000);
    expect(await eraseDue(web.service)).toBe(1);
    expect(await eraseDue(web.service)).toBe(0);

    const cookie = await signIn(web, centre);
    expect((await page('/backpack', centre.backpack)).status).toBe(403);
    expect((await page(`/s/${token}`)).status).toBe(404);
    expect((await page(`/people/${learnerId}`, cookie)).status).toBe(404);
    expect(await searched('martin', cookie)).not.toContain('Léa');
    expect((await page(`/workshops/${workshopId}`, cookie)).text).not.toContain('Léa');
    expect(await isOnDisk('Martin')).toBe(false);
    expect(await isOnDisk('martin')).toBe(false);

    const report = await web.service.verifyBytes(new TextEncoder().encode(badge));
    expect([report.verdict, report.state]).toEqual(['verified', 'active']);

    const proof = await page(link);
    expect(proof.status).toBe(200);
    for (const words of ['effacé le 27 novembre 2026', '1 badge décerné ici', '1 lien montré']) {
      expect(proof.text).toContain(words);
    }
    expect(proof.text).not.toMatch(/Léa|Martin/);
    expect(proof.text).not.toContain(learnerId);
    expect(JSON.stringify(web.logged)).not.toMatch(/Léa|Martin/);
  });

  test('is nobody else', async () => {
    await ask();
    pass(7 * DAY + 61_000);
    await eraseDue(web.service);
    const cookie = await signIn(web, centre);
    expect(await searched('noe', cookie)).toContain('Noé');
    const held = await web.service.store.awards.countHeld(centre.profile.id, {});
    expect(held).toBe(1);
  });

  test('an unknown link, and one of another kind, lead nowhere', async () => {
    for (const token of ['unknown', centre.backpack.split('=')[1] ?? '']) {
      expect((await page(`/erasure/${token}`)).status).toBe(404);
      expect((await web.fetch(`/erasure/${token}`, { method: 'POST' })).status).toBe(404);
    }
  });
});

describe('a worker', () => {
  test('is told on the page of a person that all of it goes, and when', async () => {
    const team = await signIn(web, centre);
    const path = `/people/${centre.award.learnerId}`;
    expect((await page(path, team)).text).not.toContain('Tout sera effacé');
    await ask();
    const told = (await page(path, team)).text;
    expect(told).toContain('Tout sera effacé le 27 novembre 2026');
    expect(told).toContain(`href="${path}/erasure">Voir l’effacement`);
  });

  test('finds nobody any more when it was due', async () => {
    await ask();
    pass(7 * DAY + 61_000);
    const team = await signIn(web, centre);
    const path = `/people/${centre.award.learnerId}`;
    expect((await page(path, team)).status).toBe(404);
    expect((await page(`${path}/erasure`, team)).status).toBe(404);
    expect(await isOnDisk('Martin')).toBe(false);
  });

  test('asks for a person, who sees it, and calls it off again', async () => {
    const cookie = await signIn(web, centre);
    const path = `/people/${centre.award.learnerId}/erasure`;
    expect((await page(path, cookie)).text).toContain('Léa Martin');
    expect((await postAsMember(web, cookie, path, {})).status).toBe(303);
    expect((await page('/backpack', centre.backpack)).text).toContain('27 novembre 2026');
    const audit = await web.service.store.audit.listOf(centre.award.learnerId, 10);
    expect(audit.map(({ act }) => act)).toContain('erasure-asked');
    expect((await page(path, cookie)).text).toContain(`${path}/call-off`);
    expect((await postAsMember(web, cookie, `${path}/call-off`, {})).status).toBe(303);
    expect((await page('/backpack', centre.backpack)).text).not.toContain('27 novembre 2026');
  });

  // Whoever wants to go is not kept by those whom they want to leave.
  test('cannot call off what the learner asked for', async () => {
    await ask();
    const cookie = await signIn(web, centre);
    const path = `/people/${centre.award.learnerId}/erasure`;
    expect((await page(path, cookie)).text).not.toContain('/call-off');
    expect((await postAsMember(web, cookie, `${path}/call-off`, {})).status).toBe(403);
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toMatchObject([
      { askedBy: `learner:${centre.award.learnerId}` },
    ]);
    pass(7 * DAY + 61_000);
    expect(await eraseDue(web.service)).toBe(1);
  });

  test('of another centre can neither see nor erase (T56)', async () => {
    const other = await openCentreWithBadges(web);
    const cookie = await signIn(web, other);
    const path = `/people/${centre.award.learnerId}/erasure`;
    expect((await page(path, cookie)).status).toBe(404);
    for (const end of ['', '/call-off']) {
      expect((await postAsMember(web, cookie, path + end, {})).status).toBe(404);
    }
    expect(await web.service.store.erasures.listOf(centre.award.learnerId)).toEqual([]);
  });
});
