import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import {
  importBadge,
  listImports,
  MOST_IMPORTED_BYTES,
  MOST_IMPORTS,
  openImport,
  removeImport,
  textOf,
} from '../../src/usecases/backpack/imports.ts';
import { noteCheck } from '../../src/usecases/backpack/note-check.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { newLearner } from '../store/samples.ts';
import { badge, newKey, signed } from './other-issuer.ts';

const VECTORS = new URL('../../../shared/vectors/', import.meta.url);

let opened: TestService;
let learner: LearnerActor;
let own: string;
let others: string;

beforeAll(async () => {
  opened = await openService();
  const { service } = opened;
  const { profile, achievement } = await openCentre(service);
  const reports = await awardCsv(service, profile, achievement, 'Prénom\nLéa\nNoé\n');
  const [mine, theirs] = reports.map(({ award }) => award);
  if (!mine || !theirs) throw new Error('Nothing was awarded.');
  learner = { kind: 'learner', learnerId: mine.learnerId, profileId: profile.id, via: 'card:1' };
  await answerAward(service, learner, { awardId: mine.id, answer: 'accepted' });
  [own = '', others = ''] = await Promise.all(
    [mine, theirs].map(async ({ id }) => {
      const [credential] = await service.store.credentials.listOfAward(id);
      return credential?.text ?? '';
    }),
  );
});
afterAll(() => opened.stop());

/** A badge whose issuer is a key: it verifies without a network. */
async function keyBadge(changes: JsonObject = {}): Promise<string> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  return JSON.stringify(await signed(badge({ issuer, ...changes }), method, key));
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const take = (text: string | Uint8Array) =>
  importBadge(opened.service, learner, typeof text === 'string' ? utf8(text) : text);

/** Nothing enters the backpack on the way. */
async function expectRefusal(given: string | Uint8Array, code: ErrorCode): Promise<void> {
  const before = await listImports(opened.service, learner);
  await expect(take(given)).rejects.toMatchObject({ code });
  expect(await listImports(opened.service, learner)).toEqual(before);
}

