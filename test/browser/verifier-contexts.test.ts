import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, DID_JSON, didDocument, jwt, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import {
  changeWorker,
  clockAt,
  giveInternet,
  openVerifierWorld,
  type VerifierWorld,
  verifyFile,
} from './verifier-world.ts';

const URL_OF_IT = 'https://federation.test/contexts/place.json';
const TEXT = JSON.stringify({ '@context': { place: 'https://federation.test/terms#place' } });
const SHA256 = createHash('sha256').update(TEXT).digest('hex');

let folder: string;
let world: VerifierWorld;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verifier-contexts-'));
  await writeFile(join(folder, 'place.json'), TEXT);
  const list = join(folder, 'list.json');
  await writeFile(list, JSON.stringify([{ url: URL_OF_IT, file: 'place.json', sha256: SHA256 }]));
  [world, browser] = await Promise.all([
    openVerifierWorld({ OPERATOR_CONTEXTS: list }),
    openBrowser(),
  ]);
  world.documents.set(DID_JSON, didDocument());
}, 60_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A badge with a word of the operator's context. */
function withPlace(): JsonObject {
  const plain = badge();
  const subject = plain['credentialSubject'] as JsonObject;
  return {
    ...plain,
    '@context': [...(plain['@context'] as string[]), URL_OF_IT],
    credentialSubject: { ...subject, place: 'Atelier de la Gare' },
  };
}

/** What the page answers to a badge, and whether it asked for the operator's contexts. */
async function answerTo(text: string) {
  const context = await browser.newContext({ locale: 'fr-FR' });
  await changeWorker(context, clockAt(world.clock.now));
  await giveInternet(context, world.documents);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(`${world.origin}/verify`);
  await verifyFile(page, utf8(text));
  const headline = await page.locator('#verdict h1').innerText();
  const codes = await page.locator('.check dd code').allTextContents();
  await context.close();
  return { headline, codes, hasAsked: asked.includes('/api/v1/contexts') };
}

describe('a context that the operator vouches for', () => {
  test('is known in the browser as on the server', async () => {
    for (const text of [JSON.stringify(await signed(withPlace())), jwt(withPlace())]) {
      expect(await world.service.verifyBytes(utf8(text))).toMatchObject({ verdict: 'verified' });
      const { headline, codes, hasAsked } = await answerTo(text);
      expect(headline).toBe('Authentique et valable');
      expect(codes).toContain('contexts_pinned');
      expect(hasAsked).toBe(true);
    }
  }, 30_000);

  test('decides what the signature means there too', async () => {
    const text = JSON.stringify(await signed(withPlace())).replace('de la Gare', 'du Port');
    expect((await answerTo(text)).codes).toContain('signature_invalid');
  }, 30_000);

  test('is not asked for by a badge that needs none', async () => {
    expect((await answerTo(JSON.stringify(await signed(badge())))).hasAsked).toBe(false);
  }, 30_000);

  test('a stranger’s context is still refused', async () => {
    const other = {
      ...badge(),
      '@context': [...(badge()['@context'] as string[]), 'https://x.test/c'],
    };
    expect((await answerTo(jwt(other))).codes).toContain('context_not_allowed');
  }, 30_000);

  test('is inside the file that works without a network', async () => {
    const path = join(folder, 'verifier.html');
    await writeFile(path, await (await fetch(`${world.origin}/verifier.html`)).text());
    const context = await browser.newContext({ locale: 'fr-FR', offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    await verifyFile(page, utf8(JSON.stringify(await signed(withPlace()))));
    const codes = await page.locator('.check dd code').allTextContents();
    expect(codes).toEqual(expect.arrayContaining(['contexts_pinned', 'issuer_offline']));
    await context.close();
  }, 30_000);

  test('is given to verifiers that run elsewhere', async () => {
    const answer = await fetch(`${world.origin}/api/v1/contexts`);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toEqual({
      contexts: [{ url: URL_OF_IT, sha256: SHA256, text: TEXT }],
    });
  });
});
