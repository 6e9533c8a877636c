import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { SignedCredential } from '../../src/domain/award.ts';
import { badgeOf, emailCopyOf, jwtOf } from '../../src/usecases/awarding/copies.ts';
import { type CorrectCommand, correctAward } from '../../src/usecases/awarding/correct-award.ts';
import { openCorrection } from '../../src/usecases/awarding/correctable.ts';
import { finishCorrections } from '../../src/usecases/awarding/finish-corrections.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { isRevoked } from '../../src/usecases/awarding/revoked-awards.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareWhole } from '../../src/usecases/backpack/named-copies.ts';
import { openEntry } from '../../src/usecases/backpack/open-backpack.ts';
import { openShare } from '../../src/usecases/backpack/shares.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { ACHIEVEMENT_TEXT, awardCsv, OPERATOR, openService } from '../harness.ts';
import { verifyElsewhere } from './elsewhere.ts';
import { sevenDaysLater } from './seven-days.ts';
import { namedShare, openScene, type Scene, share } from './share-scene.ts';
import { verdictOf } from './soundness.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

const WORKSHOP = { title: 'Atelier robotique', date: '2026-11-18', hours: 3 };
const SENTENCE = 'Bravo à tous.';

/** Some time later, since the newest is told by whole seconds. */
function later(seconds = 60): void {
  scene.clock.now = new Date(scene.clock.now.getTime() + seconds * 1000);
}

/** What the badge says now, with these parts said anew. */
async function command(
  parts: Partial<CorrectCommand['text']>,
  wasWrong = false,
): Promise<CorrectCommand> {
  const { award, achievement } = scene;
  const text = { achievementId: achievement.id, workshop: WORKSHOP, sentence: SENTENCE, ...parts };
  return { awardId: award.id, text, wasWrong };
}

async function correct(
  parts: Partial<CorrectCommand['text']>,
  wasWrong = false,
): Promise<SignedCredential> {
  later();
  return correctAward(scene.service, OPERATOR, await command(parts, wasWrong));
}

const badgeNow = () => badgeOf(scene.service, scene.award.id);
const verdict = (credential: SignedCredential) => verdictOf(scene.service, credential);
const elsewhere = ({ text }: SignedCredential) =>
  verifyElsewhere(scene.service, scene.profile, text);
const narrativeOf = ({ text }: SignedCredential) => JSON.parse(text).evidence?.[0]?.narrative;

/** Another version of the badge, as the editor publishes one. */
async function nextVersion(name = 'Robot suiveur de ligne'): Promise<Achievement> {
  const { service, profile, achievement } = scene;
  const { translation: _, ...text } = ACHIEVEMENT_TEXT;
  const [made] = await importAchievements(service, OPERATOR, profile.id, { ...text, name });
  if (!made) throw new Error('Nothing was imported.');
  const id = `${made.achievement.id}-next`;
  const next = { ...made.achievement, id, digest: id, related: [], replaces: achievement.id };
  await service.store.achievements.insert(next);
  return next;
}

