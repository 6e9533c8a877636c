import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { startWeb } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';
import { type Sight, sightsOf } from './sights.ts';

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];
/** More is not drawn in one piece. */
const MAX_HEIGHT = 12_000;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Writes a picture of every page of the service into `folder`, on a phone and on a desk, in light
 * and in dark: `PAGE-390-light.png` and so on. Only the pages whose name holds one of `parts`,
 * when there are any.
 */
export async function lookAt(folder: string, parts: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [browser, web] = await Promise.all([
    openBrowser(),
    startWeb({}, { BASE_URL: 'http://localhost:3000' }),
  ]);
  for (const sight of await sightsOf(web)) {
    const isWanted = parts.length === 0 || parts.some((part) => sight.name.includes(part));
    if (isWanted) await look(browser, web.address, sight, folder);
  }
  await Promise.all([browser.close(), web.stop()]);
}

async function look(browser: Browser, address: string, sight: Sight, folder: string) {
  for (const colorScheme of SCHEMES) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({ colorScheme, viewport, locale: 'fr-FR' });
      await context.setExtraHTTPHeaders(sight.headers);
      const page = await context.newPage();
      await page.goto(address + sight.path);
      // As high as the page, so that what stands at the bottom of the window stands at its end.
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      await page.setViewportSize({ width: viewport.width, height: Math.min(height, MAX_HEIGHT) });
      const path = `${folder}/${sight.name}-${viewport.width}-${colorScheme}.png`;
      await page.screenshot({ path });
      await context.close();
    }
  }
}
