import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { pdfPicture } from '../pdf-picture.ts';
import { openBackpackOf } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';
import { codes, headline, openFile } from './verifier-file.ts';

let http: HttpService;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  http.clock.now = new Date();
  folder = await mkdtemp(join(tmpdir(), 'paper-'));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await http.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The sheet of a badge that its learner kept, as a scanner sees it. */
async function scannedSheet(): Promise<Uint8Array> {
  const { service, origin } = http;
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nLéa\n');
  const award = report?.award;
  if (!award) throw new Error('Nothing was awarded.');
  const actor = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id } as const;
  await answerAward(service, actor, { awardId: award.id, answer: 'accepted' });
  const headers = { cookie: await openBackpackOf(service, award) };
  const sheet = await fetch(`${origin}/backpack/badges/${award.id}/paper.pdf`, { headers });
  expect(sheet.status).toBe(200);
  return pdfPicture(new Uint8Array(await sheet.arrayBuffer()));
}

test('a printed badge is verified from its code with the network off (DESIGN 2.6)', async () => {
  const picture = await scannedSheet();
  const file = join(folder, 'verifier.html');
  await writeFile(file, await (await fetch(`${http.origin}/verifier.html`)).text());
  const { context, page, asked } = await openFile(browser, pathToFileURL(file).href);
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(picture) };
  await page.setInputFiles('#file', photo);
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
  // It is genuine, and whether it still holds cannot be told without a network: both are said.
  expect(await codes(page)).toEqual(
    expect.arrayContaining(['issuer_bound', 'signature_valid', 'status_offline']),
  );
  expect(await headline(page)).toBe('Impossible à dire');
  expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  await context.close();
}, 60_000);
