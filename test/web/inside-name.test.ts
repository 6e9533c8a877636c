import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { CardSheet } from '../../src/domain/card-sheet.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { SENTENCES } from '../../src/web/locales.ts';
import { workerAt } from './award-a-list.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
  unlockBackpack,
} from './start-web.ts';

// A centre whose name would say too much of those who come awards under a neutral one (DESIGN
// section 6): what is handed to others, or lies in a pocket, says that one alone.
const INSIDE = 'Foyer des Mineurs Isolés';

let web: TestWeb;
let centre: Centre;
let shareId: string;
let token: string;
const drawn: unknown[] = [];

/** Sheets as they are said, before they are drawn. */
const note = async (sheet: unknown) => {
  drawn.push(sheet);
  return new Uint8Array();
};

beforeAll(async () => {
  web = await startWeb({
    drawPaper: note,
    drawCertificate: note,
    drawInterview: note,
    drawCards: note as (sheet: CardSheet) => Promise<Uint8Array>,
  });
  centre = await openCentreWithBadges(web);
  const { profile, award } = centre;
  const lea = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id } as const;
  await shareOf(web, centre);
  await web.service.store.learners.setAge(profile.id, award.learnerId, { band: 'adult' });
  await web.service.store.profiles.describe(profile.id, { ...profile, insideName: INSIDE });
  await unlockBackpack(web, centre);
  await recordOwnConsent(web.service, lea, 'public-page');
  const command = { entryIds: [award.id], days: 30, label: 'Mon site', way: 'public' } as const;
  const opened = await openShareOf(web.service, lea, command);
  [shareId, token] = [opened.share.id, opened.token];
});
afterAll(() => web.stop());

const textAt = async (path: string, cookie = '') => {
  const answer = await web.fetch(path, { headers: { cookie } });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return answer.text();
};

test('the learner reads it on their own pages', async () => {
  const correction = `/backpack/badges/${centre.award.id}/correction`;
  for (const path of ['/backpack/me', '/backpack/me/data', '/backpack/me/cards', correction]) {
    const says = (await textAt(path, centre.backpack)).includes(INSIDE);
    expect({ path, says }).toEqual({ path, says: true });
  }
});

test('pages for others never say it', async () => {
  const { profile } = centre;
  const paths = [
    `/s/${token}`,
    `/s/${token}/1.json`,
    `/embed/${token}`,
    `/issuers/${profile.handle}`,
    `/issuers/${profile.handle}/did.json`,
  ];
  for (const path of paths) {
    const says = (await textAt(path)).includes(INSIDE);
    expect({ path, says }).toEqual({ path, says: false });
  }
  const own = await textAt(`/backpack/shares/${shareId}`, centre.backpack);
  expect(own).not.toContain(INSIDE);
});

test('nor does any paper, nor the file of everything', async () => {
  const { award } = centre;
  for (const path of [
    `/backpack/badges/${award.id}/paper.pdf`,
    `/backpack/badges/${award.id}/certificate.pdf`,
    `/backpack/shares/${shareId}/certificate.pdf`,
    `/backpack/shares/${shareId}/sheet.pdf`,
  ]) {
    await textAt(path, centre.backpack);
  }
  const owner = await signIn(web, centre);
  await postAsMember(web, owner, `/people/${award.learnerId}/cards`, {});
  expect(drawn).toHaveLength(5);
  expect(JSON.stringify(drawn)).not.toContain(INSIDE);
  expect(JSON.stringify(drawn)).toContain(centre.profile.name);

  const answer = await postAsMember(web, centre.backpack, '/backpack/me/export', {});
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const telling = Object.entries(files).filter(
    ([path, bytes]) => path.includes('foyer') || strFromU8(bytes).includes(INSIDE),
  );
  expect(telling.map(([path]) => path)).toEqual([]);
  expect(strFromU8(files['index.html'] ?? new Uint8Array())).toContain(centre.profile.name);
});

test('a worker is told before awarding that the public name is still the one of the first start', async () => {
  const { profile } = centre;
  const name = SENTENCES.fr['cli.first_profile'] ?? '';
  const worker = workerAt(web, centre, await signIn(web, centre));
  const batch = await worker.give('Zoé Petit');
  expect(await worker.look(batch)).not.toContain('porteront pour toujours');
  const text = { ...profile, name, insideName: INSIDE };
  await web.service.store.profiles.describe(profile.id, text);
  expect(await worker.look(batch)).toContain(
    `porteront pour toujours le nom «\u00a0${name}\u00a0»`,
  );
});