describe('a badge of elsewhere', () => {
  test('is kept as it came, with its issuer, and what it carries', async () => {
    const text = await keyBadge();
    const { badge: kept, report } = await take(text);
    expect(report.verdict).toBe('verified');
    expect(kept).toMatchObject({ issuerName: 'Le club de voile', issuerDomain: '', via: 'card:1' });
    expect(kept.name).not.toBe('');
    expect(new TextDecoder().decode(textOf(kept))).toBe(text);
    expect(await openImport(opened.service, learner, kept.id)).toStrictEqual(kept);
    const again = await opened.service.verifyBytes(textOf(kept));
    expect(again.verdict).toBe('verified');
    await removeImport(opened.service, learner, kept.id);
    expect(await listImports(opened.service, learner)).not.toContainEqual(kept);
  });

  test('that has ended is kept: it was theirs', async () => {
    const until = { validFrom: '2024-01-01T00:00:00Z', validUntil: '2025-01-01T00:00:00Z' };
    const { report } = await take(await keyBadge(until));
    expect(report.state).toBe('expired');
  });

  test('whose issuer cannot be reached is kept, and nothing is claimed of it', async () => {
    const key = newKey();
    const id = 'did:web:nobody.test';
    const issuer = { id, type: ['Profile'], name: 'Personne' };
    const method = {
      verificationMethod: `${id}#${key.multibase}`,
      created: '2026-01-01T00:00:00Z',
    };
    const { badge: kept, report } = await take(
      JSON.stringify(await signed(badge({ issuer }), method, key)),
    );
    expect(report.verdict).toBe('undetermined');
    expect(kept.issuerDomain).toBe('nobody.test');
  });

  test('brings its picture, made anew: nothing of its file is kept', async () => {
    const plain = await opened.service.drawPicture({ seed: 'a', name: 'Voile', words: [] });
    const baked = opened.service.bake(utf8(plain), utf8(await keyBadge()));
    const { badge: kept } = await take(baked);
    const picture = await opened.service.store.pictures.get(kept.pictureHash ?? '');
    expect([...(picture ?? []).slice(1, 4)]).toEqual([...utf8('PNG')]);
    expect(new TextDecoder('latin1').decode(picture)).not.toContain('credential');
  });

  test('has its picture inside, as data, and a poisoned one is left out', async () => {
    const svg = (inner: string) =>
      `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`)}`;
    const withImage = (id: string) => {
      const { achievement, ...subject } = badge({})['credentialSubject'] as {
        achievement: object;
      };
      const image = { id, type: 'Image' };
      return { credentialSubject: { ...subject, achievement: { ...achievement, image } } };
    };
    const good = await take(await keyBadge(withImage(svg('<rect width="9" height="9"/>'))));
    expect(good.badge.pictureHash).toBeDefined();
    const bad = await take(await keyBadge(withImage('data:image/png;base64,AAAA')));
    expect(bad.badge.pictureHash).toBeUndefined();
    const far = await take(await keyBadge(withImage('https://tracker.test/pixel.png')));
    expect(far.badge.pictureHash).toBeUndefined();
    expect(far.report.contacted).toEqual([]);
  });
});

describe('what the last check said is kept beside it', () => {
  const outcomeOf = async (text: string) => (await take(text)).badge.checked?.outcome;
  const farKey = newKey();
  const web = { id: 'did:web:nobody.test', type: ['Profile'], name: 'Personne' };
  const method = {
    verificationMethod: `${web.id}#${farKey.multibase}`,
    created: '2026-01-01T00:00:00Z',
  };

  // A key that nothing ties to an organisation says nothing of whose it is.
  test('from the day it came in; never “verified” of what could not be checked', async () => {
    expect(await outcomeOf(await keyBadge())).toBe('unknown-signer');
    const ended = { validFrom: '2024-01-01T00:00:00Z', validUntil: '2025-02-01T00:00:00Z' };
    expect(await outcomeOf(await keyBadge(ended))).toBe('no-longer-valid');
    const far = await signed(badge({ issuer: web, name: 'Loin' }), method, farKey);
    expect(await outcomeOf(JSON.stringify(far))).toBe('undetermined');
  });

  test('and changes with the next one', async () => {
    const { badge: kept, report } = await take(await keyBadge());
    const forged = await opened.service.verifyBytes(
      utf8(kept.text.replace('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')),
    );
    await noteCheck(opened.service, kept, forged);
    const found = async () => (await openImport(opened.service, learner, kept.id)).checked;
    expect(await found()).toMatchObject({ outcome: 'rejected' });
    const at = opened.service.now().toISOString();
    const known = {
      ...report,
      verdict: 'verified' as const,
      issuer: { ...report.issuer, domain: 'a.test' },
    };
    await noteCheck(opened.service, kept, known);
    expect(await found()).toStrictEqual({ outcome: 'verified', at });
    const tomorrow = new Date(opened.clock.now.getTime() + 86_400_000).toISOString();
    const later = { ...opened.service, now: () => new Date(tomorrow) };
    await noteCheck(later, await openImport(opened.service, learner, kept.id), known);
    expect(await found()).toStrictEqual({ outcome: 'verified', at: tomorrow });
  });

  // An issuer that is down for an hour says nothing against its badges.
  test('but a check that could not be done takes nothing back, whoever came first', async () => {
    const { badge: kept, report } = await take(await keyBadge());
    const silent = { ...report, verdict: 'undetermined' as const };
    const tomorrow = new Date(opened.clock.now.getTime() + 86_400_000);
    const later = { ...opened.service, now: () => tomorrow };
    await noteCheck(later, kept, silent);
    const found = async () => (await openImport(opened.service, learner, kept.id)).checked;
    expect(await found()).toStrictEqual(kept.checked);
    const { checked: _, ...overtaken } = kept;
    await noteCheck(later, overtaken, silent);
    expect(await found()).toStrictEqual(kept.checked);
  });

  test('and one that was never done before is dated', async () => {
    const far = await signed(badge({ issuer: web, name: 'Plus loin' }), method, farKey);
    const { badge: kept, report } = await take(JSON.stringify(far));
    const at = new Date(opened.clock.now.getTime() + 86_400_000);
    await noteCheck({ ...opened.service, now: () => at }, kept, report);
    const { checked } = await openImport(opened.service, learner, kept.id);
    expect(checked).toStrictEqual({ outcome: 'undetermined', at: at.toISOString() });
  });
});

