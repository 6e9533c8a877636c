import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { badge, DID_JSON, didDocument, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import { codes, giveText, headline, openVisitor, type Visitor } from './verifier-visitor.ts';
import { giveInternet, openVerifierWorld, type VerifierWorld } from './verifier-world.ts';
import { expectWelcoming } from './welcoming.ts';

let world: VerifierWorld;
let browser: Browser;
let visitor: Visitor;
let theirs: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([openVerifierWorld(), openBrowser()]);
  world.documents.set(DID_JSON, didDocument());
  theirs = JSON.stringify(await signed(badge()));
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
});

beforeEach(async () => {
  visitor = await openVisitor(browser, world);
  await giveInternet(visitor.context, world.documents);
  await visitor.page.goto(`${world.origin}/verify`);
});

afterEach(() => visitor.context.close());

describe('the page of an answer', () => {
  test('says when it was found', async () => {
    await giveText(visitor.page, theirs);
    const year = String(new Date().getFullYear());
    expect(await visitor.page.locator('.verdict .quiet-line').innerText()).toContain(year);
  });

  test('Back leads to the form as it was left, Forward to the answer', async () => {
    const { page } = visitor;
    await giveText(page, theirs);
    await page.goBack();
    await page.locator('#verify-here').waitFor();
    expect(await page.inputValue('#text')).toBe(theirs);
    expect(await page.title()).toContain('Vérifier un badge');
    await expectWelcoming(page);

    await page.goForward();
    await page.waitForSelector('#verdict h1');
    await page.goBack();
    await giveText(page, theirs.replace('Robotique', 'Docteur'));
    expect(await headline(page)).toBe('Non authentique');
    await page.goBack();
    await page.locator('#verify-here').waitFor();
    expect(page.url()).toBe(`${world.origin}/verify`);
  });

  test('fits on two sheets of paper', async () => {
    await giveText(visitor.page, theirs);
    const pdf = await visitor.page.pdf({ preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThanOrEqual(2);
  });
});

describe('two questions at once', () => {
  test('the answer to the older one does not take the place of the newer', async () => {
    const { page, context } = visitor;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isFirst = true;
    await context.route('https://other.test/**', async (route) => {
      if (isFirst) {
        isFirst = false;
        await held;
      }
      await route.fallback();
    });
    await page.fill('#text', theirs.replace('Robotique', 'Docteur'));
    const waits = page.waitForRequest('https://other.test/**');
    await page.click('#verify-here');
    await waits;
    await giveText(page, theirs);
    expect(await headline(page)).toBe('Authentique et valable');
    letGo();
    await page.goBack();
    await page.goForward();
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
  });
});

describe('a hostile schema does not hold up the page (T46)', () => {
  test('it is left out, and all else is checked', async () => {
    const pattern = '^(([a-zA-Zé: ])+)+$';
    world.documents.set('other.test/slow', { properties: { name: { pattern } } });
    const credentialSchema = { id: 'https://other.test/slow', type: 'JsonSchema' };
    const name = `${'a'.repeat(60)}!`;
    await giveText(
      visitor.page,
      JSON.stringify(await signed(badge({ credentialSchema: [credentialSchema], name }))),
    );
    const found = await codes(visitor.page);
    expect(found).toEqual(
      expect.arrayContaining(['signature_valid', 'credential_schema_too_costly']),
    );
    expect(await headline(visitor.page)).toBe('Impossible à dire');
  }, 30_000);
});

test('issuers that the operator knows are asked for again after a try that failed', async () => {
  const { page, context } = visitor;
  await context.route('**/api/v1/recognised-issuers', (route) => route.abort('failed'));
  await giveText(page, theirs);
  await context.unroute('**/api/v1/recognised-issuers');
  const asked = page.waitForRequest('**/api/v1/recognised-issuers');
  await page.goBack();
  await giveText(page, theirs);
  expect((await asked).method()).toBe('GET');
});
