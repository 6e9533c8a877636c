import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import type { ImportedBadge } from '../../src/domain/backpack.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

const full = () => {
  throw new BadgeError('storage_full', 'The disk is full.');
};

let web: TestWeb;
let centre: Centre;
let kept: ImportedBadge;
let path: string;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  const { learnerId, profileId } = centre.award;
  const lea: LearnerActor = { kind: 'learner', learnerId, profileId };
  const bytes = new TextEncoder().encode(await keyBadge());
  kept = (await importBadge(web.service, lea, bytes)).badge;
  const { token } = await openShareOf(web.service, lea, {
    entryIds: [kept.id],
    days: 30,
    label: '',
  });
  path = `/s/${token}`;
});
afterEach(() => web.stop());

/** A badge whose issuer is a key: it verifies without a network. */
async function keyBadge(): Promise<string> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  return JSON.stringify(await signed(badge({ issuer }), method, key));
}

/** As a browser that goes there; what tests fetch with always says `cors`. */
function look(place: string): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(web.address + place, { headers: { 'sec-fetch-mode': 'navigate' } });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      text(answer).then((page) => resolve([answer.statusCode, page]), reject);
    });
    asked.end();
  });
}

const found = async () => (await web.service.store.imports.get(kept.learnerId, kept.id))?.checked;

describe('what an employer’s look finds of a badge of elsewhere', () => {
  test.each(['', '/1'])('is what its learner’s gallery says: at “%s”', async (part) => {
    const { imports } = web.service.store;
    await imports.check(kept.learnerId, kept.id, {
      outcome: 'verified',
      at: '2026-01-01T00:00:00Z',
    });
    const at = web.clock.now.toISOString();
    expect((await web.fetch(path + part)).status).toBe(200);
    expect(await found()).toStrictEqual({ outcome: 'unknown-signer', at });
  });

  // Issue 5: a share opens on the verdict; what we note of it may wait.
  test('is shown on a full disk too, and nothing of it is noted', async () => {
    const { store } = web.service;
    const before = { outcome: 'verified', at: '2026-01-01T00:00:00Z' } as const;
    await store.imports.check(kept.learnerId, kept.id, before);
    Object.assign(web.deps.store, {
      imports: { ...store.imports, check: full },
      shares: { ...store.shares, opened: full },
    });
    expect(await look(path)).toEqual([200, expect.stringContaining('Le club de voile')]);
    expect(await found()).toStrictEqual(before);
    const fields = { code: 'storage_full' };
    expect(web.logged.filter(({ level }) => level === 'warn')).toEqual([
      { level: 'warn', event: 'opening_not_counted', fields },
      { level: 'warn', event: 'check_not_noted', fields },
    ]);
  });
});
