import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { exportBackpack } from '../../src/usecases/backpack/export-backpack.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { createBackpackZip } from '../../src/web/zip-of-backpack.ts';
import { OPERATOR } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { badge, KEY, newKey, signed, type TestKey } from '../usecases/other-issuer.ts';
import { accept, openSceneOf } from '../usecases/share-scene.ts';
import { openBrowser } from './open-browser.ts';
import { codes, headline, openFile } from './verifier-file.ts';

let browser: Browser;
let folder: string;
/** Paths in the ZIP. */
let paths: readonly string[];
let context: BrowserContext;
let page: Page;
let asked: string[];

/** A backpack with a good badge, one that was taken back, and two of elsewhere; its service is gone. */
beforeAll(async () => {
  let http: HttpService;
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  http.clock.now = new Date(Date.now() - 3_600_000);
  const scene = await openSceneOf(http);
  const { service, lea } = scene;
  http.clock.now = new Date();
  const revoked = await scene.awardAgain();
  await accept(scene, revoked);
  await revokeAward(service, OPERATOR, { awardId: revoked.id });
  const own = newKey();
  for (const given of [
    await foreign('did:web:nobody.test', KEY),
    await foreign(`did:key:${own.multibase}`, own),
  ]) {
    await importBadge(service, lea, given);
  }
  const deps = await createWebDeps(service);
  const zip = await createBackpackZip(deps)(await exportBackpack(deps, lea));
  await http.stop();
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  const files = unzipSync(zip);
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  paths = Object.keys(files);
}, 120_000);
beforeEach(async () => {
  const file = pathToFileURL(join(folder, 'verifier.html')).href;
  ({ context, page, asked } = await openFile(browser, file));
});
afterEach(async () => {
  expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function foreign(issuer: string, key: TestKey): Promise<Uint8Array> {
  const method = {
    verificationMethod: `${issuer}#${key.multibase}`,
    created: '2026-01-01T00:00:00Z',
  };
  const text = badge({ issuer: { id: issuer, type: ['Profile'], name: issuer } });
  return new TextEncoder().encode(JSON.stringify(await signed(text, method, key)));
}

/** What the verifier of the ZIP says of files of it. */
async function verify(...given: readonly string[]): Promise<{ says: string; found: string[] }> {
  await page.setInputFiles(
    '#file',
    given.map((path) => join(folder, path)),
  );
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
  return { says: await headline(page), found: await codes(page) };
}

/** Leads from an answer back to the form. */
async function next(): Promise<void> {
  await page.click('a[href="/verify"]');
  await page.waitForSelector('#file');
}

const badgesOf = (kind: 'badges' | 'imports', ending: RegExp) =>
  paths.filter((path) => path.startsWith(`${kind}/`) && ending.test(path)).sort();

describe('the verifier of a backpack that was taken away, with the network off', () => {
  test('says of every badge of it, in every form, what the archive of that day says', async () => {
    // Newest first: the one that was taken back, and the good one.
    const revoked = badgesOf('badges', /^badges\/01-.*\.(json|jwt|png|svg)$/);
    const good = badgesOf('badges', /^badges\/02-.*\.(json|jwt|png|svg)$/);
    expect([revoked.length, good.length]).toEqual([4, 4]);
    for (const path of good) {
      const { says, found } = await verify(path, 'archive.json');
      expect([path, says]).toEqual([path, 'Authentique et valable']);
      expect(found).toEqual(expect.arrayContaining(['signature_valid', 'not_revoked_archived']));
      expect(await page.locator('#verdict .why').innerText()).toMatch(/n’était pas révoqué le /);
      await next();
    }
    for (const path of revoked) {
      const { says, found } = await verify(path, 'archive.json');
      expect(says).toMatch(/^Authentique, mais plus valable\W+il a été révoqué$/);
      expect(found).toContain('revoked');
      await next();
    }
  }, 60_000);

  // Nothing is called good of which something could not be checked.
  test('without the archive says of none that it is good', async () => {
    for (const path of badgesOf('badges', /\.(json|png)$/)) {
      const { says, found } = await verify(path);
      expect([path, says]).toEqual([path, 'Impossible à dire']);
      expect(found).toContain('status_offline');
      await next();
    }
  }, 60_000);

  test('of a badge of elsewhere says no more than it can: a key proves itself, a domain does not', async () => {
    const answers: Record<string, string> = {};
    for (const path of badgesOf('imports', /\.json$/)) {
      const { issuer } = JSON.parse(await readFile(join(folder, path), 'utf8'));
      const { says } = await verify(path, 'archive.json');
      answers[issuer.id.split(':')[1]] = says;
      await next();
    }
    expect(answers).toEqual({
      web: 'Impossible à dire',
      key: 'Authentique et valable, mais signataire anonyme',
    });
  }, 60_000);
});
