import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { entryIdOf } from '../../src/usecases/backpack/open-gallery.ts';
import { readShares } from '../../src/usecases/backpack/own-shares.ts';
import { openShareToPrint } from '../../src/usecases/backpack/print.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { closeShares, openShare, withdrawShare } from '../../src/usecases/backpack/shares.ts';
import { MOST_A_DAY } from '../../src/usecases/backpack/shares-a-day.ts';
import { recordAnswer } from '../../src/usecases/people/consent.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { codeOf } from '../formats/refusal.ts';
import { anyId, NOW, OPERATOR } from '../harness.ts';
import { accept, openScene, type Scene, setAge, share } from './share-scene.ts';

const DAY = 86_400_000;

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

const pass = (milliseconds: number) => {
  scene.clock.now = new Date(NOW.getTime() + milliseconds);
};

describe('a share', () => {
  test('is made of kept badges alone, and of one’s own (T56)', async () => {
    const { service, noe, other } = scene;
    const command = { entryIds: [other.id], days: 7, label: '' };
    expect(await codeOf(() => openShareOf(service, noe, command))).toBe('award_unknown');
    expect(await codeOf(() => share(scene, { entryIds: [other.id] }))).toBe('award_unknown');
    await accept(scene, other);
    expect(await codeOf(() => share(scene, { entryIds: [other.id] }))).toBe('award_unknown');
    expect(await codeOf(() => share(scene, { entryIds: [] }))).toBe('award_unknown');
    const { token } = await share(scene);
    const { badges } = await openShare(service, { token });
    expect(badges.map(({ entryId }) => entryId)).toEqual([scene.award.id]);
  });

  test('is not made of a badge that was taken back', async () => {
    await revokeAward(scene.service, OPERATOR, { awardId: scene.award.id });
    expect(await codeOf(() => share(scene))).toBe('award_unknown');
  });

  test('holds twenty badges at most', async () => {
    const entryIds = Array.from({ length: 21 }, anyId);
    expect(await codeOf(() => share(scene, { entryIds }))).toBe('award_unknown');
  });

  test('opens by its link and by its key, which are kept as hashes and shown again', async () => {
    const { service } = scene;
    const { share: made, token, key } = await share(scene);
    expect(secretsOf(service, made)).toEqual({ token, key });
    expect(JSON.stringify(made)).not.toContain(token);
    expect(JSON.stringify(made)).not.toContain(key);
    const typed = groupedCode(key).toLowerCase();
    expect((await openShare(service, { key: typed })).share).toEqual(made);
  });

  test('of a key that no key can be is told without a look at any (row 118)', async () => {
    const { key } = await share(scene);
    const wrong = key.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
    expect(await codeOf(() => openShare(scene.service, { key: wrong }))).toBe('code_typo');
  });

  test('ends by itself', async () => {
    const { token } = await share(scene);
    pass(7 * DAY - 5000);
    expect(await codeOf(() => openShare(scene.service, { token }))).toBeUndefined();
    pass(7 * DAY);
    expect(await codeOf(() => openShare(scene.service, { token }))).toBe('not_found');
  });

  test('ends when it is withdrawn, for good; nobody else can withdraw it (T56)', async () => {
    const { service, lea, noe } = scene;
    const { token, share: made } = await share(scene);
    expect(await codeOf(() => withdrawShare(service, noe, made.id))).toBe('not_found');
    expect(await codeOf(() => openShare(service, { token }))).toBeUndefined();
    await withdrawShare(service, lea, made.id);
    await withdrawShare(service, lea, made.id);
    expect(await codeOf(() => openShare(service, { token }))).toBe('not_found');
  });

  test('gives one and the same answer whatever the reason (T59)', async () => {
    const { service, lea } = scene;
    const { token, share: made } = await share(scene);
    await withdrawShare(service, lea, made.id);
    const message = (text: string) =>
      openShare(service, { token: text }).catch((error) => String(error));
    expect(await message(token)).toBe(await message('never-was'));
  });

  test('shows no badge that its learner has put away since', async () => {
    const { service, award, lea } = scene;
    const { token } = await share(scene);
    const savedAt = NOW.toISOString();
    const note = { entryId: award.id, learnerId: lea.learnerId, ownWords: '', savedAt };
    const again = await scene.awardAgain();
    await accept(scene, again);
    const { token: both, share: two } = await share(scene, { entryIds: [award.id, again.id] });
    await service.store.notes.save({ ...note, hidden: true });
    expect(await codeOf(() => openShare(service, { token }))).toBe('not_found');
    // On the page, on paper and in the learner's own list alike.
    const shown = (await openShare(service, { token: both })).badges.map(({ entryId }) => entryId);
    const printed = (await openShareToPrint(service, lea, two.id)).badges.map(entryIdOf);
    const own = (await readShares(service, lea)).find((one) => one.share.id === two.id);
    const listed = own?.badges.map(entryIdOf);
    expect({ shown, printed, listed }).toEqual({
      shown: [again.id],
      printed: [again.id],
      listed: [again.id],
    });
    expect(await codeOf(() => share(scene))).toBe('award_put_away');
    await service.store.notes.save({ ...note, hidden: false });
    expect(await codeOf(() => openShare(service, { token }))).toBeUndefined();
  });

  test('shows several badges in the order in which they were chosen', async () => {
    const { service, award, lea } = scene;
    const second = await scene.awardAgain();
    await accept(scene, second);
    const entryIds = [second.id, award.id, second.id];
    const { token, share: made } = await share(scene, { entryIds, title: 'Pour mon stage' });
    expect(made.title).toBe('Pour mon stage');
    const { badges } = await openShare(service, { token });
    expect(badges.map(({ entryId }) => entryId)).toEqual([second.id, award.id]);
    expect(made.learnerId).toBe(lea.learnerId);
  });

  test('withdrawn while it is made stays withdrawn: the stricter wins', async () => {
    const { service, lea } = scene;
    const made = await Promise.all([share(scene), share(scene)]);
    const shares = made.map(({ share: one }) => one);
    await Promise.all([
      closeShares(service, shares),
      ...shares.map(({ id }) => withdrawShare(service, lea, id)),
      ...made.map(({ token }) => openShare(service, { token }).catch(() => undefined)),
    ]);
    for (const { token } of made) {
      expect(await codeOf(() => openShare(service, { token }))).toBe('not_found');
    }
  });
});

