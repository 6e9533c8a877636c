import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { exportBackpack } from '../../src/usecases/backpack/export-backpack.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { createBackpackZip } from '../../src/web/zip-of-backpack.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { codes, headline, openFile } from './verifier-file.ts';
import { expectWelcoming } from './welcoming.ts';

let browser: Browser;
let folder: string;

/** The backpack is taken away, and the service is no more. */
beforeAll(async () => {
  let http: HttpService;
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  http.clock.now = new Date();
  const { service } = http;
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nLéa\n');
  const award = report?.award;
  if (!award) throw new Error('Nothing was awarded.');
  const learner = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id } as const;
  await answerAward(service, learner, { awardId: award.id, answer: 'accepted' });
  await saveNote(service, learner, award.id, { ownWords: 'J’ai tenu <b>bon</b>.' });
  const deps = await createWebDeps(service);
  const zip = await createBackpackZip(deps)(await exportBackpack(deps, learner));
  await http.stop();
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (path: string) => openFile(browser, pathToFileURL(join(folder, path)).href);

describe('the backpack on a machine without us, with the network off', () => {
  test.each([
    ['index.html', 'Carnet de badges : Léa', 'index.en.html'],
    ['index.en.html', 'Badge backpack: Léa', 'index.html'],
  ])(
    '%s is read with its pictures, and asks nobody',
    async (path, title, other) => {
      const { context, page, asked } = await open(path);
      expect((await page.locator('h1').innerText()).replaceAll('\u00a0', ' ')).toBe(title);
      expect(await page.locator('h3').allInnerTexts()).toEqual(['Robot suiveur']);
      expect(await page.locator('blockquote').innerText()).toContain('J’ai tenu <b>bon</b>.');
      const widths = await page.evaluate('[...document.images].map((one) => one.naturalWidth)');
      expect(widths).toEqual([600]);
      await expectWelcoming(page);
      await page.click(`a[href="${other}"]`);
      expect(page.url()).toContain(other);
      expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
      await context.close();
    },
    60_000,
  );

  test('its verifier says that a badge of it is genuine, and was good on that day', async () => {
    const { context, page } = await open('verifier.html');
    const given = ['badges/01-robot-suiveur/badge.png', 'archive.json'];
    await page.setInputFiles(
      '#file',
      given.map((path) => join(folder, path)),
    );
    await page.click('#verify-here');
    await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
    expect(await headline(page)).toBe('Authentique et valable');
    expect(await codes(page)).toEqual(
      expect.arrayContaining(['issuer_bound', 'signature_valid', 'not_revoked_archived']),
    );
    await context.close();
  }, 60_000);
});
