import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Award } from '../../src/domain/award.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import {
  openLearnerSession,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { openBackpack, openEntry } from '../../src/usecases/backpack/open-backpack.ts';
import { createProfile, describeProfile } from '../../src/usecases/people/create-profile.ts';
import { enter, lookAtEntry, newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { describeMember } from '../../src/usecases/people/member-text.ts';
import { actorOfSession, leave } from '../../src/usecases/people/sessions.ts';
import { codeOf } from '../formats/refusal.ts';
import {
  anyId,
  awardCsv,
  NOW,
  OPERATOR,
  openCentre,
  openService,
  type TestService,
} from '../harness.ts';
import { learnerOf } from './soundness.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;
let award: Award;
let other: Award;

beforeAll(async () => {
  t = await openService();
  ({ profile, achievement } = await openCentre(t.service));
});
beforeEach(async () => {
  t.clock.now = NOW;
  const list = `Prénom\n${anyId()}\n${anyId()}\n`;
  const [first, second] = await awardCsv(t.service, profile, achievement, list);
  if (!first?.award || !second?.award) throw new Error('Nobody was awarded.');
  [award, other] = [
    { ...first.award, state: 'issued' },
    { ...second.award, state: 'issued' },
  ];
});
afterAll(() => t.stop());

/** The secret of a session in which the backpack of an award's learner is open. */
async function openBackpackOf({ learnerId, profileId }: Award): Promise<string> {
  const actor = { kind: 'learner', learnerId, profileId } as const;
  return (await openLearnerSession(t.service, actor, { mode: 'browser' })).secret;
}

const pass = (milliseconds: number) => {
  t.clock.now = new Date(NOW.getTime() + milliseconds);
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('an owner link', () => {
  test('looking uses nothing up: a scanner of mails may look (T54)', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    for (let look = 0; look < 20; look += 1) await lookAtEntry(t.service, secret);
    const { session } = await enter(t.service, secret);
    expect(await actorOfSession(t.service, session)).toMatchObject({
      kind: 'member',
      profileId: profile.id,
      role: 'owner',
    });
  });

  test('opens once, whoever is first (T54)', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(() => enter(t.service, secret))));
    expect(codes.sort()).toEqual(['link_used', 'link_used', undefined]);
  });

  test('lives thirty minutes', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    pass(30 * MINUTE - 1000);
    expect(await codeOf(() => lookAtEntry(t.service, secret))).toBeUndefined();
    pass(30 * MINUTE);
    expect(await codeOf(() => enter(t.service, secret))).toBe('link_expired');
  });

  test.each(['', 'wrong', 'x'.repeat(10_000)])(
    'a made-up secret opens nothing (T55, case %#)',
    async (secret) => {
      expect(await codeOf(() => enter(t.service, secret))).toBe('not_found');
    },
  );

  test('other secrets are no owner links', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    const { session } = await enter(t.service, secret);
    const backpack = await openBackpackOf(award);
    expect(await codeOf(() => enter(t.service, session))).toBe('not_found');
    expect(await codeOf(() => enter(t.service, backpack))).toBe('not_found');
  });

  test('is for the owner who has not said who they are; a new owner when everyone has', async () => {
    const { profile: centre } = await openCentre(t.service);
    const actorOf = async () => {
      const { session } = await enter(t.service, await newOwnerLink(t.service, centre.id));
      return actorOfSession(t.service, session);
    };
    const first = await actorOf();
    expect(await actorOf()).toEqual(first);
    if (first.kind !== 'member') throw new Error('Nobody entered.');
    await describeMember(t.service, first, { name: 'Amel', email: '' });
    expect(await actorOf()).not.toEqual(first);
  });

  test('has 128 bits, and the store keeps only its hash', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    expect(secret).toMatch(/^[\w-]{22}$/);
    expect(await t.service.store.links.get(secret)).toBeUndefined();
  });
});