describe('a corrected badge', () => {
  test('keeps its id, its subject and its day; it is newer and has a bit of its own', async () => {
    const before = await badgeNow();
    const after = await correct({ sentence: 'Bravo à toutes et tous.' });
    const [was, is] = [JSON.parse(before.text), JSON.parse(after.text)];
    expect(is.id).toBe(was.id);
    expect(is.awardedDate).toBe(was.awardedDate);
    expect(is.credentialSubject).toEqual(was.credentialSubject);
    expect(is.issuer).toEqual(was.issuer);
    expect(Date.parse(is.validFrom)).toBeGreaterThan(Date.parse(was.validFrom));
    expect(is.credentialStatus.id).not.toBe(was.credentialStatus.id);
    expect(is.evidence).toEqual([{ ...was.evidence[0], narrative: 'Bravo à toutes et tous.' }]);
    expect(await verdict(after)).toBe('verified active');
  });

  test('is the badge of its award everywhere', async () => {
    const { service, award, lea } = scene;
    const { token, key } = await share(scene);
    const after = await correct({ workshop: { title: 'Atelier robots', date: '2026-11-17' } });
    expect(await badgeNow()).toEqual(after);
    const entry = await openEntry(service, lea, award.id);
    expect(entry).toMatchObject({
      credential: { id: after.id },
      workshop: { title: 'Atelier robots', date: '2026-11-17' },
      correctedAt: scene.clock.now.toISOString(),
    });
    expect(entry.workshop?.hours).toBeUndefined();
    for (const name of [{ token }, { key }]) {
      expect((await openShare(service, name)).badges.map(({ text }) => text)).toEqual([after.text]);
    }
    const jwt = await jwtOf(service, after.id);
    const [, claims = ''] = jwt.text.split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect(said.evidence[0].name).toBe('Atelier robots');
    expect(await verdict(jwt)).toBe('verified active');
  });

  test('may be said anew again: numbers follow each other', async () => {
    await correct({ sentence: 'Une.' });
    const second = await correct({ sentence: 'Deux.' });
    expect(narrativeOf(await badgeNow())).toBe('Deux.');
    expect(second.id).toBe(`${scene.award.id}.badge.2`);
    const known = await scene.service.store.awards.correctionsOf([scene.award.id]);
    expect(known.map(({ number, by }) => [number, by])).toEqual([
      [1, 'operator'],
      [2, 'operator'],
    ]);
  });

  test('takes a newer version, its picture and its name with it', async () => {
    const next = await nextVersion();
    const before = await badgeNow();
    const after = await correct({ achievementId: next.id });
    const { achievement } = JSON.parse(after.text).credentialSubject;
    expect(achievement.name).toBe('Robot suiveur de ligne');
    expect(achievement.id).toContain(next.id);
    const file = await scene.service.badgeFile(after, 'json');
    expect(file.name).toBe('robot-suiveur-de-ligne.json');
    const old = await scene.service.badgeFile(before, 'json');
    expect(old.name).toBe('robot-suiveur.json');
  });

  test('is told to its learner, and what they asked for is answered', async () => {
    const { service, award, lea } = scene;
    const asked = {
      id: 'ask',
      profileId: award.profileId,
      kind: 'correction',
      awardId: award.id,
      learnerId: award.learnerId,
      text: 'La date.',
      createdAt: scene.clock.now.toISOString(),
    } as const;
    await service.store.inbox.insert(asked);
    await correct({ sentence: 'Bravo.' });
    const [told] = await service.store.audit.listOf(lea.learnerId, 1);
    expect(told).toMatchObject({ act: 'badge-corrected', by: 'operator' });
    const request = await service.store.inbox.get(award.profileId, 'ask');
    expect(request?.answer).toMatchObject({ outcome: 'done', by: 'operator' });
  });
});

test('who has an older version that was corrected into this one has it', async () => {
  const { service, profile, award } = scene;
  const next = await nextVersion();
  await correct({ achievementId: next.id });
  const again = await awardCsv(service, profile, next, 'Prénom;Nom\nLéa;Martin\nNoé;D’Arc\n');
  expect(again.map(({ outcome }) => outcome)).toEqual(['already_awarded', 'awarded']);
  expect(again[0]?.award?.id).toBe(award.id);
});

describe('a typo', () => {
  test('leaves what was signed before good, in anyone’s verifier', async () => {
    const before = await badgeNow();
    const copy = await emailCopy();
    await correct({ sentence: 'Bravo !' });
    for (const one of [before, copy]) {
      expect(await verdict(one)).toBe('verified active');
      expect(await elsewhere(one)).toEqual({ signed: true, revoked: false });
    }
  });

  test('makes the next e-mail copy of what is right', async () => {
    const before = await emailCopy();
    await correct({ sentence: 'Bravo !' });
    const after = await emailCopy();
    expect(narrativeOf(after)).toBe('Bravo !');
    expect(after.credentialId).not.toBe(before.credentialId);
    expect(await emailCopy()).toEqual(after);
  });
});

