import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { createApp } from '../../src/web/app.ts';
import { awardCsv, OPERATOR } from '../harness.ts';
import { pdfPicture } from '../pdf-picture.ts';
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
let shareId: string;
let learner: LearnerActor;

/** A large picture of a dense code is read in a process of its own. */
jest.setTimeout(60_000);

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const { learnerId, profileId } = centre.award;
  learner = { kind: 'learner', learnerId, profileId };
  await shareOf(web, centre);
  const [share] = await web.service.store.shares.listOfLearner(profileId, learnerId);
  shareId = share?.id ?? '';
});
afterAll(() => web.stop());

const ask = (path: string, cookie = centre.backpack) =>
  web.fetch(path, { headers: { cookie, 'accept-language': 'fr' } });

async function pdfAt(path: string): Promise<Uint8Array> {
  const answer = await ask(path);
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="[\w-]+\.pdf"$/);
  expect(answer.headers.get('cache-control')).toContain('no-store');
  return new Uint8Array(await answer.arrayBuffer());
}

/** What somebody gets who scans the sheet and gives it to a verifier. */
const scanned = async (pdf: Uint8Array) => web.service.verifyToKeep(pdfPicture(pdf));

/** What is drawn at these addresses. */
async function sheetsOf(...paths: string[]): Promise<unknown[]> {
  const drawn: unknown[] = [];
  const note = async (sheet: unknown) => {
    drawn.push(sheet);
    return new Uint8Array();
  };
  const app = createApp({ ...web.deps, drawCertificate: note, drawInterview: note });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { cookie: centre.backpack };
  for (const path of paths) await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return drawn;
}

describe('a badge of the library on paper', () => {
  test('each of them fits into a code (DESIGN 2.6)', async () => {
    const tooLong: string[] = [];
    const owner = await signIn(web, centre);
    for (const { key } of web.deps.library.catalogue) {
      await postAsMember(web, owner, `/badges/catalogue/${encodeURIComponent(key)}/adopt`, {});
    }
    const { store } = web.service;
    const achievements = await store.achievements.listOf(centre.profile.id, { limit: 200 });
    for (const achievement of achievements) {
      const csv = 'Prénom;Nom\nNoé;D’Arc\n';
      const [line] = await awardCsv(web.service, centre.profile, achievement, csv);
      const [credential] = await store.credentials.listOfAward(line?.award?.id ?? '');
      if (!credential) continue;
      const link = await web.deps.linkOfWhole(credential.text, 'sheet');
      if (link === undefined) tooLong.push(achievement.name);
    }
    expect(achievements.length).toBeGreaterThan(20);
    expect(tooLong).toEqual([]);
  });

  test('the code of a long one is read off the sheet', async () => {
    const [long] = (
      await web.service.store.achievements.listOf(centre.profile.id, { limit: 200 })
    ).filter(({ name }) => name.startsWith('Vrai ou faux'));
    if (!long) throw new Error('It was not adopted.');
    const csv = 'Prénom;Nom\nLéa;Martin\n';
    const [line] = await awardCsv(web.service, centre.profile, long, csv);
    const awardId = line?.award?.id ?? '';
    await answerAward(web.service, learner, { awardId, answer: 'accepted' });
    for (const sheet of ['paper', 'certificate']) {
      const { report } = await scanned(await pdfAt(`/backpack/badges/${awardId}/${sheet}.pdf`));
      expect(report).toMatchObject({ format: 'qr', verdict: 'verified' });
    }
  });
});

describe('a badge on paper', () => {
  test.each(['paper', 'certificate'])('the code of %s.pdf is the signed badge', async (sheet) => {
    const pdf = await pdfAt(`/backpack/badges/${centre.award.id}/${sheet}.pdf`);
    const { report, text } = await scanned(pdf);
    const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
    expect(report).toMatchObject({ format: 'qr', verdict: 'verified' });
    expect(JSON.parse(text)).toEqual(JSON.parse(credential?.text ?? ''));
  });

  test('is made for what was accepted and is good, and for nobody else (SECURITY T56)', async () => {
    const { service } = web;
    const list = 'Prénom;Nom\nLéa;Martin\n';
    const awarded = await awardCsv(service, centre.profile, centre.achievement, list, 'again');
    const awardId = awarded[0]?.award?.id ?? '';
    const path = `/backpack/badges/${awardId}/paper.pdf`;
    expect((await ask(path)).status).toBe(404);
    await answerAward(service, learner, { awardId, answer: 'accepted' });
    expect((await ask(path)).status).toBe(200);
    await revokeAward(service, OPERATOR, { awardId });
    expect((await ask(path)).status).toBe(410);
    const [noe] = await service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
    const other = await openBackpackOf(service, {
      learnerId: noe?.id ?? '',
      profileId: centre.profile.id,
    });
    for (const own of [
      `/backpack/badges/${centre.award.id}/paper.pdf`,
      `/backpack/badges/${centre.award.id}/certificate.pdf`,
      `/backpack/shares/${shareId}/certificate.pdf`,
      `/backpack/shares/${shareId}/sheet.pdf`,
    ]) {
      expect({ own, status: (await ask(own, other)).status }).toEqual({ own, status: 404 });
      expect({ own, status: (await ask(own, '')).status }).toEqual({ own, status: 403 });
    }
  });
});

describe('a share on paper', () => {
  test.each(['certificate', 'sheet'])('the code of %s.pdf opens the share', async (sheet) => {
    const pdf = await pdfAt(`/backpack/shares/${shareId}/${sheet}.pdf`);
    expect((await scanned(pdf)).report.verdict).toBe('verified');
  });

  test('has the control key of its own, and the name that was signed for it (DESIGN 2.5)', async () => {
    const { store } = web.service;
    const share = await store.shares.get(centre.profile.id, shareId);
    if (!share) throw new Error('The share is gone.');
    const named = { ...share, id: 'named', tokenHash: 'n', keyHash: 'n', signedName: 'Léa Martin' };
    await store.shares.insert(named);
    const drawn = await sheetsOf(
      `/backpack/shares/${shareId}/certificate.pdf`,
      '/backpack/shares/named/certificate.pdf',
      '/backpack/shares/named/sheet.pdf',
    );
    const [key, keyOfNamed] = [share, named].map((one) => ({
      value: groupedCode(secretsOf(web.service, one).key),
    }));
    expect(drawn).toMatchObject([
      { pages: [{ person: '', key }] },
      { pages: [{ person: 'Léa Martin', key: keyOfNamed }] },
      { person: 'Léa Martin', key: keyOfNamed, badges: [{ name: 'Robot suiveur' }] },
    ]);
  });

  test('is not made of one that was withdrawn', async () => {
    const at = web.service.now().toISOString();
    await web.service.store.shares.withdraw(centre.profile.id, shareId, at);
    expect((await ask(`/backpack/shares/${shareId}/sheet.pdf`)).status).toBe(404);
    expect((await ask(`/backpack/shares/${shareId}/certificate.pdf`)).status).toBe(404);
  });
});
