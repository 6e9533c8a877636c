import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What every page owes everyone: WCAG 2.2 AA as far as a machine can tell, one first-level heading,
 * a language, and no scrolling sideways.
 */
export async function expectWelcoming(page: Page): Promise<void> {
  // Through the debugger, since the pages' own policy lets no added script run.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const violations = await page.evaluate(`axe
    .run({ runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} } })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`);
  expect(violations).toEqual([]);
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^(fr|en)$/);
  const sideways = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(sideways).toBe(0);
}
