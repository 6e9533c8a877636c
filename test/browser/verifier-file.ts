import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The file, opened from the disk with the network off; whatever it would ask is counted. */
export async function openFile(
  browser: Browser,
  file: string,
): Promise<{ context: BrowserContext; page: Page; asked: string[] }> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 390, height: 844 },
  });
  await context.setOffline(true);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const page = await context.newPage();
  await page.goto(file);
  return { context, page, asked };
}

export async function give(page: Page, ...given: readonly (string | object)[]): Promise<void> {
  const files = given.map((one, index) => ({
    name: `${index}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof one === 'string' ? one : JSON.stringify(one)),
  }));
  await page.setInputFiles('#file', files);
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
}

export const headline = (page: Page) => page.locator('#verdict h1').innerText();
export const codes = (page: Page) => page.locator('.check dd code').allTextContents();
