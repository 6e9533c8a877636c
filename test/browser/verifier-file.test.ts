import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Archive } from '../../src/domain/archive.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { awardCsv, OPERATOR, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import { codes, give, headline, openFile } from './verifier-file.ts';
import { expectWelcoming } from './welcoming.ts';

// The file lives in the hour of the machine, and so do the two services of this test: the one that
// gave the file, and another one.

interface Centre {
  readonly http: HttpService;
  readonly good: string;
  readonly token: string;
  readonly revoked: string;
  readonly archive: Archive;
}

let ours: Centre;
let theirs: Centre;
let browser: Browser;
let folder: string;
let file: string;

beforeAll(async () => {
  [ours, theirs, browser] = await Promise.all([openOne(), openOne(), openBrowser()]);
  folder = await mkdtemp(join(tmpdir(), 'verifier-'));
  const path = join(folder, 'verifier.html');
  await writeFile(path, await (await fetch(`${ours.http.origin}/verifier.html`)).text());
  file = pathToFileURL(path).href;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await Promise.all([ours.http.stop(), theirs.http.stop()]);
  await rm(folder, { recursive: true, force: true });
});

async function openOne(): Promise<Centre> {
  const http = await startHttp();
  http.clock.now = new Date();
  const { service, origin } = http;
  const { profile, achievement } = await openCentre(service);
  const reports = await awardCsv(service, profile, achievement, 'Prénom\nLéa\nNoé\n');
  const texts: string[] = [];
  let token = '';
  for (const { award } of reports) {
    const [credential] = await service.store.credentials.listOfAward(award?.id ?? '');
    if (!credential) throw new Error('Nothing was awarded.');
    texts.push(credential.text);
    token ||= new TextDecoder().decode((await service.badgeFile(credential, 'jwt')).bytes);
  }
  await revokeAward(service, OPERATOR, { awardId: reports[1]?.award?.id ?? '' });
  const archive = await fetch(`${origin}/issuers/${profile.handle}/archive.json`);
  const [good = '', revoked = ''] = texts;
  return { http, good, token, revoked, archive: (await archive.json()) as Archive };
}

describe('the file, opened from the disk with the network off', () => {
  test('knows a badge of the service that made it, and says what it cannot know', async () => {
    const { context, page, asked } = await openFile(browser, file);
    await expectWelcoming(page);
    await give(page, ours.good);
    expect(await headline(page)).toBe('Impossible à dire');
    expect(await codes(page)).toEqual(
      expect.arrayContaining(['issuer_bound', 'signature_valid', 'status_offline']),
    );
    expect(await page.locator('#verdict .why').innerText()).toContain('révoqué');
    await expectWelcoming(page);
    expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    await context.close();
  });

  test('reads a token of that service', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, ours.token);
    expect(await codes(page)).toEqual(expect.arrayContaining(['issuer_bound', 'signature_valid']));
    await context.close();
  });

  test('a badge that was changed is not authentic', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, ours.good.replace('Robot suiveur', 'Robot docteur'));
    expect(await headline(page)).toBe('Non authentique');
    await context.close();
  });

  test('with the archive it knows what was revoked, and until when', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, ours.archive, ours.good);
    expect(await headline(page)).toBe('Authentique et valable');
    expect(await codes(page)).toContain('not_revoked_archived');
    expect(await page.locator('#verdict .why').innerText()).toMatch(
      /n’était pas révoqué le .*archive/,
    );
    await page.click('a[href="/verify"]');
    await give(page, ours.revoked, ours.archive);
    expect(await codes(page)).toContain('revoked');
    await context.close();
  });

  test('an archive alone is no badge: the badge is asked for', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, ours.archive);
    expect(await page.locator('#verifier-problem').innerText()).toContain('ajoutez le badge');
    await context.close();
  });

  test('an issuer that is a key needs nobody', async () => {
    const key = newKey();
    const id = `did:key:${key.multibase}`;
    const yesterday = `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 19)}Z`;
    const issuer = { id, type: ['Profile'], name: 'Une clé' };
    const credential = badge({ issuer, validFrom: yesterday, awardedDate: yesterday });
    const method = { verificationMethod: `${id}#${key.multibase}`, created: yesterday };
    const { context, page } = await openFile(browser, file);
    await give(page, await signed(credential, method, key));
    expect(await headline(page)).toBe('Authentique et valable, mais signataire anonyme');
    await context.close();
  });

  test('works where no worker may be started, in English too', async () => {
    const { context, page } = await openFile(browser, file);
    await page.addInitScript('delete globalThis.Worker');
    await page.reload();
    await page.click('[data-language=en]');
    await give(page, ours.good);
    expect(await codes(page)).toContain('signature_valid');
    expect(await page.locator('#verifier-note').innerText()).toContain('Checked on this device');
    await context.close();
  });
});

