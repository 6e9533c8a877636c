import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { createApp } from '../../src/web/app.ts';
import { wordsOf } from '../../src/web/words.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

const CENTRE = 'Centre social de la Gare';
const SIGNER = wordsOf('fr').t('verdict.anonymousCalled', { name: CENTRE });

let web: TestWeb;
let centre: Centre;
let learner: LearnerActor;
let importId: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  const { learnerId, profileId } = centre.award;
  learner = { kind: 'learner', learnerId, profileId };
  importId = (await importBadge(web.service, learner, await keyBadge())).badge.id;
});
afterAll(() => web.stop());

/** Made at home by anyone, under the name of a centre. */
async function keyBadge(): Promise<Uint8Array> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: CENTRE };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  return new TextEncoder().encode(JSON.stringify(await signed(badge({ issuer }), method, key)));
}

const show = (...entryIds: string[]) =>
  openShareOf(web.service, learner, { entryIds, days: 30, label: '' });

async function pageOf(path: string, address = web.address): Promise<string> {
  const headers = { cookie: centre.backpack, 'accept-language': 'fr' };
  return (await fetch(address + path, { headers })).text();
}

/** The same service with some of its parts exchanged. */
async function withParts<Answer>(
  parts: Partial<TestWeb['deps']>,
  work: (address: string) => Promise<Answer>,
): Promise<Answer> {
  const server = createApp({ ...web.deps, ...parts }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

// A name is only said: without a domain, nothing ties it to whoever bears it (DESIGN section 2).
describe('a key that calls itself as the centre is never named alone', () => {
  test('in the gallery', async () => {
    const html = await pageOf('/backpack');
    expect(html).toContain(`Donné par ${SIGNER}`);
    expect(html).toContain('anonyme');
    expect(html).not.toContain(`Donné par ${CENTRE}`);
  });

  test('on the pages of a share, which say who added it and not who received it', async () => {
    const { token } = await show(centre.award.id, importId);
    const list = await pageOf(`/s/${token}`);
    expect(list).toContain(`Décerné par ${SIGNER}`);
    expect(list).toContain('Montrés par la personne qui a fait ce lien');
    const page = await pageOf(`/s/${token}/2`);
    expect(page).toContain(`Signé par ${SIGNER}.`);
    expect(page).toContain('Montré par la personne qui l’a ajouté');
    expect(list + page).not.toMatch(/Montrés? par la personne qui l(?:’|es )a reçu/);
    expect(await pageOf(`/s/${token}/1`)).toContain('Montré par la personne qui l’a reçu');
  });

  test('on the sheet for an interview, whose foot does not speak for the centre', async () => {
    const { share } = await show(centre.award.id, importId);
    const sheets: unknown[] = [];
    const drawInterview = async (sheet: unknown) => {
      sheets.push(sheet);
      return new Uint8Array();
    };
    const path = `/backpack/shares/${share.id}/sheet.pdf`;
    await withParts({ drawInterview }, (address) => pageOf(path, address));
    expect(sheets).toMatchObject([
      {
        badges: [{}, { facts: `Décerné par ${SIGNER}` }],
        foot: expect.not.stringMatching('centre'),
      },
    ]);
  });
});

test('a share of one badge opens at once when its issuer answers late, and says so', async () => {
  const { token } = await show(importId);
  const never = new Promise<never>(() => undefined);
  const html = await withParts({ verifyBytes: () => never }, (address) =>
    pageOf(`/s/${token}`, address),
  );
  expect(html).toContain('Contrôle en cours');
  expect(html).toContain(`href="/s/${token}/1"`);
  expect(html).not.toContain('Chaque badge vient d’être contrôlé');
  expect(await pageOf(`/s/${token}`)).not.toContain('Contrôle en cours');
});

// Never said of what was not checked: the first of what never happens.
test('who signed a badge is not said when its signature could not be checked', async () => {
  const { token } = await show(importId);
  const unchecked: TestWeb['deps']['verifyBytes'] = async (...given) => {
    const report = await web.deps.verifyBytes(...given);
    const checks = report.checks.map((check) =>
      check.name === 'proof' ? { ...check, outcome: 'unknown' as const } : check,
    );
    return { ...report, checks };
  };
  const html = await withParts({ verifyBytes: unchecked }, (address) =>
    pageOf(`/s/${token}`, address),
  );
  expect(html).toContain('cela n’a pas pu être confirmé');
  expect(html).not.toContain('Signé par');
  expect(await pageOf(`/s/${token}`)).toContain(`Signé par ${SIGNER}.`);
});

test('two badges of one name are told apart where they are chosen', async () => {
  const html = await pageOf('/backpack/share');
  const notes = [...html.matchAll(/<span class="hint">([^<]*)<\/span><\/span><\/label>/g)];
  expect(notes.map(([, note]) => note)).toEqual([expect.stringContaining(SIGNER)]);
});