// A loop over one form must not fill status lists, nor keep the signer from everyone else.
test('a learner makes so many shares a day and no more, withdrawn ones too', async () => {
  const { service, noe, other } = scene;
  for (let made = 0; made < MOST_A_DAY; made += 1) {
    const { share: one } = await share(scene);
    if (made % 2) await withdrawShare(service, scene.lea, one.id);
  }
  expect(await codeOf(() => share(scene))).toBe('shares_enough_today');
  await accept(scene, other);
  await openShareOf(service, noe, { entryIds: [other.id], days: 7, label: '' });
  pass(DAY + 1000);
  await share(scene);
});

// Each looks at what is there before the others are.
test('shares made at once are never more than those of a day', async () => {
  const { service, lea } = scene;
  for (let made = 0; made < MOST_A_DAY - 1; made += 1) await share(scene);
  const late = await Promise.allSettled([share(scene), share(scene), share(scene)]);
  expect(late.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2);
  const open = (await readShares(service, lea)).filter(({ share: one }) => !one.withdrawnAt);
  expect(open.length).toBeLessThanOrEqual(MOST_A_DAY);
});

test('what a clock that was ahead has dated keeps nobody from sharing', async () => {
  pass(30 * DAY);
  for (let made = 0; made < MOST_A_DAY; made += 1) await share(scene);
  pass(0);
  expect(await codeOf(() => share(scene))).toBeUndefined();
});

describe('a public page', () => {
  const page = (days = 90) => share(scene, { way: 'public', days });

  test('needs the yes of its learner, and ends with it', async () => {
    const { service, lea } = scene;
    expect(await codeOf(() => page())).toBe('consent_required');
    await recordOwnConsent(service, lea, 'public-page');
    const { token, share: made } = await page();
    expect(made).toMatchObject({ kind: 'public' });
    expect(made).not.toHaveProperty('signedName');
    const learner = await service.store.learners.get(lea.profileId, lea.learnerId);
    if (!learner) throw new Error('Léa is not known.');
    pass(1000);
    const no = { purpose: 'public-page', party: 'learner', decision: 'withdrawn' } as const;
    await recordAnswer(service, learner, { ...no, channel: 'own', recordedBy: 'learner' });
    expect(await codeOf(() => openShare(service, { token }))).toBe('not_found');
  });

  test.each([[{ band: 'under15', bandUntil: '2027-03' } as const], [{}]])(
    'of %j needs a holder of parental authority (row 120)',
    async (age) => {
      await setAge(scene, scene.lea, age);
      await recordOwnConsent(scene.service, scene.lea, 'public-page');
      expect(await codeOf(() => page())).toBe('guardian_consent_required');
    },
  );

  test('ends with the age band, when the learner is asked again', async () => {
    const { service, lea } = scene;
    await setAge(scene, lea, { band: '15-17', bandUntil: '2026-12' });
    await recordOwnConsent(service, lea, 'public-page');
    expect((await page()).share.expiresAt).toBe('2027-01-01T00:00:00Z');
    expect((await page(7)).share.expiresAt).toBe('2026-11-27T15:04:05Z');
    // What names nobody rests on no consent.
    expect((await share(scene, { days: 90 })).share.expiresAt).toBe('2027-02-18T15:04:05Z');
  });
});
