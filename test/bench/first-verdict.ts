import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { startHttp } from '../http.ts';

const TIMES = 5;
/** A phone of the middle price is about this much slower than a desk. */
const SLOWER = 4;

/** Run in the page: notes when the visitor asks, and when the answer is painted. */
const STOPWATCH = `
  addEventListener('click', () => { window.asked = performance.now(); }, true);
  new MutationObserver(() => {
    if (!document.querySelector('#verdict h1') || window.answered) return;
    window.answered = true;
    requestAnimationFrame(() => setTimeout(() => {
      document.documentElement.dataset.took = performance.now() - window.asked;
    }));
  }).observe(document, { childList: true, subtree: true });
`;

/**
 * From the press of the button to the answer on the screen, for a file from the disk, in a browser
 * slowed down: on the first visit and on the next, medians. Chromium slows down no worker, so the
 * downloaded verifier is measured too, with everything on the one slow thread: it takes longer than
 * any phone of that speed would.
 */
export async function measureFirstVerdict(write: (line: string) => void): Promise<void> {
  const [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  const folder = await mkdtemp(join(tmpdir(), 'verifier-'));
  try {
    http.clock.now = new Date();
    const { profile, achievement } = await openCentre(http.service);
    const [report] = await awardCsv(http.service, profile, achievement, 'Prénom\nLéa\n');
    const [credential] = await http.service.store.credentials.listOfAward(report?.award?.id ?? '');
    const badge = credential?.text ?? '';
    const file = join(folder, 'verifier.html');
    await writeFile(file, await (await fetch(`${http.origin}/verifier.html`)).text());
    write(await measureAt(browser, `${http.origin}/verify`, badge, 'with a worker', []));
    const alone = ['delete globalThis.Worker;'];
    write(await measureAt(browser, pathToFileURL(file).href, badge, 'on one slow thread', alone));
  } finally {
    await rm(folder, { recursive: true, force: true });
    await browser.close();
    await http.stop();
  }
}

async function measureAt(
  browser: Browser,
  url: string,
  badge: string,
  name: string,
  scripts: readonly string[],
): Promise<string> {
  const visits: (readonly [number, number])[] = [];
  for (let time = 0; time < TIMES; time++) {
    const context = await browser.newContext();
    for (const script of [STOPWATCH, ...scripts]) await context.addInitScript(script);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    visits.push([await timeOne(page, url, badge), await timeOne(page, url, badge)]);
    await context.close();
  }
  const median = (at: 0 | 1) => visits.map((one) => one[at]).sort((a, b) => a - b)[TIMES >> 1];
  const figures = `${median(0)?.toFixed(0)} ms on the first visit, ${median(1)?.toFixed(0)} ms on the next`;
  return `first verdict at a ${SLOWER}th of the speed, ${name}: ${figures}\n`;
}

async function timeOne(page: Page, url: string, badge: string): Promise<number> {
  await page.goto(url);
  const file = { name: 'badge.json', mimeType: 'application/json', buffer: Buffer.from(badge) };
  await page.setInputFiles('#file', file);
  await page.click('#verify-here');
  await page.waitForSelector('html[data-took]');
  return Number(await page.getAttribute('html', 'data-took'));
}