describe('wrong content', () => {
  test('revokes what was signed before in anyone’s verifier, and the award stands', async () => {
    const { service, award } = scene;
    const before = await badgeNow();
    const jwt = await jwtOf(service, before.id);
    const after = await correct({ workshop: { ...WORKSHOP, hours: 2 } }, true);
    expect(await verdict(before)).toBe('rejected revoked');
    expect(await verdict(jwt)).toBe('rejected revoked');
    expect(await elsewhere(before)).toEqual({ signed: true, revoked: true });
    expect(await elsewhere(after)).toEqual({ signed: true, revoked: false });
    expect(await verdict(after)).toBe('verified active');
    expect(await isRevoked(service, award.id)).toBe(false);
    expect(await service.store.awards.countHeld(award.profileId, {})).toBe(2);
  });

  test('revokes copies of it, also those of a typo between; the share signs a new one', async () => {
    const { service } = scene;
    const { token } = await namedShare(scene);
    const shown = async () => (await openShareWhole(service, { token })).badges[0]?.credential;
    const [first, email] = [await shown(), await emailCopy()];
    await correct({ sentence: 'Bravo !' });
    const second = await shown();
    await correct({ sentence: 'Bravo à l’équipe.' }, true);
    const third = await shown();
    if (!first || !second || !third) throw new Error('The share shows nothing.');
    expect([first, second, third].map(narrativeOf)).toEqual([
      SENTENCE,
      'Bravo !',
      'Bravo à l’équipe.',
    ]);
    expect(third.kind).toBe('named');
    for (const old of [first, second, email]) expect(await verdict(old)).toBe('rejected revoked');
    expect(await verdict(third)).toBe('verified active');
    expect(narrativeOf(await emailCopy())).toBe('Bravo à l’équipe.');
  });

  test('that is corrected while a copy of the old is signed takes the copy back too (T77)', async () => {
    const { service } = scene;
    later();
    const wrong = await command({ sentence: 'Autre.' }, true);
    let correcting: Promise<unknown> | undefined;
    const during = {
      ...service,
      at: (point: FailPoint) => {
        if (point === 'intents-stored') correcting ??= correctAward(service, OPERATOR, wrong);
      },
    };
    const copy = await emailCopyOf(during, scene.award, SIXTEEN);
    await correcting;
    if (typeof copy === 'string') throw new Error(copy);
    await emailCopy();
    expect(await verdict(copy)).toBe('rejected revoked');
  });

  test('a printed code that holds the whole old badge says revoked, with the network and its list', async () => {
    const { service } = scene;
    const link = (await service.linkOfWhole((await badgeNow()).text)) ?? '';
    expect((await service.verifyUrl(link)).verdict).toBe('verified');
    await correct({ sentence: 'Autre.' }, true);
    expect((await service.verifyUrl(link)).state).toBe('revoked');
  });
});

