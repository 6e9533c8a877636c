import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Award, SignedCredential } from '../../src/domain/award.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { badgeOf, emailCopyOf, jwtOf, sampleOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import { codeOf } from '../formats/refusal.ts';
import { awardCsv, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';
import { sevenDaysLater } from './seven-days.ts';
import { awardsOf, expectSound, learnerOf, verdictOf } from './soundness.ts';

const SIXTEEN = { email: 'Lea@Exemple.test', band: '15-17' } as const;

let t: TestService;
let profile: Profile;
let achievement: Achievement;
let award: Award;
let other: Award;

beforeEach(async () => {
  t = await openService();
  ({ profile, achievement } = await openCentre(t.service));
  await awardCsv(t.service, profile, achievement, 'Prénom\nLéa\nYanis\n');
  const [first, second] = await awardsOf(t.service, profile);
  if (!first || !second) throw new Error('Nobody was awarded.');
  [award, other] = [first, second];
});
afterEach(() => t.stop());

async function emailCopy(
  of: Award,
  attendee: { email: string; band: 'adult' | '15-17' } = SIXTEEN,
) {
  const copy = await emailCopyOf(t.service, of, attendee);
  if (typeof copy === 'string') throw new Error(copy);
  return copy;
}

const identityOf = ({ text }: SignedCredential) =>
  JSON.parse(text).credentialSubject.identifier[0] as { identityHash: string; salt: string };

async function listText(credential: SignedCredential): Promise<string> {
  return t.service.statusList(credential.statusListId ?? '');
}

describe('the e-mail copy', () => {
  test.each([
    [{ email: 'a@b.test', band: 'under15' }, 'too_young'],
    [{ email: 'a@b.test' }, 'age_unknown'],
    [{ band: 'adult' }, 'email_missing'],
  ] as const)('of %j is not made: %s', async (attendee, reason) => {
    expect(await emailCopyOf(t.service, award, attendee)).toBe(reason);
    expect(await t.service.store.credentials.listOfAward(award.id)).toHaveLength(1);
  });

  test('holds sha256 of the address and its salt, and never the address (D8)', async () => {
    const copy = await emailCopy(award);
    const { identityHash, salt } = identityOf(copy);
    const hash = createHash('sha256').update(`lea@exemple.test${salt}`).digest('hex');
    expect(identityHash).toBe(`sha256$${hash}`);
    expect(copy.text.toLowerCase()).not.toContain('lea@');
    expect(await verdictOf(t.service, copy)).toBe('verified active');
  });

  test('has a salt, an id, a subject and a status bit of its own', async () => {
    const [one, two] = [await emailCopy(award), await emailCopy(other)];
    const badge = await badgeOf(t.service, award.id);
    expect(identityOf(one).salt).not.toBe(identityOf(two).salt);
    const subjects = [one, two, badge].map(({ text }) => JSON.parse(text).credentialSubject.id);
    expect(new Set(subjects).size).toBe(3);
    expect(new Set([one, two, badge].map(({ credentialId }) => credentialId)).size).toBe(3);
    await expectSound(t.service, profile, 2);
  });

  test('is made once', async () => {
    const copy = await emailCopy(award);
    expect(await emailCopy(award)).toEqual(copy);
  });
});

describe('the sample', () => {
  test('is verified with no issuer to ask, says what it is, and ends', async () => {
    const sample = await sampleOf(t.service, award);
    const report = await t.service.verifyBytes(new TextEncoder().encode(sample.text));
    expect(report).toMatchObject({ verdict: 'verified', contacted: [], issuer: { domain: '' } });
    expect(report.credential['name']).toMatch(/\(essai\)$/);
    t.clock.now = new Date('2026-12-21T15:04:05Z');
    expect(await verdictOf(t.service, sample)).toBe('rejected expired');
  });
});

describe('a revocation', () => {
  test('shows in the list in the same call, for the badge and its copies alone (row 67)', async () => {
    const badge = await badgeOf(t.service, award.id);
    const copy = await emailCopy(award);
    const jwt = await jwtOf(t.service, badge.id);
    const before = await listText(badge);
    expect(await revokeAward(t.service, OPERATOR, { awardId: award.id, reason: 'Erreur' })).toBe(2);
    const after = await listText(badge);
    expect(after).not.toBe(before);
    expect(after).not.toContain('Erreur');
    for (const one of [badge, copy, jwt]) {
      expect(await verdictOf(t.service, one)).toBe('rejected revoked');
    }
    expect(await verdictOf(t.service, await badgeOf(t.service, other.id))).toBe('verified active');
    await expectSound(t.service, profile, 2);
  });

  test('twice is once: nothing changes, no event more', async () => {
    const badge = await badgeOf(t.service, award.id);
    await revokeAward(t.service, OPERATOR, { awardId: award.id });
    const list = await listText(badge);
    const events = () =>
      t.service.store.ledger
        .chains()
        .then(async ([chain = '']) =>
          (await t.service.store.ledger.listOf(chain)).flatMap((entry) => entry.events),
        );
    const told = await events();
    expect(await revokeAward(t.service, OPERATOR, { awardId: award.id })).toBe(0);
    expect(await listText(badge)).toBe(list);
    expect(await events()).toEqual(told);
    expect(told.filter(({ kind }) => kind === 'revoked')).toHaveLength(1);
  });

  test('never goes back: bits that were set stay set as others follow', async () => {
    const badge = await badgeOf(t.service, award.id);
    await revokeAward(t.service, OPERATOR, { awardId: award.id });
    const first = JSON.parse(await listText(badge));
    t.clock.now = new Date(t.clock.now.getTime() + 60_000);
    await revokeAward(t.service, OPERATOR, { awardId: other.id });
    const second = JSON.parse(await listText(badge));
    expect(Date.parse(second.validFrom)).toBeGreaterThan(Date.parse(first.validFrom));
    for (const { id } of [award, other]) {
      expect(await verdictOf(t.service, await badgeOf(t.service, id))).toBe('rejected revoked');
    }
  });

  test('an older list that is written late does not come back (T81)', async () => {
    const badge = await badgeOf(t.service, award.id);
    const listId = badge.statusListId ?? '';
    const old = await listText(badge);
    await revokeAward(t.service, OPERATOR, { awardId: award.id });
    const fresh = await listText(badge);
    await t.service.store.statusLists.publish({ listId, version: 0, text: old });
    expect(await listText(badge)).toBe(fresh);
  });

  test('no copy is made of a badge that was taken back', async () => {
    await revokeAward(t.service, OPERATOR, { awardId: award.id });
    expect(await codeOf(() => emailCopyOf(t.service, award, SIXTEEN))).toBe('award_revoked');
    expect(await codeOf(() => sampleOf(t.service, award))).toBe('award_revoked');
  });

  test('that comes while a copy is signed takes the copy back too (T77)', async () => {
    let revoking: Promise<number> | undefined;
    const during = {
      ...t.service,
      at: (point: string) => {
        if (point === 'signed') {
          revoking ??= revokeAward(t.service, OPERATOR, { awardId: award.id });
        }
      },
    };
    const copy = await emailCopyOf(during, award, SIXTEEN);
    await revoking;
    if (typeof copy === 'string') throw new Error(copy);
    expect(await verdictOf(t.service, copy)).toBe('rejected revoked');
  });

  test('is not for another profile, nor for the learner (T56)', async () => {
    const { id: profileId } = await createProfile(t.service, OPERATOR, { name: 'Autre centre' });
    const actors = [
      { kind: 'member', memberId: 'm', profileId, role: 'owner' },
      learnerOf(award),
      { kind: 'anonymous' },
    ] as const;
    for (const actor of actors) {
      const command = { awardId: award.id };
      expect(await codeOf(() => revokeAward(t.service, actor, command))).toBe('award_unknown');
    }
    expect(await verdictOf(t.service, await badgeOf(t.service, award.id))).toBe('verified active');
  });
});

describe('the learner’s answer', () => {
  test('declined: the badge and its copies are taken back in a week', async () => {
    const copy = await emailCopy(award);
    const command = { awardId: award.id, answer: 'declined' } as const;
    await answerAward(t.service, learnerOf(award), command);
    expect(await verdictOf(t.service, copy)).toBe('verified active');
    await sevenDaysLater(t);
    expect(await verdictOf(t.service, copy)).toBe('rejected revoked');
    expect(await verdictOf(t.service, await badgeOf(t.service, award.id))).toBe('rejected revoked');
  });

  test('the first one counts', async () => {
    const actor = learnerOf(award);
    await answerAward(t.service, actor, { awardId: award.id, answer: 'accepted' });
    await answerAward(t.service, actor, { awardId: award.id, answer: 'declined' });
    await sevenDaysLater(t);
    expect(await verdictOf(t.service, await badgeOf(t.service, award.id))).toBe('verified active');
  });

  test('is refused for the award of someone else (T56)', async () => {
    const command = { awardId: other.id, answer: 'declined' } as const;
    expect(await codeOf(() => answerAward(t.service, learnerOf(award), command))).toBe(
      'award_unknown',
    );
    expect(await verdictOf(t.service, await badgeOf(t.service, other.id))).toBe('verified active');
  });
});

describe('the vault (T71)', () => {
  test('signs nothing but a stored intent', async () => {
    await expect(t.service.vault.sign('no-such-intent')).rejects.toThrow('stored intents only');
  });

  test('an intent that is not sound is signed for nobody: it is not stored as a badge', async () => {
    const intent = await t.service.store.intents.get(`${award.id}.badge`);
    const broken = { ...JSON.parse(intent?.text ?? ''), type: ['VerifiableCredential'] };
    const id = `${award.id}.email`;
    await t.service.store.intents.insertMany([
      { ...intent, id, kind: 'email', text: JSON.stringify(broken) } as NonNullable<typeof intent>,
    ]);
    expect(await codeOf(() => emailCopyOf(t.service, award, SIXTEEN))).toBe('credential_not_sound');
    expect(await t.service.store.credentials.listOfAward(award.id)).toHaveLength(1);
  });
});
