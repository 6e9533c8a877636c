import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { verifySignature } from '../../src/browser/verifier/verify-signature.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { openBrowser } from './open-browser.ts';
import {
  changeWorker,
  clockAt,
  openVerifierWorld,
  type VerifierWorld,
  verifyFile,
} from './verifier-world.ts';

// SECURITY.md T01, T03: a badge must not make the visitor's browser call what is in their network.

let world: VerifierWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Every address that the page or its worker asked for, but for those of the service. */
let asked: string[];

beforeAll(async () => {
  [world, browser] = await Promise.all([openVerifierWorld(), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function verifyOf(issuer: string): Promise<string[]> {
  const key = newKey();
  const of = badge({ issuer: { id: issuer, type: ['Profile'], name: 'Imprimante' } });
  const given = await signed(of, { verificationMethod: `${issuer}#k` }, key);
  await verifyFile(page, new TextEncoder().encode(JSON.stringify(given)));
  return page.locator('.check dd code').allTextContents();
}

describe('the browser', () => {
  beforeEach(async () => {
    context = await browser.newContext();
    await changeWorker(context, clockAt(world.clock.now));
    asked = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(world.origin)) asked.push(request.url());
    });
    page = await context.newPage();
    await page.goto(`${world.origin}/verify`);
  });

  afterEach(() => context.close());

  test.each([
    ['did:web:printer'],
    ['did:web:nas.local'],
    ['did:web:router.lan'],
    ['did:web:db.internal'],
    ['did:web:192.168.1.1'],
    ['https://[3fff::1]/issuer'],
    ['https://[2001:db8::1]/issuer'],
    ['https://192.88.99.1/issuer'],
  ])('rows 50 to 55: asks nothing of %s', async (issuer) => {
    expect(await verifyOf(issuer)).toContain('egress_blocked');
    expect(asked).toEqual([]);
  });

  test('T03, row 57: does not follow a redirect into a network within', async () => {
    await context.route(/^https:\/\/other\.test\//, (route) =>
      route.fulfill({
        status: 302,
        headers: { location: 'https://192.168.1.1/', 'access-control-allow-origin': '*' },
      }),
    );
    expect(await verifyOf('did:web:other.test')).toContain('remote_unreachable');
    expect(asked).toEqual(['https://other.test/.well-known/did.json']);
  });
});

describe('a key that is none', () => {
  const [data, signature] = [new Uint8Array(8), new Uint8Array(64)];
  const cases = {
    'a point off the curve': ['ES256', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
    'another curve': ['ES384', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
    'no members': ['ES256', {}],
    'a modulus of nothing': ['RS256', { kty: 'RSA', n: '', e: '' }],
    'a short point': ['EdDSA', { kty: 'OKP', crv: 'Ed25519', x: 'AQ' }],
  } as const;

  test.each(Object.entries(cases))('signed nothing: %s', async (_name, [alg, jwk]) => {
    const kinds = { ES256: 'ES256', ES384: 'ES384', RS256: 'RSA', EdDSA: 'Ed25519' } as const;
    const key = { alg: kinds[alg], jwk, thumbprint: '' };
    expect(await verifySignature(key, alg, data, signature)).toBe(false);
  });
});