describe('refused', () => {
  test('for another profile, for the learner and for anyone (T56)', async () => {
    const { service, lea } = scene;
    const { id: profileId } = await createProfile(service, OPERATOR, { name: 'Autre centre' });
    const actors: Actor[] = [
      { kind: 'member', memberId: 'm', profileId, role: 'owner' },
      lea,
      { kind: 'anonymous' },
    ];
    const wanted = await command({ sentence: 'Autre.' });
    for (const actor of actors) {
      expect(await codeOf(() => correctAward(service, actor, wanted))).toBe('award_unknown');
      expect(await codeOf(() => openCorrection(service, actor, wanted.awardId))).toBe(
        'award_unknown',
      );
    }
    expect(narrativeOf(await badgeNow())).toBe(SENTENCE);
  });

  test('of a badge of their own: nobody says of themselves what they learned', async () => {
    const { service, award } = scene;
    const { profileId, learnerId } = award;
    await service.store.ownLearners.insert({ memberId: 'm', learnerId });
    const actor = { kind: 'member', memberId: 'm', profileId, role: 'owner' } as const;
    const wanted = await command({ sentence: 'Autre.' });
    expect(await codeOf(() => correctAward(service, actor, wanted))).toBe('award_to_self');
  });

  test.each([
    ['revoked', () => revokeAward(scene.service, OPERATOR, { awardId: scene.other.id })],
    [
      'declined',
      async () => {
        const command = { awardId: scene.other.id, answer: 'declined' } as const;
        await answerAward(scene.service, scene.noe, command);
        await sevenDaysLater(scene);
      },
    ],
  ] as const)('of what was %s', async (_, takeBack) => {
    await takeBack();
    later();
    const wanted = { ...(await command({ sentence: 'Autre.' })), awardId: scene.other.id };
    expect(await codeOf(() => correctAward(scene.service, OPERATOR, wanted))).toBe('award_revoked');
  });

  test.each([
    [{ sentence: 'Bravo Léa.' }, 'text_names_someone'],
    [{ sentence: 'Bravo Noé.' }, 'text_names_someone'],
    [{ workshop: { ...WORKSHOP, title: 'Chez Martin' } }, 'text_names_someone'],
    [{ achievementId: 'none' }, 'achievement_unknown'],
    [{}, 'correction_same'],
  ])('with %j: %s', async (parts, code) => {
    expect(await codeOf(() => correct(parts))).toBe(code);
    expect(await scene.service.store.awards.correctionsOf([scene.award.id])).toEqual([]);
  });

  test('into another badge, and into a version that is not awarded any more', async () => {
    const { service, profile } = scene;
    const { translation: _, ...text } = ACHIEVEMENT_TEXT;
    const other = { ...text, name: 'Vidéaste' };
    const [made] = await importAchievements(service, OPERATOR, profile.id, other);
    const achievementId = made?.achievement.id ?? '';
    expect(await codeOf(() => correct({ achievementId }))).toBe('achievement_unknown');
    const next = await nextVersion();
    await service.store.achievements.archive(next.id, scene.clock.now.toISOString());
    expect(await codeOf(() => correct({ achievementId: next.id }))).toBe('achievement_unknown');
  });

  test('by a clock that stands before what was signed: nobody could tell the newest', async () => {
    scene.clock.now = new Date('2026-11-19T00:00:00Z');
    const wanted = await command({ sentence: 'Autre.' });
    expect(await codeOf(() => correctAward(scene.service, OPERATOR, wanted))).toBe('clock_suspect');
  });

  test('from a form that is older than somebody else’s correction', async () => {
    const opened = await openCorrection(scene.service, OPERATOR, scene.award.id);
    expect(opened).toMatchObject({ nextNumber: 1, saying: { workshop: WORKSHOP } });
    await correct({ sentence: 'La première.' });
    later();
    const stale = { ...(await command({ sentence: 'La seconde.' })), number: opened.nextNumber };
    const refusal = await codeOf(() => correctAward(scene.service, OPERATOR, stale));
    expect(refusal).toBe('correction_beaten');
    expect(narrativeOf(await badgeNow())).toBe('La première.');
  });
});

test('two workers at once: one is told, and the badge says what the other said (T77)', async () => {
  later();
  const { service } = scene;
  const wanted = [await command({ sentence: 'Une.' }), await command({ sentence: 'Deux.' }, true)];
  const ends = await Promise.allSettled(wanted.map((one) => correctAward(service, OPERATOR, one)));
  const refused = ends.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ reason: { code: 'correction_beaten' } });
  const [known] = await service.store.awards.correctionsOf([scene.award.id]);
  expect(narrativeOf(await badgeNow())).toBe(known?.sentence);
});

