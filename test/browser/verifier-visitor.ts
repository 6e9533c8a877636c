import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { changeWorker, clockAt, type VerifierWorld } from './verifier-world.ts';

export const PHONE = { width: 390, height: 844 };

/** Someone with a clean browser, and all that it asked and complained about. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Method and address. */
  readonly asked: string[];
  readonly errors: string[];
}

/** A clean browser whose worker lives in the same hour as the service. */
export async function openVisitor(
  browser: Browser,
  world: VerifierWorld,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: PHONE, ...options });
  await changeWorker(context, clockAt(world.clock.now));
  const asked: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return { context, page, asked, errors };
}

export const headline = (page: Page) => page.locator('#verdict h1').innerText();
export const codes = (page: Page) => page.locator('.check dd code').allTextContents();
export const note = (page: Page) => page.locator('#verifier-note').innerText();
/** What is written below "who was contacted". */
export const contacted = (page: Page) =>
  page.locator('h3', { hasText: 'contacté' }).locator('xpath=following-sibling::*[1]').innerText();

/** Gives the page a text, and waits for what it says to it. */
export async function giveText(page: Page, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
}

/** Gives it a link likewise. */
export async function giveLink(page: Page, link: string): Promise<void> {
  await page.fill('#link', link);
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
}
