import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor, MemberActor } from '../../src/domain/actor.ts';
import type { Age } from '../../src/domain/age.ts';
import type { Capacity, Party, Purpose } from '../../src/domain/consent.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { addPhoto, photosOf, pictureOfPhoto } from '../../src/usecases/backpack/photos.ts';
import { openShare } from '../../src/usecases/backpack/shares.ts';
import { consentStanding, isToAnswerAgain } from '../../src/usecases/people/consent.ts';
import { changeAge, renameLearner } from '../../src/usecases/people/describe-learner.ts';
import { finishConsents } from '../../src/usecases/people/finish-consents.ts';
import {
  answerAsGuardian,
  countGuardianLinks,
  endGuardianLinks,
  makeGuardianLink,
  openGuardianLink,
} from '../../src/usecases/people/guardian-link.ts';
import { learnerOf } from '../../src/usecases/people/learner-of.ts';
import {
  answerOwnConsent,
  recordConsents,
  recordOwnConsent,
} from '../../src/usecases/people/record-consents.ts';
import { voidCard } from '../../src/usecases/people/void-card.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

type Centre = Awaited<ReturnType<typeof openCentre>>;

let world: TestService;
let centre: Centre;
let amel: MemberActor;

// A clock never goes back: each test has a service of its own.
beforeEach(async () => {
  world = await openService();
  centre = await openCentre(world.service);
  const profileId = centre.profile.id;
  amel = { kind: 'member', memberId: 'amel', profileId, role: 'awarder' };
});
afterEach(() => world.stop());

const CHILD: Age = { band: 'under15', bandUntil: '2027-03' };
let people = 0;

interface Person {
  readonly actor: LearnerActor;
  readonly learnerId: string;
  readonly awardId: string;
}

/** Somebody new with an accepted badge. */
async function newPerson(age: Age = CHILD): Promise<Person> {
  const { service } = world;
  people += 1;
  const list = `Prénom;Nom\nNour;Essai ${people}\n`;
  const [report] = await awardCsv(service, centre.profile, centre.achievement, list);
  const { award } = report ?? {};
  if (!award) throw new Error('Nothing was awarded.');
  const { learnerId, profileId, id: awardId } = award;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  await answerAward(service, actor, { awardId, answer: 'accepted' });
  await changeAge(service, amel, { learnerId, age });
  return { actor, learnerId, awardId };
}

/** Of two answers of one moment the stricter wins: each has a moment of its own. */
function later(): void {
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
}

const dieAt = (point: FailPoint) => (here: FailPoint) => {
  if (here === point) throw new Error('killed here');
};

async function says(
  person: Person,
  party: Party,
  yes: boolean,
  purpose: Purpose,
  capacity: Capacity = 'parent',
): Promise<void> {
  later();
  await recordConsents(world.service, amel, {
    learnerId: person.learnerId,
    party,
    ...(party === 'learner' ? {} : { capacity }),
    decisions: { [purpose]: yes ? 'given' : 'withdrawn' },
  });
}

async function allowed(person: Person, purpose: Purpose): Promise<boolean> {
  const learner = await learnerOf(world.service, amel, person.learnerId);
  return (await consentStanding(world.service, learner, purpose)).allowed;
}

async function named(person: Person): Promise<string> {
  const command = { entryIds: [person.awardId], days: 365, label: '', way: 'named' } as const;
  return (await openShareOf(world.service, person.actor, command)).token;
}

async function unnamed(person: Person): Promise<string> {
  const command = { entryIds: [person.awardId], days: 365, label: '' };
  return (await openShareOf(world.service, person.actor, command)).token;
}

const isOpen = (token: string) =>
  openShare(world.service, { token }).then(
    () => true,
    () => false,
  );

async function copyIsRevoked({ awardId }: Person): Promise<boolean> {
  const { store, verifyBytes } = world.service;
  const copies = await store.credentials.listOfAward(awardId);
  const named = copies.filter(({ kind }) => kind === 'named');
  const reports = await Promise.all(
    named.map(({ text }) => verifyBytes(new TextEncoder().encode(text))),
  );
  return reports.length > 0 && reports.every(({ state }) => state === 'revoked');
}

