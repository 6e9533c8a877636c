import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { hashesOf, secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { awardCsv, OPERATOR } from '../harness.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let lea: LearnerActor;
/** Another badge of Léa's. */
let second: string;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const { service } = web;
  const { profile, achievement, award } = centre;
  lea = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id };
  await service.store.learners.setAge(profile.id, lea.learnerId, { band: 'adult' });
  await shareOf(web, centre);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n', 'b');
  second = report?.award?.id ?? '';
  await answerAward(service, lea, { awardId: second, answer: 'accepted' });
  await recordOwnConsent(service, lea, 'named-share');
});
afterEach(() => web.stop());

const CERTIFIED = 'Le centre certifie ce nom';

/** A badge of elsewhere whose maker wrote Léa's name into it as a centre of ours does. */
async function importNamed(): Promise<string> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  const plain = badge({ issuer: { id, type: ['Profile'], name: 'Le club de voile' } });
  const subject = {
    ...(plain['credentialSubject'] as object),
    identifier: [
      {
        type: 'IdentityObject',
        hashed: false,
        identityHash: 'Léa Martin',
        identityType: 'name',
      },
    ],
  };
  const text = JSON.stringify(await signed({ ...plain, credentialSubject: subject }, method, key));
  const taken = await importBadge(web.service, lea, new TextEncoder().encode(text));
  return taken.badge.id;
}

const pageAt = async (path: string) => (await web.fetch(path)).text();
/** The name stands, or does not, in each badge of the list. */
const namedLines = async (token: string) =>
  (await pageAt(`/s/${token}`))
    .split('<li class="share-line">')
    .slice(1)
    .map((line) => line.includes(CERTIFIED));
/** And on the page of each. */
const namedPages = (token: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, at) =>
      (await pageAt(`/s/${token}/${at + 1}`)).includes(CERTIFIED),
    ),
  );

test('a shared list says the name in each badge that carries it, and not over all of them', async () => {
  const entryIds = [centre.award.id, second];
  const { token } = await openShareOf(web.service, lea, {
    ...{ entryIds, days: 30, label: '', title: 'Pour mon stage', way: 'named' },
  });
  const page = await pageAt(`/s/${token}`);
  const [head = ''] = page.split('<ul class="share-lines">');
  expect(head).not.toContain('Martin');
  expect(await namedLines(token)).toEqual([true, true]);
  expect(await namedPages(token, 2)).toEqual([true, true]);
});

// What was taken back proves nothing any more, its name neither.
test('a badge of it that was taken back carries the name no more; the other does', async () => {
  const entryIds = [centre.award.id, second];
  const command = { entryIds, days: 30, label: '', way: 'named' } as const;
  const { token } = await openShareOf(web.service, lea, command);
  await revokeAward(web.service, OPERATOR, { awardId: second });
  expect(await namedLines(token)).toEqual([true, false]);
});

test('no name is asked for on a badge of elsewhere, whatever it says of itself', async () => {
  const imported = await importNamed();
  const command = { days: 30, label: '', way: 'named' } as const;
  for (const entryIds of [[imported], [centre.award.id, imported]]) {
    await expect(openShareOf(web.service, lea, { ...command, entryIds })).rejects.toMatchObject({
      code: 'import_not_named',
    });
  }
  const entryIds = [centre.award.id, imported];
  const { token } = await openShareOf(web.service, lea, { entryIds, days: 30, label: '' });
  expect(await namedLines(token)).toEqual([false, false]);
  expect(await namedPages(token, 2)).toEqual([false, false]);
});

// D8: nothing but the copy proves the name, even in a share that was stored with both.
test('beside a badge of elsewhere, the name stands in the centre’s own alone', async () => {
  const imported = await importNamed();
  const { share } = await openShareOf(web.service, lea, {
    ...{ entryIds: [centre.award.id], days: 30, label: '', way: 'named' },
  });
  const id = web.service.newId();
  const secrets = secretsOf(web.service, { id });
  const entryIds = [imported, centre.award.id];
  const both = { ...share, ...hashesOf(web.service, secrets), id, entryIds };
  expect(await web.service.store.shares.insert(both)).toBe(true);
  expect(await namedLines(secrets.token)).toEqual([false, true]);
  expect(await namedPages(secrets.token, 2)).toEqual([false, true]);
});
