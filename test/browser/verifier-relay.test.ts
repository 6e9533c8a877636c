import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { assertion, badgeClass, profile } from '../usecases/legacy-world.ts';
import { badge, DID_JSON, didDocument, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import {
  contacted,
  giveLink,
  giveText,
  headline,
  note,
  openVisitor,
  type Visitor,
} from './verifier-visitor.ts';
import { giveInternet, openVerifierWorld, type VerifierWorld } from './verifier-world.ts';
import { expectWelcoming } from './welcoming.ts';

// Nothing is uploaded unless the visitor chooses: the server is told of no badge, and of no address
// that a badge names, before someone pressed the button that says what it will see.

const BADGE_LINK = 'https://other.test/badges/1';

let world: VerifierWorld;
let browser: Browser;
let theirs: string;
let visitor: Visitor;

beforeAll(async () => {
  [world, browser] = await Promise.all([openVerifierWorld(), openBrowser()]);
  const theirBadge = await signed(badge());
  theirs = JSON.stringify(theirBadge);
  world.documents.set(DID_JSON, didDocument());
  world.documents.set('other.test/badges/1', theirBadge);
  world.documents.set('old.test/assertions/1', assertion());
  world.documents.set('old.test/badge', badgeClass());
  world.documents.set('old.test/issuer', profile());
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
});

beforeEach(async () => {
  visitor = await openVisitor(browser, world);
});

afterEach(() => visitor.context.close());

const sent = () => visitor.asked.filter((line) => line.startsWith('POST'));
const relayed = (times: number) => Array(times).fill(`POST ${world.origin}/api/v1/documents`);

async function pressRelay(): Promise<void> {
  await visitor.page.click('[data-relay]');
  await visitor.page.locator('[data-relay]').waitFor({ state: 'detached' });
}

describe('a site that lets pages read', () => {
  beforeEach(async () => {
    await giveInternet(visitor.context, world.documents);
    await visitor.page.goto(`${world.origin}/verify`);
  });

  test('gives the badge behind a link to the browser alone', async () => {
    await giveLink(visitor.page, BADGE_LINK);
    expect(await headline(visitor.page)).toBe('Authentique et valable');
    expect(sent()).toEqual([]);
    expect(await note(visitor.page)).toContain('n’a pas quitté votre appareil');
    expect(await contacted(visitor.page)).toContain('other.test');
  });

  test('gives what a badge of version 2 leans on', async () => {
    await giveText(visitor.page, JSON.stringify(assertion()));
    expect(await headline(visitor.page)).toBe('Authentique et valable');
    expect(await contacted(visitor.page)).toContain('old.test');
    expect(sent()).toEqual([]);
  });
});

describe('a site that lets no page read', () => {
  beforeEach(async () => {
    await giveInternet(visitor.context, world.documents, false);
    await visitor.page.goto(`${world.origin}/verify`);
  });

  test('the badge behind its link is fetched by the server only when the visitor says so', async () => {
    const { page } = visitor;
    await giveLink(page, BADGE_LINK);
    expect(sent()).toEqual([]);
    expect(await page.locator('#verifier-problem').innerText()).toContain('other.test');
    expect(await page.locator('#verifier-relay-hint').innerText()).toContain('le badge lui-même');
    await expectWelcoming(page);

    await pressRelay();
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
    expect(sent()).toEqual(relayed(2));
    expect(await note(page)).toContain('il l’a donc vu');
    await expectWelcoming(page);
  });

  test('so is a badge of version 2, whose copy is its proof', async () => {
    const { page } = visitor;
    await giveText(page, JSON.stringify(assertion()));
    expect(await headline(page)).toBe('Impossible à dire');
    expect(sent()).toEqual([]);
    await pressRelay();
    expect(await headline(page)).toBe('Authentique et valable');
    expect(await note(page)).toContain('Ce badge n’est pas signé');
  });

  test('what the server fetched is among those who were contacted', async () => {
    const { page } = visitor;
    await giveText(page, theirs);
    await pressRelay();
    expect(await headline(page)).toBe('Authentique et valable');
    expect(await contacted(page)).toContain('other.test');
    expect(await note(page)).toContain('seulement allé chercher les documents publics');
    expect(sent()).toEqual(relayed(1));
  });

  test('where the server does not answer either, the button comes back', async () => {
    const { page, context } = visitor;
    await giveLink(page, BADGE_LINK);
    await context.route('**/api/v1/documents', (route) => route.abort('failed'));
    await page.click('[data-relay]');
    await page.locator('#verifier-problem [role=alert]').waitFor();
    await page.fill('#link', '');
    await context.unroute('**/api/v1/documents');
    await giveLink(page, BADGE_LINK);
    await page.click('[data-relay]:enabled');
    await page.waitForSelector('#verdict h1');
    expect(await headline(page)).toBe('Authentique et valable');
  });
});
