import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { openCentreWithBadges, startWeb } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';

test('shots', async () => {
  const out = '/tmp/v1shots';
  mkdirSync(out, { recursive: true });
  const [web, browser] = await Promise.all([
    startWeb({}, { BASE_URL: 'http://localhost:3000' }),
    openBrowser(),
  ]);
  const { award } = await openCentreWithBadges(web);
  const [credential] = await web.service.store.credentials.listOfAward(award.id);
  const own = credential?.text ?? '';
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const by = (more: object = {}) =>
    signed(
      badge({ issuer: { id, type: ['Profile'], name: 'Mairie de Paris' }, ...more } as never),
      { verificationMethod: `${id}#${key.multibase}` },
      key,
    );
  const subject = badge()['credentialSubject'] as object;
  const texts: Record<string, string> = {
    good: own,
    bad: own.replaceAll('Robot', 'Avion'),
    anonymous: JSON.stringify(
      await by({
        credentialSubject: {
          ...subject,
          identifier: [
            {
              type: 'IdentityObject',
              hashed: false,
              identityType: 'name',
              identityHash: 'Léa Martin',
            },
          ],
        },
      }),
    ),
    notyet: JSON.stringify(await by({ validFrom: '2031-01-01T00:00:00Z' })),
    unsure: JSON.stringify(await signed(badge())),
    expired: JSON.stringify(await by({ validUntil: '2026-06-01T00:00:00Z' })),
    malformed: JSON.stringify(await by({ name: 5 })),
    context: JSON.stringify({
      ...JSON.parse(own),
      '@context': [...JSON.parse(own)['@context'], 'https://new.test/v1'],
    }),
  };
  for (const [language, width] of [
    ['fr-FR', 390],
    ['en-GB', 1280],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      locale: language,
    });
    const page = await context.newPage();
    await page.route('**/assets/*.js', (route) => route.abort());
    for (const [name, text] of Object.entries(texts)) {
      await page.goto(`${web.address}/verify`);
      await page.locator('textarea').fill(text);
      await page.locator('form button[type=submit]').first().click();
      await page.locator('.verdict').waitFor();
      await page.screenshot({ path: `${out}/${language}-${name}.png`, fullPage: true });
    }
    await context.close();
  }
  for (const [name, text] of Object.entries(texts)) {
    const form = new FormData();
    form.set('text', text);
    const response = await fetch(`${web.address}/verify/attestation`, {
      method: 'POST',
      body: form,
    });
    writeFileSync(`${out}/${name}.pdf`, Buffer.from(await response.arrayBuffer()));
  }
  await browser.close();
  await web.stop();
}, 120_000);
