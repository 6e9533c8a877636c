import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { badge, DID_JSON, didDocument, jwt, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import { codes, contacted, headline, openVisitor, PHONE } from './verifier-visitor.ts';
import {
  changeWorker,
  clockAt,
  giveInternet,
  openVerifierWorld,
  type VerifierWorld,
  verifyFile,
} from './verifier-world.ts';
import { expectWelcoming } from './welcoming.ts';

/** Bytes that the scripts of `/verify` may come to, compressed. */
const MOST = 200_000;
const PUBLIC = new URL('../../dist/public/', import.meta.url);
/** Where the curve begins: written out in what reckons with it, and nowhere else. */
const BASE_POINT = /6666666666666666666666666666666666666666666666658/;

let world: VerifierWorld;
let browser: Browser;
/** A badge of ours. */
let ours: string;
/** A badge of another issuer, whose keys are on its own host. */
let theirs: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([openVerifierWorld(), openBrowser()]);
  const { profile, achievement } = await openCentre(world.service);
  const [report] = await awardCsv(world.service, profile, achievement, 'Prénom\nLéa\n');
  const [credential] = await world.service.store.credentials.listOfAward(report?.award?.id ?? '');
  ours = credential?.text ?? '';
  theirs = JSON.stringify(await signed(badge()));
  world.documents.set(DID_JSON, didDocument());
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
});

const visitor = (options: BrowserContextOptions = {}) => openVisitor(browser, world, options);

/** Whether the script was asked for that reckons with Ed25519 where a browser does not. */
async function hasAskedForCurve(asked: readonly string[]): Promise<boolean> {
  const names = (await readdir(PUBLIC)).filter((name) => /^verify-\w+\.js$/.test(name));
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, PUBLIC), 'utf8')));
  const ofCurve = names.filter((_name, index) => BASE_POINT.test(sources[index] ?? ''));
  expect(ofCurve).toHaveLength(1);
  return asked.some((line) => line.endsWith(`/assets/${ofCurve[0]}`));
}

