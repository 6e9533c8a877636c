import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
  unlockBackpack,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

const badge = () => `/backpack/badges/${centre.award.id}`;
const read = async (path: string) => {
  const { headers, status, text } = await get(path);
  return { status, place: headers.get('location'), html: text };
};
async function get(path: string) {
  const response = await web.fetch(path, {
    headers: { cookie: centre.backpack },
    redirect: 'manual',
  });
  return { headers: response.headers, status: response.status, text: await response.text() };
}
const post = async (path: string, fields: Record<string, string> = {}) => {
  const { status, headers } = await postAsMember(web, centre.backpack, path, fields);
  return [status, headers.get('location')];
};
const keep = () => post(`${badge()}/answer`, { answer: 'accepted' });

test('a badge that is handed back waits under what is put away, and is taken up again', async () => {
  expect((await read('/backpack')).html).toContain('dans sept jours');
  await post(`${badge()}/answer`, { answer: 'declined' });
  const told = (await read('/backpack?done=declined')).html;
  expect(told).toContain('Si tu changes d’avis');
  expect(told).toContain('1 badge rangé à part');
  const { html } = await read('/backpack/away');
  expect(html).toMatch(/Refusé\s: annulé pour de bon le \d+ novembre 2026/);
  expect(html).toContain(`action="${badge()}/take-up"`);
  expect((await read(badge())).status).toBe(404);
  expect(await post(`${badge()}/take-up`)).toEqual([303, '/backpack?done=taken-up']);
  expect((await read('/backpack?done=taken-up')).html).toMatch(
    /de retour dans ton carnet[\s\S]*Tu as reçu/,
  );
  expect((await read('/backpack/away')).html).toContain('Rien n’est rangé à part');
});

describe('a badge that is kept', () => {
  test('is deleted behind the PIN alone', async () => {
    await keep();
    expect((await read(badge())).html).toContain(`href="${badge()}/remove"`);
    const pin = `/backpack/pin?returnTo=${encodeURIComponent(`${badge()}/remove`)}`;
    expect(await read(`${badge()}/remove`)).toMatchObject({ status: 303, place: pin });
    expect(await post(`${badge()}/remove`)).toEqual([303, pin]);
    expect(await web.service.store.removals.ofAwards([centre.award.id])).toEqual([]);
    await unlockBackpack(web, centre);
    expect((await read(`${badge()}/remove`)).html).toContain('Oui, le supprimer');
    expect(await post(`${badge()}/remove`)).toEqual([303, '/backpack/away?done=removed']);
    const { html } = await read('/backpack/away?done=removed');
    expect(html).toMatch(/Supprimé\s: annulé pour de bon/);
    expect(html).toContain('Tu as sept jours');
    expect((await read('/backpack')).html).not.toContain('class="patch"');
    await post(`${badge()}/take-up`);
    expect((await read('/backpack')).html).toContain('class="patch"');
  });

  test('that is due is not taken up again', async () => {
    await keep();
    await unlockBackpack(web, centre);
    await post(`${badge()}/remove`);
    web.clock.now = new Date(web.clock.now.getTime() + 7 * 86_400_000);
    centre = { ...centre, backpack: await openBackpackOf(web.service, centre.award) };
    const { html } = await read('/backpack/away');
    expect(html).not.toContain('take-up');
    expect((await post(`${badge()}/take-up`))[0]).toBe(409);
  });

  // SECURITY T56: not even that it is there is told.
  test('is unknown when it is somebody else’s, or waits for its answer', async () => {
    for (const id of [centre.award.id, 'none']) {
      const place = `/backpack/badges/${id}/remove`;
      expect([(await read(place)).status, (await post(place))[0]]).toEqual([404, 404]);
    }
    expect((await post('/backpack/badges/none/take-up'))[0]).toBe(404);
  });
});