describe('several badges in one sitting', () => {
  test('each gets its own answer, from a page that listens once', async () => {
    const { context, page } = await openFile(browser, file);
    // How often the page is drawn: a listener too many would draw the form twice.
    await page.evaluate(`window.drawn = 0; new MutationObserver(() => { window.drawn += 1; })
      .observe(document.getElementById('content'), { childList: true });`);
    const forged = ours.good.replace('Robot suiveur', 'Robot docteur');
    for (const [given, answer] of [
      [[ours.good], 'Impossible à dire'],
      [[forged], 'Non authentique'],
      [[ours.good, ours.archive], 'Authentique et valable'],
      [[theirs.good], 'Impossible à dire'],
    ] as const) {
      await give(page, ...given);
      expect(await headline(page)).toBe(answer);
      const before = await page.evaluate('window.drawn');
      await page.click('a[href="/verify"]');
      expect(await page.evaluate('window.drawn')).toBe(Number(before) + 1);
    }
    await context.close();
  });

  test('Back leads from the answer to the form', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, ours.good);
    await page.goBack();
    await page.locator('#verify-here').waitFor();
    await give(page, ours.good.replace('Robot suiveur', 'Robot docteur'));
    expect(await headline(page)).toBe('Non authentique');
    await context.close();
  });
});

describe('a badge of an issuer that the file does not know', () => {
  test('cannot be told without its archive', async () => {
    const { context, page } = await openFile(browser, file);
    await give(page, theirs.good);
    expect(await headline(page)).toBe('Impossible à dire');
    expect(await codes(page)).toContain('issuer_offline');
    await context.close();
  });

  test('is proven by its archive only to someone who knows where that came from', async () => {
    const { context, page, asked } = await openFile(browser, file);
    await give(page, theirs.good, theirs.archive);
    expect(await headline(page)).toBe('Impossible à dire');
    expect(await codes(page)).toContain('archive_unproven');
    const note = await page.locator('#verifier-note').innerText();
    expect(note).toContain(new URL(theirs.http.origin).host);
    expect(note).toMatch(/([0-9a-f]{4} ){4}[0-9a-f]{4}/);
    await expectWelcoming(page);

    await page.click('[data-vouch]');
    await page.locator('#verdict h1', { hasText: 'Authentique et valable' }).waitFor();
    expect(await codes(page)).toContain('issuer_archived');
    expect(await page.locator('.known').innerText()).not.toContain('Reconnu par');
    expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    await context.close();
  });

  test('an archive with another key inside proves nothing of a badge', async () => {
    const other = await openOne();
    const { context, page } = await openFile(browser, file);
    await give(page, theirs.good, other.archive);
    expect(await codes(page)).toContain('issuer_offline');
    await context.close();
    await other.http.stop();
  });
});

describe('an archive that is not what was signed', () => {
  const [did] = ['did.json'];
  const changed = (archive: Archive, change: (text: string) => string) => ({
    ...archive,
    documents: archive.documents.map((one) =>
      one.url.endsWith(did ?? '') ? { ...one, text: change(one.text) } : one,
    ),
  });
  const cases: Record<string, () => object> = {
    'a document was changed': () => changed(theirs.archive, (text) => `${text} `),
    'a document was added': () => ({
      ...theirs.archive,
      documents: [...theirs.archive.documents, { url: `${ours.http.origin}/x`, text: '{}' }],
    }),
    'it names another issuer': () => ({ ...theirs.archive, issuer: ours.archive.issuer }),
    'its manifest was changed': () => ({
      ...theirs.archive,
      manifest: { ...theirs.archive.manifest, validUntil: '2099-01-01T00:00:00Z' },
    }),
    'it is signed by another than the issuer that the file knows': () => ({
      ...ours.archive,
      manifest: theirs.archive.manifest,
    }),
  };

  test.each(Object.entries(cases))('is refused: %s', async (_name, make) => {
    const { context, page } = await openFile(browser, file);
    await give(page, theirs.good, make());
    expect(await page.locator('#verifier-problem').innerText()).toContain('archive');
    await context.close();
  });
});
