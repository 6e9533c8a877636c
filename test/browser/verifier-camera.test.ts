import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { filmOf } from './film.ts';
import { openBrowser } from './open-browser.ts';
import { changeWorker, clockAt, openVerifierWorld, type VerifierWorld } from './verifier-world.ts';
import { expectWelcoming } from './welcoming.ts';

// A camera that sees a film of one picture: Chromium takes it for a real one.

let world: VerifierWorld;
let folder: string;
/** A badge of ours, as JSON. */
let ours: string;

beforeAll(async () => {
  [world, folder] = await Promise.all([
    openVerifierWorld(),
    mkdtemp(join(tmpdir(), 'verifier-camera-')),
  ]);
  const { profile, achievement } = await openCentre(world.service);
  const [report] = await awardCsv(world.service, profile, achievement, 'Prénom\nLéa\n');
  const [credential] = await world.service.store.credentials.listOfAward(report?.award?.id ?? '');
  ours = credential?.text ?? '';
}, 60_000);

afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The page of the verifier, in a browser whose camera sees the code of `text`. */
async function inFrontOf(text: string, look: (page: Page) => Promise<void>, mayLook = true) {
  const film = await filmOf(folder, text);
  const browser = await openBrowser(
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
    // This browser has no window to ask in: with this it says yes, without it no.
    ...(mayLook ? ['--use-fake-ui-for-media-stream'] : []),
  );
  try {
    const context = await browser.newContext({
      locale: 'fr-FR',
      viewport: { width: 390, height: 844 },
    });
    await changeWorker(context, clockAt(world.clock.now));
    await context.addInitScript(KEEP_STREAMS);
    const page = await context.newPage();
    await page.goto(`${world.origin}/verify`);
    await page.click('#verify-camera');
    await look(page);
  } finally {
    await browser.close();
  }
}

/** Run in the page before anything: so that it can be seen whether each camera was let go. */
const KEEP_STREAMS = `
  window.streams = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    window.streams.push(stream);
    return stream;
  };
`;
const isLetGo = (page: Page) =>
  page.evaluate(
    "window.streams.length > 0 && window.streams.every((one) => one.getTracks().every((track) => track.readyState === 'ended'))",
  );

const link = async (text: string) =>
  `${world.origin}/q#${await writeQrText(utf8(text), { deflateRaw: deflateRawWell })}`;

describe('the camera', () => {
  test('reads a whole badge out of its printed code, and is let go', async () => {
    await inFrontOf(await link(ours), async (page) => {
      await page.waitForSelector('#verdict h1');
      expect(await page.locator('#verdict h1').innerText()).toBe('Authentique et valable');
      expect(await isLetGo(page)).toBe(true);
    });
  }, 60_000);

  test('reads a link, and is let go: nobody within a network is asked', async () => {
    await inFrontOf('https://badges.internal/1', async (page) => {
      await page.waitForSelector('#verifier-problem [role=alert]');
      expect(await isLetGo(page)).toBe(true);
    });
  }, 60_000);

  test('leads to the answer of the server about a link of this very service', async () => {
    await inFrontOf(`${world.origin}/s/unknown`, async (page) => {
      await page.waitForSelector('[role=alert]');
      expect(page.url()).toBe(`${world.origin}/verify`);
      expect(await page.locator('#verifier-problem').count()).toBe(0);
    });
  }, 60_000);

  test('is let go when the visitor stops it', async () => {
    await inFrontOf('', async (page) => {
      await page.waitForSelector('#verify-video video');
      await page.getByText('Montrez le QR code').waitFor();
      await expectWelcoming(page);
      await page.getByRole('button', { name: 'Arrêter la caméra' }).click();
      await page.locator('#verify-camera').waitFor();
      expect(await isLetGo(page)).toBe(true);
      expect(await page.evaluate('document.activeElement.id')).toBe('verify-camera');
    });
  }, 60_000);

  test('that may not be used is told kindly, with another way', async () => {
    const told = async (page: Page) => {
      await page.getByText('Choisissez plutôt une photo du QR code.').waitFor();
      expect(await page.locator('#verify-camera').isVisible()).toBe(true);
      await expectWelcoming(page);
    };
    await inFrontOf('-', told, false);
  }, 60_000);
});