describe('the page that verifies', () => {
  test('checks a badge of ours in the browser: nothing is sent, no stranger is asked', async () => {
    const { context, page, asked, errors } = await visitor();
    await page.goto(`${world.origin}/verify`);
    await verifyFile(page, utf8(ours));
    expect(await headline(page)).toBe('Authentique et valable');
    expect(asked.filter((line) => !line.startsWith(`GET ${world.origin}/`))).toEqual([]);
    expect(await hasAskedForCurve(asked)).toBe(false);
    expect(await contacted(page)).toBe('Ce service, pour sa clé et sa liste de révocation');
    expect(errors).toEqual([]);
    await expectWelcoming(page);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    // However far down the form the button stood, the answer is what is seen.
    const top = await page.evaluate(
      "document.querySelector('.verdict').getBoundingClientRect().top",
    );
    expect(Number(top)).toBeGreaterThanOrEqual(0);
    expect(Number(top)).toBeLessThan(PHONE.height / 2);
    await context.close();
  });

  test('without JavaScript the server checks the same badge', async () => {
    const { context, page } = await visitor({ javaScriptEnabled: false });
    await page.goto(`${world.origin}/verify`);
    await page.fill('#text', ours);
    await page.click('#verify-server');
    expect(await headline(page)).toBe('Authentique et valable');
    await context.close();
  });

  test('sends a badge to the server when the visitor says so', async () => {
    const { context, page, asked } = await visitor();
    await page.goto(`${world.origin}/verify`);
    await page.fill('#text', ours);
    await page.click('#verify-server');
    await page.waitForURL(`${world.origin}/verify`);
    expect(await headline(page)).toBe('Authentique et valable');
    expect(asked).toContain(`POST ${world.origin}/verify`);
    await context.close();
  });

  test('asks another issuer directly, where its host lets pages read', async () => {
    const { context, page, asked } = await visitor();
    await giveInternet(context, world.documents);
    await page.goto(`${world.origin}/verify`);
    await page.fill('#text', theirs);
    // The Enter key of a form does what its first button does.
    await page.focus('#link');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    await context.close();
  });

  test('says which host it may not read, and checks the signature with what the server fetched', async () => {
    const { context, page, asked } = await visitor();
    await giveInternet(context, world.documents, false);
    await page.goto(`${world.origin}/verify`);
    await page.fill('#text', theirs);
    await page.click('#verify-here');
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Impossible à dire');
    expect(await codes(page)).toContain('remote_unreachable');
    expect(await page.locator('#verifier-note').innerText()).toContain('other.test');
    await expectWelcoming(page);

    await page.click('[data-relay]');
    await page.locator('#verdict h1', { hasText: 'Authentique et valable' }).waitFor();
    const sent = asked.filter((line) => line.startsWith('POST'));
    expect(sent).toEqual([`POST ${world.origin}/api/v1/documents`]);
    await context.close();
  });

  test('a badge that was changed is not made good by the relay', async () => {
    const { context, page } = await visitor();
    await giveInternet(context, world.documents, false);
    await page.goto(`${world.origin}/verify`);
    await page.fill('#text', theirs.replace('Robotique', 'Docteur'));
    await page.click('#verify-here');
    await page.click('[data-relay]');
    await page.locator('[data-relay]').waitFor({ state: 'detached' });
    expect(await codes(page)).toContain('signature_invalid');
    await context.close();
  });

  test('says what is wrong with a file that is no badge, and keeps the form', async () => {
    const { context, page, errors } = await visitor();
    await page.goto(`${world.origin}/verify`);
    await verifyFile(page, utf8('{"type": "Person"}'));
    expect(await page.locator('#verifier-problem').innerText()).toContain('badge');
    expect(await page.locator('#verify-here').isVisible()).toBe(true);
    await expectWelcoming(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('reads a QR code in a picture', async () => {
    const { context, page } = await visitor();
    const text = await writeQrText(utf8(ours), { deflateRaw: deflateRawWell });
    const svg = await world.service.qr(`${world.origin}/q#${text}`);
    const drawing = await context.newPage();
    await drawing.setContent(svg.replace('<svg ', '<svg width="1100" height="1100" '));
    const picture = await drawing.locator('svg').screenshot();
    await page.goto(`${world.origin}/verify`);
    await verifyFile(page, new Uint8Array(picture), 'photo.png');
    expect(await headline(page)).toBe('Authentique et valable');
    await context.close();
  });

  test('works where the browser does not know Ed25519', async () => {
    const { context, page, asked } = await visitor();
    await changeWorker(
      context,
      `${clockAt(world.clock.now)}
      const real = crypto.subtle.importKey.bind(crypto.subtle);
      crypto.subtle.importKey = async (...parts) => {
        const name = parts[2]?.name ?? parts[2];
        if (name === 'Ed25519') throw new DOMException('Unrecognized name.', 'NotSupportedError');
        return real(...parts);
      };`,
    );
    await page.goto(`${world.origin}/verify`);
    await verifyFile(page, utf8(ours));
    expect(await headline(page)).toBe('Authentique et valable');
    expect(await hasAskedForCurve(asked)).toBe(true);
    await page.goto(`${world.origin}/verify`);
    await verifyFile(page, utf8(ours.replace('Robot suiveur', 'Robot docteur')));
    expect(await codes(page)).toContain('signature_invalid');
    await context.close();
  });
});

describe('the page that opens a printed badge', () => {
  const carried = async (text: string) =>
    `${world.origin}/q#${await writeQrText(utf8(text), { deflateRaw: deflateRawWell })}`;

  test('takes the badge out of the address before it reads it, and never sends it', async () => {
    const { context, page, asked, errors } = await visitor();
    await page.goto(await carried(ours));
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
    expect(page.url()).toBe(`${world.origin}/q`);
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    expect(errors).toEqual([]);
    await expectWelcoming(page);
    await context.close();
  });

  test('opens a token too', async () => {
    const { context, page } = await visitor();
    await giveInternet(context, world.documents);
    await page.goto(await carried(jwt(badge())));
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
    await context.close();
  });

  test('explains itself without JavaScript, and without a badge', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { context, page } = await visitor({ javaScriptEnabled });
      await page.goto(`${world.origin}/q`);
      expect(await page.locator('#q-plain').isVisible()).toBe(true);
      await context.close();
    }
  });
});

test('every script of the verifier together is light', async () => {
  const names = (await readdir(PUBLIC)).filter((name) => /^(verify|q\.page).*\.js$/.test(name));
  const sizes = await Promise.all(
    names.map(async (name) => gzipSync(await readFile(new URL(name, PUBLIC)), { level: 9 }).length),
  );
  expect(names).toContain('verify-worker.page.js');
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
});