describe('killed at any point and started again, a correction finishes (T76)', () => {
  test.each(['correction-stored', 'intents-stored', 'signed', 'committed'] as const)(
    '%s',
    async (point) => {
      const { folder, award } = scene;
      const before = await badgeNow();
      later();
      const wanted = await command({ sentence: 'Autre.' }, true);
      await scene.service.close();
      const dying = await openService({
        folder,
        outside: {
          at: (here) => {
            if (here === point) throw new Error('killed here');
          },
        },
      });
      dying.clock.now = scene.clock.now;
      await expect(correctAward(dying.service, OPERATOR, wanted)).rejects.toThrow('killed here');
      // What is wrong is not taken back before what is right is there.
      expect(await verdictOf(dying.service, before)).toBe('verified active');
      await dying.service.close();
      const risen = await openService({ folder });
      risen.clock.now = scene.clock.now;
      scene = { ...scene, ...risen, stop: scene.stop };
      await finishCorrections(risen.service);
      const after = await badgeNow();
      expect(after.id).toBe(`${award.id}.badge.1`);
      expect(narrativeOf(after)).toBe('Autre.');
      expect(await verdict(after)).toBe('verified active');
      expect(await verdict(before)).toBe('rejected revoked');
      expect(await isRevoked(risen.service, award.id)).toBe(false);
      expect(await finishCorrections(risen.service)).toBe(0);
      expect(await badgeNow()).toEqual(after);
    },
  );
});

test('an erasure that comes while a correction is signed leaves nothing of it', async () => {
  const { service, award, lea } = scene;
  later();
  const wanted = await command({ sentence: 'Autre.' });
  let erasing: Promise<unknown> | undefined;
  const at = (here: FailPoint) => {
    if (here === 'signed') erasing ??= service.store.erasures.erase(lea.profileId, lea.learnerId);
  };
  const refusal = await codeOf(() => correctAward({ ...service, at }, OPERATOR, wanted));
  await erasing;
  expect(refusal).toBe('award_unknown');
  expect(await service.store.credentials.listOfAward(award.id)).toEqual([]);
  expect(await service.store.awards.correctionsOf([award.id])).toEqual([]);
  expect(await service.store.intents.get(`${award.id}.badge.1`)).toBeUndefined();
});

describe('a revocation', () => {
  test('that comes while a correction is signed wins, and takes it back (T77)', async () => {
    const { service, award } = scene;
    later();
    const wanted = await command({ sentence: 'Autre.' });
    for (const point of ['correction-stored', 'signed'] as const) {
      let revoking: Promise<unknown> | undefined;
      const at = (here: FailPoint) => {
        if (here === point) revoking ??= revokeAward(service, OPERATOR, { awardId: award.id });
      };
      const refusal = await codeOf(() => correctAward({ ...service, at }, OPERATOR, wanted));
      await revoking;
      expect(refusal).toBe('award_revoked');
      expect(await verdict(await badgeNow())).toBe('rejected revoked');
    }
  });

  test('of a corrected badge takes back all that was said of it', async () => {
    const { service, award } = scene;
    const before = await badgeNow();
    const after = await correct({ sentence: 'Autre.' });
    expect(await revokeAward(service, OPERATOR, { awardId: award.id })).toBe(2);
    for (const one of [before, after]) expect(await verdict(one)).toBe('rejected revoked');
    expect(await isRevoked(service, award.id)).toBe(true);
    expect(await finishCorrections(service)).toBe(0);
  });

  test('before a crash is kept: what was decided is not signed any more', async () => {
    const { service, award } = scene;
    later();
    const wanted = await command({ sentence: 'Autre.' });
    const at = (here: FailPoint) => {
      if (here === 'correction-stored') throw new Error('killed here');
    };
    await expect(correctAward({ ...service, at }, OPERATOR, wanted)).rejects.toThrow('killed');
    await revokeAward(service, OPERATOR, { awardId: award.id });
    expect(await finishCorrections(service)).toBe(0);
    expect(await service.store.credentials.listOfAward(award.id)).toHaveLength(1);
  });
});

const SIXTEEN = { email: 'Lea@Exemple.test', band: '15-17' } as const;

async function emailCopy(): Promise<SignedCredential> {
  const copy = await emailCopyOf(scene.service, scene.award, SIXTEEN);
  if (typeof copy === 'string') throw new Error(copy);
  return copy;
}