describe('a session', () => {
  test('lives eight hours', async () => {
    const { session, hours } = await enter(t.service, await newOwnerLink(t.service, profile.id));
    expect(hours).toBe(8);
    pass(8 * HOUR - 1000);
    expect(await actorOfSession(t.service, session)).toMatchObject({ kind: 'member' });
    pass(8 * HOUR);
    expect(await actorOfSession(t.service, session)).toEqual({ kind: 'anonymous' });
  });

  test('has 256 bits (T53)', async () => {
    const { session } = await enter(t.service, await newOwnerLink(t.service, profile.id));
    expect(session).toMatch(/^[\w-]{43}$/);
  });

  test('takes the place of the one that the browser had (T53)', async () => {
    const before = await enter(t.service, await newOwnerLink(t.service, profile.id));
    const link = await newOwnerLink(t.service, profile.id);
    const after = await enter(t.service, link, { previous: before.session });
    expect(await actorOfSession(t.service, before.session)).toEqual({ kind: 'anonymous' });
    expect(await actorOfSession(t.service, after.session)).toMatchObject({ kind: 'member' });
  });

  test('leaving with another secret ends nothing', async () => {
    const backpack = await openBackpackOf(award);
    await leave(t.service, backpack);
    expect(await codeOf(() => useLearnerSession(t.service, backpack))).toBeUndefined();
  });

  test('ends when it is left', async () => {
    const { session } = await enter(t.service, await newOwnerLink(t.service, profile.id));
    await leave(t.service, session);
    expect(await actorOfSession(t.service, session)).toEqual({ kind: 'anonymous' });
  });

  test('is not opened by an owner link, a learner’s session, or nothing', async () => {
    const owner = await newOwnerLink(t.service, profile.id);
    const backpack = await openBackpackOf(award);
    for (const secret of [owner, backpack, 'x', undefined]) {
      expect(await actorOfSession(t.service, secret)).toEqual({ kind: 'anonymous' });
    }
  });
});

describe('a backpack', () => {
  test('opens in its session, for that learner', async () => {
    const { actor } = await useLearnerSession(t.service, await openBackpackOf(award));
    const { entries } = await openBackpack(t.service, actor);
    expect(entries.map((entry) => entry.award.id)).toEqual([award.id]);
    expect(await codeOf(() => useLearnerSession(t.service, 'wrong'))).toBe('card_required');
  });

  test('does not show the badge of another learner (T56)', async () => {
    expect(await codeOf(() => openEntry(t.service, learnerOf(award), other.id))).toBe(
      'award_unknown',
    );
    const moved = { ...learnerOf(award), profileId: 'another' };
    expect(await codeOf(() => openBackpack(t.service, moved))).toBe('not_found');
  });

  test('leaves out what its learner declined', async () => {
    const actor = learnerOf(award);
    await answerAward(t.service, actor, { awardId: award.id, answer: 'declined' });
    expect((await openBackpack(t.service, actor)).entries).toEqual([]);
  });
});

describe('a profile', () => {
  test.each([
    [{ kind: 'anonymous' }],
    [{ kind: 'member', memberId: 'm', profileId: 'another', role: 'owner' }],
    [{ kind: 'learner', learnerId: 'l', profileId: 'p' }],
  ] as const)('is not made nor renamed by %j (T56)', async (actor) => {
    const text = { name: 'Pirates' };
    expect(await codeOf(() => createProfile(t.service, actor, text))).toBe('member_required');
    expect(await codeOf(() => describeProfile(t.service, actor, profile.id, text))).toBe(
      'member_required',
    );
  });

  test('is renamed by its owner, not by its awarder; its identity stays', async () => {
    const actor = { kind: 'member', memberId: 'm', profileId: profile.id } as const;
    const text = { name: 'Centre du Lac' };
    const awarder = { ...actor, role: 'awarder' } as const;
    expect(await codeOf(() => describeProfile(t.service, awarder, profile.id, text))).toBe(
      'member_required',
    );
    const owner = { ...actor, role: 'owner' } as const;
    const described = await describeProfile(t.service, owner, profile.id, text);
    const { email: _, ...rest } = profile;
    expect(described).toEqual({ ...rest, ...text });
  });

  test.each([
    { name: 'x' },
    { name: 'Gare', handle: 'mine' },
    { name: 'Gare', email: 'a@b.test\r\nBcc: c@d.test' },
  ])('is refused as %j (T43)', async (text) => {
    expect(await codeOf(() => createProfile(t.service, OPERATOR, text))).toBe('profile_invalid');
  });
});