describe('under fifteen both agree, and either takes it back (LIL art. 45)', () => {
  test('a name is refused until both agreed (SECURITY row 120)', async () => {
    const nour = await newPerson();
    await expect(named(nour)).rejects.toMatchObject({ code: 'guardian_consent_required' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    await expect(named(nour)).rejects.toMatchObject({ code: 'guardian_consent_required' });
    await says(nour, 'guardian', true, 'named-share');
    expect(await isOpen(await named(nour))).toBe(true);
  });

  test.each<Party>(['learner', 'guardian'])(
    '%s withdraws: the share with the name ends, nothing else',
    async (party) => {
      const nour = await newPerson();
      await says(nour, 'learner', true, 'named-share');
      await says(nour, 'guardian', true, 'named-share');
      const [withName, without] = [await named(nour), await unnamed(nour)];
      later();
      if (party === 'learner') {
        await answerOwnConsent(world.service, nour.actor, { 'named-share': 'withdrawn' });
      } else {
        await says(nour, party, false, 'named-share');
      }
      expect([await isOpen(withName), await isOpen(without)]).toEqual([false, true]);
      expect(await copyIsRevoked(nour)).toBe(true);
      // A refusal costs no badge.
      const answers = await world.service.store.awards.answersOf([nour.awardId]);
      expect(answers.get(nour.awardId)).toBe('accepted');
      const acts = await world.service.store.audit.listOf(nour.learnerId, 10);
      expect(acts.map(({ act }) => act)).toEqual(
        expect.arrayContaining(['age-changed', 'consent-recorded', 'shares-closed']),
      );
    },
  );

  test('a yes by a public page closes with its own purpose alone', async () => {
    const nour = await newPerson();
    for (const purpose of ['named-share', 'public-page'] as const) {
      await says(nour, 'learner', true, purpose);
      await says(nour, 'guardian', true, purpose);
    }
    const command = { entryIds: [nour.awardId], days: 30, label: '', way: 'public' } as const;
    const { token } = await openShareOf(world.service, nour.actor, command);
    const withName = await named(nour);
    await says(nour, 'guardian', false, 'public-page');
    expect([await isOpen(token), await isOpen(withName)]).toEqual([false, true]);
  });

  // Whichever page asked, the learner reads the same of it in what was done.
  test('on the way to a link or on the page of choices, it is one act of the learner', async () => {
    const nour = await newPerson({ band: 'adult' });
    const act = { by: `learner:${nour.learnerId}`, act: 'consent-recorded' };
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    later();
    await answerOwnConsent(world.service, nour.actor, { 'public-page': 'given' });
    const acts = await world.service.store.audit.listOf(nour.learnerId, 10);
    const told = acts.filter((one) => one.act === 'consent-recorded');
    expect(told).toMatchObject([act, act]);
    const rows = await world.service.store.consents.listOf(nour.learnerId);
    const said = { party: 'learner', decision: 'given', channel: 'own', band: 'adult' };
    expect(rows).toMatchObject([said, said]);
  });

  test('saying yes twice is written down once', async () => {
    const nour = await newPerson({ band: 'adult' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    later();
    const standing = await recordOwnConsent(world.service, nour.actor, 'named-share');
    expect(standing).toEqual({ allowed: true, missing: [] });
    expect(await world.service.store.consents.listOf(nour.learnerId)).toHaveLength(1);
  });

  test('a row names nobody: no name, no address (GDPR 5)', async () => {
    const nour = await newPerson();
    await says(nour, 'guardian', true, 'photo');
    const [row] = await world.service.store.consents.listOf(nour.learnerId);
    expect(row).toMatchObject({ party: 'guardian', capacity: 'parent', channel: 'paper' });
    expect(row?.recordedBy).toBe('member:amel');
    expect(JSON.stringify(row)).not.toMatch(/Nour|Essai/);
  });
});

describe('at fifteen control passes', () => {
  test('what was agreed to lapses, the share ends, and the young person is asked again', async () => {
    const nour = await newPerson();
    await says(nour, 'learner', true, 'named-share');
    await says(nour, 'guardian', true, 'named-share');
    const token = await named(nour);
    const { store } = world.service;
    const [share] = await store.shares.listOfLearner(amel.profileId, nour.learnerId);
    // Asked for a year; it ends with the band.
    expect(share?.expiresAt).toBe('2027-04-01T00:00:00Z');
    const learner = await learnerOf(world.service, amel, nour.learnerId);
    expect(await isToAnswerAgain(world.service, learner)).toBe(false);
    world.clock.now = new Date('2027-03-31T23:59:59Z');
    expect([await allowed(nour, 'named-share'), await isOpen(token)]).toEqual([true, true]);
    world.clock.now = new Date('2027-04-01T00:00:00Z');
    expect([await allowed(nour, 'named-share'), await isOpen(token)]).toEqual([false, false]);
    expect(await isToAnswerAgain(world.service, learner)).toBe(true);
    await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given' });
    expect(await isToAnswerAgain(world.service, learner)).toBe(false);
    expect(await isOpen(await named(nour))).toBe(true);
  });

  test('the band is written down as the next one, and the month of an adult is deleted', async () => {
    const nour = await newPerson();
    const kept = () => world.service.store.learners.get(amel.profileId, nour.learnerId);
    world.clock.now = new Date('2027-04-01T00:00:00Z');
    await learnerOf(world.service, amel, nour.learnerId);
    expect(await kept()).toMatchObject({ band: '15-17', bandUntil: '2030-03' });
    world.clock.now = new Date('2030-04-01T00:00:00Z');
    await learnerOf(world.service, amel, nour.learnerId);
    expect(await kept()).toMatchObject({ band: 'adult' });
    expect(await kept()).not.toHaveProperty('bandUntil');
  });

  test('whoever turns out to be younger loses at once what their age does not allow', async () => {
    const nour = await newPerson({ band: '15-17', bandUntil: '2028-01' });
    await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given' });
    const token = await named(nour);
    later();
    await changeAge(world.service, amel, { learnerId: nour.learnerId, age: CHILD });
    const { store } = world.service;
    const [share] = await store.shares.listOfLearner(amel.profileId, nour.learnerId);
    expect([await isOpen(token), share?.withdrawnAt !== undefined]).toEqual([false, true]);
  });

  test('a grown-up is not asked about what a young person decides alone', async () => {
    const nour = await newPerson({ band: '15-17', bandUntil: '2028-01' });
    await expect(says(nour, 'guardian', true, 'named-share')).rejects.toMatchObject({
      code: 'form_invalid',
    });
    expect(await world.service.store.consents.listOf(nour.learnerId)).toEqual([]);
  });
});

test('another name ends the shares that were signed with the one before; a nickname does not', async () => {
  const nour = await newPerson({ band: 'adult' });
  await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given' });
  const [withName, without] = [await named(nour), await unnamed(nour)];
  const { learnerId } = nour;
  const before = await learnerOf(world.service, amel, learnerId);
  const nicknamed = { ...before, nickname: 'Nono' };
  await renameLearner(world.service, amel, { learnerId, name: nicknamed });
  expect([await isOpen(withName), await isOpen(without)]).toEqual([true, true]);
  await renameLearner(world.service, amel, {
    learnerId,
    name: { ...nicknamed, lastName: 'Autre' },
  });
  expect([await isOpen(withName), await isOpen(without)]).toEqual([false, true]);
  expect(await copyIsRevoked(nour)).toBe(true);
  const taken = await newPerson();
  const name = { ...nicknamed, lastName: 'Autre' };
  await expect(
    renameLearner(world.service, amel, { learnerId: taken.learnerId, name }),
  ).rejects.toMatchObject({ code: 'name_taken' });
});

describe('what a crash leaves open is closed at the next start', () => {
  test('after a no: the copy is taken back, and no later yes opens the link again', async () => {
    const nour = await newPerson({ band: 'adult' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    const [token, other] = [await named(nour), await unnamed(nour)];
    later();
    const dies = { ...world.service, at: dieAt('consent-stored') };
    const no = { 'named-share': 'withdrawn' } as const;
    await expect(answerOwnConsent(dies, nour.actor, no)).rejects.toThrow('killed here');
    expect(await copyIsRevoked(nour)).toBe(false);
    expect(await finishConsents(world.service)).toBe(1);
    expect(await copyIsRevoked(nour)).toBe(true);
    expect(await finishConsents(world.service)).toBe(0);
    later();
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    expect([await isOpen(token), await isOpen(other)]).toEqual([false, true]);
  });

  test('after a no, when the yes comes before the start', async () => {
    const nour = await newPerson({ band: 'adult' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    const token = await named(nour);
    later();
    const dies = { ...world.service, at: dieAt('consent-stored') };
    const no = { 'named-share': 'withdrawn' } as const;
    await expect(answerOwnConsent(dies, nour.actor, no)).rejects.toThrow('killed here');
    later();
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    expect([await isOpen(token), await copyIsRevoked(nour)]).toEqual([false, true]);
  });

  test.each([
    ['a name that was mended', 'rename'],
    ['an age that was mended', 'setAge'],
  ] as const)('after %s', async (_, act) => {
    const nour = await newPerson({ band: '15-17', bandUntil: '2028-12' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    await named(nour);
    const { learnerId } = nour;
    const { store } = world.service;
    // Dies after the row of the learner is stored.
    const dying = async () => {
      throw new Error('killed here');
    };
    const dies = {
      ...world.service,
      store: { ...store, audit: { ...store.audit, insert: dying } },
    };
    const name = { firstName: 'Nour', lastName: 'Autre', nickname: '' };
    const done =
      act === 'rename'
        ? renameLearner(dies, amel, { learnerId, name })
        : changeAge(dies, amel, { learnerId, age: { band: '15-17', bandUntil: '2026-12' } });
    await expect(done).rejects.toThrow('killed here');
    expect(await copyIsRevoked(nour)).toBe(false);
    expect(await finishConsents(world.service)).toBe(1);
    expect(await copyIsRevoked(nour)).toBe(true);
  });
});

describe('no copy with a name outlives the age band', () => {
  test('a band that turns out to end earlier closes what would', async () => {
    const nour = await newPerson({ band: '15-17', bandUntil: '2028-12' });
    await recordOwnConsent(world.service, nour.actor, 'named-share');
    await named(nour);
    const age = { band: '15-17', bandUntil: '2026-12' } as const;
    await changeAge(world.service, amel, { learnerId: nour.learnerId, age });
    expect(await copyIsRevoked(nour)).toBe(true);
    // What ends in time stays open.
    const command = { entryIds: [nour.awardId], days: 7, label: '', way: 'named' } as const;
    const { token } = await openShareOf(world.service, nour.actor, command);
    await changeAge(world.service, amel, { learnerId: nour.learnerId, age });
    expect(await isOpen(token)).toBe(true);
  });

  test.each<[string, Age]>([
    ['under fifteen', { band: 'under15' }],
    ['fifteen to seventeen', { band: '15-17' }],
    ['nobody knows how old', {}],
  ])('%s, and nobody knows until when: thirty days at most', async (_, age) => {
    const nour = await newPerson(age);
    await says(nour, 'learner', true, 'named-share');
    if (age.band !== '15-17') await says(nour, 'guardian', true, 'named-share');
    const command = { entryIds: [nour.awardId], days: 365, label: '' };
    const { share } = await openShareOf(world.service, nour.actor, { ...command, way: 'named' });
    const days = (Date.parse(share.expiresAt) - Date.parse(share.createdAt)) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    const without = await openShareOf(world.service, nour.actor, command);
    expect(without.share.expiresAt).toMatch(/^2027-11/);
  });

  test('nobody is so young that a band lasts longer than it can', async () => {
    const nour = await newPerson();
    const age = { band: '15-17', bandUntil: '2029-12' } as const;
    await expect(
      changeAge(world.service, amel, { learnerId: nour.learnerId, age }),
    ).rejects.toMatchObject({ code: 'form_invalid' });
  });
});

test('a name mended while a share is made is never signed as it was', async () => {
  const nour = await newPerson({ band: 'adult' });
  await recordOwnConsent(world.service, nour.actor, 'named-share');
  const { store } = world.service;
  const name = { firstName: 'Zoé', lastName: 'Autre', nickname: '' };
  const insert: typeof store.shares.insert = async (share) => {
    await renameLearner(world.service, amel, { learnerId: nour.learnerId, name });
    return store.shares.insert(share);
  };
  const racing = { ...world.service, store: { ...store, shares: { ...store.shares, insert } } };
  const command = { entryIds: [nour.awardId], days: 30, label: '', way: 'named' } as const;
  await expect(openShareOf(racing, nour.actor, command)).rejects.toMatchObject({
    code: 'not_found',
  });
  const copies = await store.credentials.listOfAward(nour.awardId);
  expect(copies.map(({ kind }) => kind)).toEqual(['badge']);
});

test('what was agreed to with a lost card is asked again; photos and what came after stay', async () => {
  const nour = await newPerson({ band: 'adult' });
  const learner = await learnerOf(world.service, amel, nour.learnerId);
  const { card } = await makeCard(world.service, amel, learner);
  await answerOwnConsent(world.service, nour.actor, { 'public-page': 'given' });
  later();
  const lostSince = world.clock.now.toISOString();
  await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given', photo: 'given' });
  later();
  const command = { learnerId: nour.learnerId, cardId: card.id, lostSince };
  await voidCard(world.service, amel, command);
  const standings = async () => [
    await allowed(nour, 'public-page'),
    await allowed(nour, 'named-share'),
    await allowed(nour, 'photo'),
  ];
  expect(await standings()).toEqual([true, false, true]);
  later();
  await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given' });
  await voidCard(world.service, amel, command);
  expect(await standings()).toEqual([true, true, true]);
});

test('the second parent answers in no capacity of one who is alone', async () => {
  const nour = await newPerson();
  await expect(says(nour, 'second-guardian', true, 'photo', 'sole')).rejects.toMatchObject({
    code: 'form_invalid',
  });
});

describe('the link of a parent', () => {
  test('answers, changes its mind, and ends; its secret is in no row', async () => {
    const nour = await newPerson();
    await says(nour, 'learner', true, 'named-share');
    const { learnerId } = nour;
    const { secret, expiresAt } = await makeGuardianLink(world.service, amel, {
      learnerId,
      party: 'guardian',
    });
    // At eighteen, and three years after it was made at the latest.
    expect(expiresAt).toBe('2029-11-20T15:05:05.000Z');
    const rows = await world.service.store.links.listOf(learnerId, 'guardian');
    expect(JSON.stringify(rows)).not.toContain(secret);
    later();
    const yes = { capacity: 'parent', decisions: { 'named-share': 'given' } } as const;
    await answerAsGuardian(world.service, secret, yes);
    const token = await named(nour);
    later();
    await answerAsGuardian(world.service, secret, { decisions: { 'named-share': 'withdrawn' } });
    expect(await isOpen(token)).toBe(false);
    const [last] = (await world.service.store.consents.listOf(learnerId)).slice(-1);
    expect(last).toMatchObject({ channel: 'link', recordedBy: 'guardian', decision: 'withdrawn' });
    await endGuardianLinks(world.service, amel, learnerId);
    expect(await countGuardianLinks(world.service, learnerId)).toBe(0);
    await expect(openGuardianLink(world.service, secret)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('asks about a photo alone from fifteen on, and about nothing of an adult', async () => {
    const nour = await newPerson();
    const command = { learnerId: nour.learnerId, party: 'guardian' } as const;
    const { secret } = await makeGuardianLink(world.service, amel, command);
    const asked = async () =>
      (await openGuardianLink(world.service, secret)).purposes.map(({ purpose }) => purpose);
    expect(await asked()).toEqual(['named-share', 'public-page', 'photo']);
    world.clock.now = new Date('2027-04-01T00:00:00Z');
    expect(await asked()).toEqual(['photo']);
    await changeAge(world.service, amel, { learnerId: nour.learnerId, age: { band: 'adult' } });
    expect(await asked()).toEqual([]);
    await expect(
      answerAsGuardian(world.service, secret, { decisions: { photo: 'withdrawn' } }),
    ).rejects.toMatchObject({ code: 'form_invalid' });
    await expect(makeGuardianLink(world.service, amel, command)).rejects.toMatchObject({
      code: 'form_invalid',
    });
    world.clock.now = new Date('2029-11-21T00:00:00Z');
    await expect(asked()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('says no yes without saying in what capacity', async () => {
    const nour = await newPerson();
    const command = { learnerId: nour.learnerId, party: 'guardian' } as const;
    const { secret } = await makeGuardianLink(world.service, amel, command);
    await expect(
      answerAsGuardian(world.service, secret, { decisions: { photo: 'given' } }),
    ).rejects.toMatchObject({ code: 'form_invalid' });
  });

  test('no other secret opens it, and no other kind of link', async () => {
    const nour = await newPerson();
    await expect(openGuardianLink(world.service, '')).rejects.toMatchObject({ code: 'not_found' });
    const token = await unnamed(nour);
    await expect(openGuardianLink(world.service, token)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a member of another centre neither makes nor ends one (SECURITY T56)', async () => {
    const nour = await newPerson();
    const other = { ...amel, profileId: (await openCentre(world.service)).profile.id };
    const { learnerId } = nour;
    const acts = [
      makeGuardianLink(world.service, other, { learnerId, party: 'guardian' }),
      endGuardianLinks(world.service, other, learnerId),
      changeAge(world.service, other, { learnerId, age: { band: 'adult' } }),
      recordConsents(world.service, other, {
        learnerId,
        party: 'learner',
        decisions: { photo: 'given' },
      }),
    ];
    for (const act of acts) {
      await expect(act).rejects.toMatchObject({ code: 'learner_unknown' });
    }
  });
});

describe('photos', () => {
  const svg = new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>',
  );
  const add = ({ awardId }: Person, recognisable: boolean) =>
    addPhoto({ ...world.service, remake: world.service.designs.remake }, amel, {
      awardId,
      recognisable,
      bytes: svg,
    });

  async function everybodyAgrees(person: Person): Promise<void> {
    for (const party of ['learner', 'guardian', 'second-guardian'] as const) {
      await says(person, party, true, 'photo');
    }
  }

  test('hands need no agreement; who can be recognised needs three, until eighteen', async () => {
    const nour = await newPerson({ band: '15-17', bandUntil: '2028-01' });
    await add(nour, false);
    await expect(add(nour, true)).rejects.toMatchObject({ code: 'photo_consent_required' });
    await says(nour, 'learner', true, 'photo');
    await says(nour, 'guardian', true, 'photo');
    await expect(add(nour, true)).rejects.toMatchObject({ code: 'photo_consent_required' });
    await says(nour, 'second-guardian', true, 'photo');
    await add(nour, true);
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toHaveLength(2);
  });

  test.each<Party>(['learner', 'guardian', 'second-guardian'])(
    '%s takes it back: the photo is gone, hands stay',
    async (party) => {
      const nour = await newPerson();
      await everybodyAgrees(nour);
      await add(nour, true);
      await add(nour, false);
      await says(nour, party, false, 'photo');
      const left = await photosOf(world.service, nour.actor, nour.awardId);
      expect(left.map(({ recognisable }) => recognisable)).toEqual([false]);
    },
  );

  test('at fifteen it waits for the answer, and is not lost', async () => {
    const nour = await newPerson();
    await everybodyAgrees(nour);
    await add(nour, true);
    const [photo] = await photosOf(world.service, nour.actor, nour.awardId);
    const id = photo?.id ?? '';
    world.clock.now = new Date('2027-04-01T00:00:00Z');
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toEqual([]);
    await expect(pictureOfPhoto(world.service, nour.actor, id)).rejects.toMatchObject({
      code: 'photo_unknown',
    });
    await answerOwnConsent(world.service, nour.actor, { photo: 'given' });
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toHaveLength(1);
    expect((await pictureOfPhoto(world.service, nour.actor, id)).length).toBeGreaterThan(0);
  });

  test('at fifteen and at eighteen another answer removes no photo that waits for its own', async () => {
    const nour = await newPerson();
    for (const party of ['learner', 'guardian'] as const) {
      await says(nour, party, true, 'photo', 'sole');
    }
    await add(nour, true);
    world.clock.now = new Date('2027-04-05T00:00:00Z');
    await answerOwnConsent(world.service, nour.actor, { 'named-share': 'given' });
    await changeAge(world.service, amel, { learnerId: nour.learnerId, age: { band: 'adult' } });
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toEqual([]);
    later();
    await answerOwnConsent(world.service, nour.actor, { photo: 'given' });
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toHaveLength(1);
  });

  test('a photo that a crash left after a no does not come back with a later yes', async () => {
    const nour = await newPerson({ band: 'adult' });
    await answerOwnConsent(world.service, nour.actor, { photo: 'given' });
    await add(nour, true);
    later();
    const dies = { ...world.service, at: dieAt('consent-stored') };
    const no = { photo: 'withdrawn' } as const;
    await expect(answerOwnConsent(dies, nour.actor, no)).rejects.toThrow('killed here');
    later();
    await answerOwnConsent(world.service, nour.actor, { photo: 'given' });
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toEqual([]);
  });

  test('one that a crash left after a no goes within the hour; those agreed to stay', async () => {
    const [nour, other] = [await newPerson(), await newPerson({ band: 'adult' })];
    await everybodyAgrees(nour);
    await says(other, 'learner', true, 'photo');
    for (const person of [nour, other]) await add(person, true);
    await add(nour, false);
    const { store } = world.service;
    const photo = (await store.photos.listOf(nour.learnerId)).find((one) => one.recognisable);
    later();
    const dies = { ...world.service, at: dieAt('consent-stored') };
    const no = { learnerId: nour.learnerId, decisions: { photo: 'withdrawn' } } as const;
    const withdrawn = recordConsents(dies, amel, { ...no, party: 'guardian' });
    await expect(withdrawn).rejects.toThrow('killed here');
    expect(await photosOf(world.service, nour.actor, nour.awardId)).toHaveLength(1);
    expect(await store.photos.listOf(nour.learnerId)).toHaveLength(2);
    expect(await finishConsents(world.service)).toBe(1);
    const left = await store.photos.listOf(nour.learnerId);
    expect(left.map(({ recognisable }) => recognisable)).toEqual([false]);
    expect(await store.photos.get(amel.profileId, photo?.id ?? '')).toBeUndefined();
    const [last] = await store.audit.listOf(nour.learnerId, 1);
    expect(last).toMatchObject({ act: 'photo-removed', by: 'operator' });
    expect(await photosOf(world.service, other.actor, other.awardId)).toHaveLength(1);
    expect(await finishConsents(world.service)).toBe(0);
  });

  test('nobody else sees it (SECURITY T56)', async () => {
    const [nour, other] = [await newPerson(), await newPerson()];
    await add(nour, false);
    const [photo] = await photosOf(world.service, nour.actor, nour.awardId);
    await expect(pictureOfPhoto(world.service, other.actor, photo?.id ?? '')).rejects.toMatchObject(
      { code: 'photo_unknown' },
    );
    expect(await photosOf(world.service, other.actor, nour.awardId)).toEqual([]);
  });

  test('an award has six at most', async () => {
    const nour = await newPerson();
    for (let count = 0; count < 6; count += 1) await add(nour, false);
    await expect(add(nour, false)).rejects.toMatchObject({ code: 'photos_too_many' });
  });
});
