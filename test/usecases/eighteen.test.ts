import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor, MemberActor } from '../../src/domain/actor.ts';
import type { Purpose } from '../../src/domain/consent.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { addPhoto, photosOf } from '../../src/usecases/backpack/photos.ts';
import { openShare } from '../../src/usecases/backpack/shares.ts';
import { consentStanding, isToAnswerAgain } from '../../src/usecases/people/consent.ts';
import { changeAge } from '../../src/usecases/people/describe-learner.ts';
import { finishConsents } from '../../src/usecases/people/finish-consents.ts';
import {
  answerAsGuardian,
  countGuardianLinks,
  makeGuardianLink,
  openGuardianLink,
} from '../../src/usecases/people/guardian-link.ts';
import { learnerOf } from '../../src/usecases/people/learner-of.ts';
import { answerOwnConsent, recordConsents } from '../../src/usecases/people/record-consents.ts';
import { codeOf } from '../formats/refusal.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

const LAST_MOMENT = '2027-03-31T23:59:59Z';
const BIRTHDAY = '2027-04-01T00:00:00Z';
const PICTURE = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>',
);

let world: TestService;
let amel: MemberActor;
let nour: LearnerActor;
let awardId: string;
let secret: string;

/** Somebody of seventeen, whose parents answered by a link and on paper, and who said yes to all. */
beforeEach(async () => {
  world = await openService();
  const { service } = world;
  const { profile, achievement } = await openCentre(service);
  amel = { kind: 'member', memberId: 'amel', profileId: profile.id, role: 'awarder' };
  const [report] = await awardCsv(service, profile, achievement, 'Prénom;Nom\nNour;Essai\n');
  const { learnerId = '', award } = report ?? {};
  nour = { kind: 'learner', learnerId, profileId: profile.id };
  awardId = award?.id ?? '';
  await answerAward(service, nour, { awardId, answer: 'accepted' });
  await changeAge(service, amel, { learnerId, age: { band: '15-17', bandUntil: '2027-03' } });
  ({ secret } = await makeGuardianLink(service, amel, { learnerId, party: 'guardian' }));
  const yes = { photo: 'given' } as const;
  await answerAsGuardian(service, secret, { capacity: 'parent', decisions: yes });
  const other = { party: 'second-guardian', capacity: 'parent', decisions: yes } as const;
  await recordConsents(service, amel, { ...other, learnerId });
  await own({ 'named-share': 'given', 'public-page': 'given', photo: 'given' });
});
afterEach(() => world.stop());

const at = (moment: string) => {
  world.clock.now = new Date(moment);
};
const own = (decisions: Parameters<typeof answerOwnConsent>[2]) =>
  answerOwnConsent(world.service, nour, decisions);
const learner = () => learnerOf(world.service, amel, nour.learnerId);
const standing = async (purpose: Purpose) =>
  consentStanding(world.service, await learner(), purpose);
const named = () =>
  openShareOf(world.service, nour, { entryIds: [awardId], days: 365, label: '', way: 'named' });
const isOpen = async (token: string) =>
  (await codeOf(() => openShare(world.service, { token }))) === undefined;

async function addPicture(): Promise<void> {
  const { service } = world;
  const command = { awardId, recognisable: true, bytes: PICTURE };
  await addPhoto({ ...service, remake: service.designs.remake }, amel, command);
}
const photos = () => photosOf(world.service, nour, awardId);

describe('at eighteen', () => {
  test('the parent’s link answers nothing more, and no other is made', async () => {
    const { service } = world;
    at(LAST_MOMENT);
    expect((await openGuardianLink(service, secret)).purposes).toMatchObject([
      { purpose: 'photo', allowed: true },
    ]);
    at(BIRTHDAY);
    const { learnerId } = nour;
    const no = { decisions: { photo: 'withdrawn' } } as const;
    const on = { party: 'guardian', capacity: 'parent', learnerId } as const;
    const refused = [
      () => openGuardianLink(service, secret),
      () => answerAsGuardian(service, secret, no),
      () => makeGuardianLink(service, amel, { learnerId, party: 'guardian' }),
      () => recordConsents(service, amel, { ...on, ...no }),
    ];
    const codes = await Promise.all(refused.map(codeOf));
    expect(codes).toEqual(['not_found', 'not_found', 'form_invalid', 'form_invalid']);
    expect(await countGuardianLinks(service, learnerId)).toBe(0);
  });

  test('the young person is asked again, and their own answer is all that counts', async () => {
    at(LAST_MOMENT);
    expect(await isToAnswerAgain(world.service, await learner())).toBe(false);
    at(BIRTHDAY);
    expect(await isToAnswerAgain(world.service, await learner())).toBe(true);
    for (const purpose of ['named-share', 'public-page', 'photo'] as const) {
      expect(await standing(purpose)).toEqual({ allowed: false, missing: ['learner'] });
    }
    await own({ 'named-share': 'given', 'public-page': 'withdrawn', photo: 'given' });
    expect(await isToAnswerAgain(world.service, await learner())).toBe(false);
    expect(await standing('named-share')).toEqual({ allowed: true, missing: [] });
    expect(await standing('public-page')).toEqual({ allowed: false, missing: ['learner'] });
    expect(await standing('photo')).toEqual({ allowed: true, missing: [] });
  });

  test('a share with the name lives until then, and so does its copy', async () => {
    at('2027-03-31T12:00:00Z');
    const { token, share } = await named();
    expect(share.expiresAt).toBe(BIRTHDAY);
    const signed = await world.service.store.credentials.listOfAward(awardId);
    const [copy] = signed.filter(({ kind }) => kind === 'named');
    expect(JSON.parse(copy?.text ?? '{}')).toMatchObject({ validUntil: BIRTHDAY });
    at(LAST_MOMENT);
    expect(await isOpen(token)).toBe(true);
    at(BIRTHDAY);
    expect(await isOpen(token)).toBe(false);
    expect(await codeOf(named)).toBe('consent_required');
    await own({ 'named-share': 'given' });
    expect(await isOpen(token)).toBe(false);
    const again = await named();
    expect(again.share.expiresAt).toMatch(/^2028-03/);
    // What parents answered closes nothing of an adult.
    expect(await finishConsents(world.service)).toBe(0);
    expect(await isOpen(again.token)).toBe(true);
  });

  test('a photo waits for the adult’s own yes, and nobody else’s; it is not lost', async () => {
    await addPicture();
    at(LAST_MOMENT);
    expect(await photos()).toHaveLength(1);
    at(BIRTHDAY);
    expect(await photos()).toEqual([]);
    expect(await codeOf(addPicture)).toBe('photo_consent_required');
    expect(await finishConsents(world.service)).toBe(0);
    await own({ photo: 'given' });
    expect(await photos()).toHaveLength(1);
    at('2027-04-02T00:00:00Z');
    await own({ photo: 'withdrawn' });
    expect(await world.service.store.photos.listOf(nour.learnerId)).toEqual([]);
  });

  // A parent who says no the day before is heard; their no does not bind the adult.
  test('a no of a parent at seventeen removes the photo then, and forbids none later', async () => {
    await addPicture();
    at(LAST_MOMENT);
    await answerAsGuardian(world.service, secret, { decisions: { photo: 'withdrawn' } });
    expect(await world.service.store.photos.listOf(nour.learnerId)).toEqual([]);
    at(BIRTHDAY);
    await own({ photo: 'given' });
    await addPicture();
    expect(await finishConsents(world.service)).toBe(0);
    expect(await photos()).toHaveLength(1);
  });
});
