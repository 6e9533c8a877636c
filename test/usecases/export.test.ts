import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { exportBackpack, exportForLearner } from '../../src/usecases/backpack/export-backpack.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import {
  type Centre,
  openCentreWithBadges,
  shareOf,
  startWeb,
  type TestWeb,
} from '../web/start-web.ts';
import { badge, newKey, signed } from './other-issuer.ts';

let web: TestWeb;
let centre: Centre;
let learner: LearnerActor;
let imported: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const { learnerId, profileId, id } = centre.award;
  learner = { kind: 'learner', learnerId, profileId };
  await shareOf(web, centre);
  await saveNote(web.service, learner, id, { ownWords: 'J’ai tenu bon.' });
  const key = newKey();
  const issuer = { id: `did:key:${key.multibase}`, type: ['Profile'], name: 'Le club de voile' };
  const method = {
    verificationMethod: `${issuer.id}#${key.multibase}`,
    created: '2026-01-01T00:00:00Z',
  };
  imported = JSON.stringify(await signed(badge({ issuer }), method, key));
  await importBadge(web.service, learner, new TextEncoder().encode(imported));
});
afterAll(() => web.stop());

test('has every badge in four forms, each of which verifies', async () => {
  const { badges } = await exportBackpack(web.deps, learner);
  const files = badges.flatMap((one) => one.files);
  expect(files.map(({ path }) => path)).toEqual(
    ['json', 'jwt', 'png', 'svg'].map((format) => `badges/01-robot-suiveur/badge.${format}`),
  );
  for (const { path, bytes } of files) {
    const { verdict } = await web.service.verifyBytes(bytes);
    expect({ path, verdict }).toEqual({ path, verdict: 'verified' });
  }
});

test('has what came from elsewhere as it came', async () => {
  const { imports } = await exportBackpack(web.deps, learner);
  expect(imports.map(({ file }) => strFromU8(file.bytes))).toEqual([imported]);
});

test('has what is kept of the learner, this export too, and nothing that opens anything', async () => {
  const { learnerId, profileId, id } = centre.award;
  const row = await web.service.store.learners.get(profileId, learnerId);
  if (!row) throw new Error('Léa is gone.');
  const { card, secret, code } = await makeCard(web.service, { kind: 'operator' }, row);
  const { record } = await exportBackpack(web.deps, learner);
  const text = strFromU8(record.bytes);
  expect(JSON.parse(text)).toMatchObject({
    learner: { firstName: 'Léa', lastName: 'Martin' },
    words: [{ entryId: id, ownWords: 'J’ai tenu bon.' }],
    shares: [{ label: 'Garage', entryIds: [id], opened: 0 }],
    cards: [{ createdBy: 'operator' }],
  });
  expect(JSON.parse(text).acts[0]).toMatchObject({ act: 'exported', by: `learner:${learnerId}` });
  const [share] = await web.service.store.shares.listOfLearner(profileId, learnerId);
  if (!share) throw new Error('Nothing was shared.');
  const { token, key } = secretsOf(web.service, share);
  for (const hidden of [
    ...[secret, code, card.secretHash, card.codeHash],
    ...[token, key, share.tokenHash, share.keyHash],
  ]) {
    expect(text).not.toContain(hidden);
  }
});

test('made by a member, it leaves out what is the learner’s own business, and is told to them', async () => {
  const { learnerId, profileId } = centre.award;
  const member = { kind: 'member', memberId: 'm1', profileId, role: 'awarder' } as const;
  const { badges, record } = await exportForLearner(web.deps, member, learnerId);
  expect(badges.map(({ ownWords }) => ownWords)).toEqual(['']);
  const text = strFromU8(record.bytes);
  expect(text).toContain('Martin');
  expect(text).not.toContain('Garage');
  expect(text).not.toContain('tenu bon');
  const told = await web.service.store.audit.listOf(learnerId, 10);
  expect(told).toContainEqual(expect.objectContaining({ act: 'exported', by: 'member:m1' }));
  const stranger = { ...member, profileId: 'another' };
  await expect(exportForLearner(web.deps, stranger, learnerId)).rejects.toMatchObject({
    code: 'learner_unknown',
  });
});

test('has what waits for an answer, and not what was declined', async () => {
  const [noe] = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  const other = { ...learner, learnerId: noe?.id ?? '' };
  const before = await exportBackpack(web.deps, other);
  expect(before.badges.map(({ entry }) => entry.answer)).toEqual([undefined]);
  const awardId = before.badges[0]?.entry.award.id ?? '';
  await answerAward(web.service, other, { awardId, answer: 'declined' });
  expect((await exportBackpack(web.deps, other)).badges).toEqual([]);
});

test('a program finds every file in the archive, with its folder and its bytes', async () => {
  const files = [
    { path: 'index.html', bytes: new TextEncoder().encode('<h1>é</h1>'.repeat(500)) },
    { path: 'badges/01-a/badge.png', bytes: Uint8Array.from({ length: 999 }, (_, at) => at) },
    { path: 'vide.txt', bytes: new Uint8Array() },
  ];
  const zip = await web.service.zip(files, web.service.now());
  expect(unzipSync(zip)).toEqual(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));
});