describe('is refused, and nothing is lost', () => {
  test('what is no badge', async () => {
    await expectRefusal('bonjour', 'unsupported_media');
    await expectRefusal('{"type":"Lettre"}', 'not_a_credential');
    await expectRefusal(new Uint8Array(), 'empty_body');
  });

  test('a forgery', async () => {
    const text = await keyBadge();
    await expectRefusal(text.replace('2026', '2025'), 'import_rejected');
    await expectRefusal(own.replace('Robot suiveur', 'Robot docteur'), 'import_rejected');
  });

  test('one that is there, in whatever order its parts are written', async () => {
    const text = await keyBadge();
    await take(text);
    await expectRefusal(text, 'import_known');
    const turned = Object.fromEntries(Object.entries(JSON.parse(text)).reverse());
    await expectRefusal(JSON.stringify(turned, null, 2), 'import_known');
  });

  test('twice at once: one of the two is kept', async () => {
    const text = await keyBadge();
    const both = await Promise.allSettled([take(text), take(text)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('one of this very service: it is in a backpack already', async () => {
    await expectRefusal(own, 'import_own');
    await expectRefusal(others, 'import_hosted');
  });

  test('a signed document that is no badge', async () => {
    const type = ['VerifiableCredential', 'EndorsementCredential'];
    const credentialSubject = { id: 'https://other.test/x', type: ['EndorsementSubject'] };
    await expectRefusal(await keyBadge({ type, credentialSubject }), 'import_no_badge');
  });

  // A gallery that takes a second to open is no gallery: the bytes are counted, not the badges alone.
  test('one whose bytes the backpack does not hold', async () => {
    const { newId, store } = opened.service;
    const [one] = await listImports(opened.service, learner);
    if (!one) throw new Error('Nothing is there.');
    const other = { ...learner, learnerId: newId() };
    const text = 'x'.repeat(MOST_IMPORTED_BYTES - 10);
    await store.imports.insert({ ...one, text, id: newId(), learnerId: other.learnerId });
    await expect(importBadge(opened.service, other, utf8(await keyBadge()))).rejects.toMatchObject({
      code: 'imports_too_many',
    });
    expect(await listImports(opened.service, other)).toHaveLength(1);
  });

  test('one more than the backpack holds', async () => {
    const { newId, store } = opened.service;
    const [one] = await listImports(opened.service, learner);
    if (!one) throw new Error('Nothing is there.');
    const other = { ...learner, learnerId: newId() };
    for (let at = 0; at < MOST_IMPORTS; at += 1) {
      const row = {
        ...one,
        text: '{}',
        id: newId(),
        learnerId: other.learnerId,
        digest: String(at),
      };
      await store.imports.insert(row);
    }
    const text = utf8(await keyBadge());
    await expect(importBadge(opened.service, other, text)).rejects.toMatchObject({
      code: 'imports_too_many',
    });
  });

  // Each looks at what is there before the others are: so each looks again.
  test('many at once: never more than the backpack holds', async () => {
    const { newId, store } = opened.service;
    const { badge: one } = await take(await keyBadge());
    const badges = await Promise.all(Array.from({ length: 4 }, () => keyBadge()));
    const atOnce = async (rows: ReadonlyArray<{ readonly text: string }>) => {
      const other = { ...learner, learnerId: newId() };
      const own = { learnerId: other.learnerId };
      const { profileId } = learner;
      await store.learners.insertMany([newLearner({ id: other.learnerId, profileId })]);
      for (const [at, row] of rows.entries()) {
        await store.imports.insert({ ...one, ...row, ...own, id: newId(), digest: String(at) });
      }
      const taken = await Promise.allSettled(
        badges.map((text) => importBadge(opened.service, other, utf8(text))),
      );
      const refused = taken.filter(({ status }) => status === 'rejected');
      const kept = await listImports(opened.service, other);
      expect(kept).toHaveLength(rows.length + badges.length - refused.length);
      for (const refusal of refused) {
        expect(refusal).toMatchObject({ reason: { code: 'imports_too_many' } });
      }
      return { kept: kept.length, bytes: await store.imports.bytesOf(other.learnerId) };
    };
    const almost = Array.from({ length: MOST_IMPORTS - 2 }, () => ({ text: '{}' }));
    expect((await atOnce(almost)).kept).toBeLessThanOrEqual(MOST_IMPORTS);
    const room = 2 * Math.max(...badges.map((text) => utf8(text).length));
    const heavy = [{ text: 'x'.repeat(MOST_IMPORTED_BYTES - room) }];
    expect((await atOnce(heavy)).bytes).toBeLessThanOrEqual(MOST_IMPORTED_BYTES);
  });

  test('what another learner imported', async () => {
    const { badge: kept } = await take(await keyBadge());
    const other = { ...learner, learnerId: 'other' };
    await expect(removeImport(opened.service, other, kept.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await openImport(opened.service, learner, kept.id)).toStrictEqual(kept);
  });
});

const hasVectors = existsSync(new URL('1edtech-validator/', VECTORS));
const files = [
  ['ob30/simple-json.png', { isPictured: true }],
  ['ob30/simple-jwt.svg', { isPictured: true }],
  ['ob30/simple-err-expired.json', { isPictured: false }],
  ['ob20/basic-assertion.json', { isPictured: false }],
] as const;
if (!hasVectors) console.warn('No folder of shared vectors beside the project: none is imported.');

(hasVectors ? describe : describe.skip)('made by others', () => {
  test.each(files)('%s enters, and can be verified again', async (path, { isPictured }) => {
    const file = await readFile(new URL(`1edtech-validator/${path}`, VECTORS));
    const { badge: kept } = await take(new Uint8Array(file));
    expect(kept.pictureHash !== undefined).toBe(isPictured);
    await expect(opened.service.verifyBytes(textOf(kept))).resolves.toBeDefined();
  });
});
