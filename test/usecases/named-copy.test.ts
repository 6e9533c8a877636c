import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SignedCredential } from '../../src/domain/award.ts';
import { fullNameKey, nameKey, type PersonName } from '../../src/domain/learner.ts';
import { badgeOf, jwtOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { openShareWhole } from '../../src/usecases/backpack/named-copies.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { finishWithdrawals, openShare, withdrawShare } from '../../src/usecases/backpack/shares.ts';
import { holdToConsent } from '../../src/usecases/people/hold-to-consent.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { NOW, OPERATOR, openService } from '../harness.ts';
import { verifyElsewhere } from './elsewhere.ts';
import { namedShare, openScene, parentSays, type Scene, setAge, share } from './share-scene.ts';
import { expectSound, verdictOf } from './soundness.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

async function rename(name: PersonName): Promise<void> {
  const { service, lea } = scene;
  const keys = { nameKey: nameKey(name), fullNameKey: fullNameKey(name) };
  await service.store.learners.rename(lea.profileId, lea.learnerId, { ...name, ...keys });
}

/** What an employer takes along. */
async function kept(token: string): Promise<SignedCredential> {
  const { badges } = await openShareWhole(scene.service, { token });
  const credential = badges[0]?.credential;
  if (!credential) throw new Error('The share shows nothing.');
  return credential;
}

const identifierOf = ({ text }: SignedCredential) =>
  JSON.parse(text).credentialSubject.identifier as unknown;

const elsewhere = (text: string) => verifyElsewhere(scene.service, scene.profile, text);

describe('a share with a name', () => {
  test('needs the learner’s own yes, and the whole of their name', async () => {
    const { service, lea, noe } = scene;
    expect(await codeOf(() => share(scene, { way: 'named' }))).toBe('consent_required');
    await rename({ firstName: '', lastName: '', nickname: 'Lynx' });
    expect(await codeOf(() => namedShare(scene))).toBe('full_name_unknown');
    expect(await service.store.shares.listOfLearner(noe.profileId, lea.learnerId)).toEqual([]);
  });

  test('gives a copy that names them, ends with it, and is another badge in all else', async () => {
    const { token, share: made } = await namedShare(scene);
    const copy = await kept(token);
    const badge = await badgeOf(scene.service, scene.award.id);
    const [named, plain] = [JSON.parse(copy.text), JSON.parse(badge.text)];
    expect(identifierOf(copy)).toEqual([
      {
        type: 'IdentityObject',
        hashed: false,
        identityHash: 'Léa Martin',
        identityType: 'name',
      },
    ]);
    expect(named.validUntil).toBe(made.expiresAt);
    expect(made.expiresAt).toMatch(/:\d\dZ$/);
    expect(named.awardedDate).toBe(plain.awardedDate);
    expect(named.credentialSubject.achievement).toEqual(plain.credentialSubject.achievement);
    expect(named.id).not.toBe(plain.id);
    expect(named.credentialSubject.id).not.toBe(plain.credentialSubject.id);
    expect(named.credentialStatus.id).not.toBe(plain.credentialStatus.id);
    // D8: the badge itself names nobody.
    expect(badge.text).not.toContain('Martin');
    expect(await verdictOf(scene.service, copy)).toBe('verified active');
    await expectSound(scene.service, scene.profile, 2);
  });

  test.each([
    ['  Zoé   Anaïs ', 'L’Hôte‑Brun', "Zoé Anaïs L'Hôte-Brun"],
    ['محمد', 'بن علي', 'محمد بن علي'],
    ['<script>alert(1)</script>', '🦊', '<script>alert(1)</script> 🦊'],
    ['A'.repeat(300), 'B', `${'A'.repeat(300)} B`],
  ])('signs the name %s %s tidied', async (firstName, lastName, expected) => {
    const { service } = scene;
    await rename({ firstName, lastName, nickname: '' });
    const { token } = await namedShare(scene);
    const copy = await kept(token);
    expect(identifierOf(copy)).toMatchObject([{ identityHash: expected }]);
    expect(await verdictOf(service, copy)).toBe('verified active');
  });

  test('is good in anyone’s verifier while it is open, and revoked there once it is withdrawn', async () => {
    const { service, lea, award } = scene;
    const { token, share: made } = await namedShare(scene);
    const copy = await kept(token);
    const jwt = await jwtOf(service, copy.id);
    expect(await elsewhere(copy.text)).toEqual({ signed: true, revoked: false });
    await withdrawShare(service, lea, made.id);
    expect(await elsewhere(copy.text)).toEqual({ signed: true, revoked: true });
    expect(await verdictOf(service, copy)).toBe('rejected revoked');
    expect(await verdictOf(service, jwt)).toBe('rejected revoked');
    // The badge is untouched.
    const badge = await badgeOf(service, award.id);
    expect(await elsewhere(badge.text)).toEqual({ signed: true, revoked: false });
  });

  test('ends by itself in anyone’s verifier', async () => {
    const { token, share: made } = await namedShare(scene);
    const copy = await kept(token);
    scene.clock.now = new Date(Date.parse(made.expiresAt) + 1000);
    expect(await verdictOf(scene.service, copy)).toBe('rejected expired');
  });

  test('is withdrawn alone: another employer’s copy stays good', async () => {
    const { service, lea } = scene;
    const [one, two] = [await namedShare(scene), await namedShare(scene)];
    const [first, second] = [await kept(one.token), await kept(two.token)];
    expect(first.id).not.toBe(second.id);
    await withdrawShare(service, lea, one.share.id);
    expect(await verdictOf(service, first)).toBe('rejected revoked');
    expect(await verdictOf(service, second)).toBe('verified active');
  });

  test('opened by many at once signs one copy', async () => {
    const { service, award } = scene;
    const { token } = await namedShare(scene);
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await kept(token)).id));
    expect(new Set(ids).size).toBe(1);
    expect(await service.store.credentials.listOfAward(award.id)).toHaveLength(2);
  });

  test('shows a badge that was taken back as such, and signs no name for it', async () => {
    const { service, award } = scene;
    const { token } = await namedShare(scene);
    const copy = await kept(token);
    await revokeAward(service, OPERATOR, { awardId: award.id });
    expect(await verdictOf(service, copy)).toBe('rejected revoked');
    expect(await kept(token)).toMatchObject({ id: copy.id });
  });
});

/** The same service once more, over what is on the disk. */
const openAgain = (folder: string, at: (here: FailPoint) => void = () => undefined) =>
  openService({ folder, outside: { at } });

describe('killed and started again (T76)', () => {
  test('a share whose copy was not signed signs it when it is opened', async () => {
    const { folder, lea, award } = scene;
    await recordOwnConsent(scene.service, lea, 'named-share');
    await scene.service.close();
    for (const point of ['intents-stored', 'signed'] as const) {
      const at = (here: FailPoint) => {
        if (here === point) throw new Error('killed here');
      };
      const dying = await openAgain(folder, at);
      const command = { way: 'named' } as const;
      await expect(share({ ...scene, ...dying }, command)).rejects.toThrow('killed here');
      await dying.service.close();
    }
    const risen = await openAgain(folder);
    scene = { ...scene, ...risen, stop: scene.stop };
    const shares = await risen.service.store.shares.listOfLearner(lea.profileId, lea.learnerId);
    expect(shares).toHaveLength(2);
    for (const { id } of shares) {
      const { token } = secretsOf(risen.service, { id });
      const before = await openShare(risen.service, { token });
      expect(before.badges[0]?.isNamed).toBe(false);
      expect(identifierOf(await kept(token))).toMatchObject([{ identityHash: 'Léa Martin' }]);
    }
    expect(await risen.service.store.credentials.listOfAward(award.id)).toHaveLength(3);
  });

  test('a withdrawal that set no bit sets it at the next start', async () => {
    const { service, lea } = scene;
    const { token, share: made } = await namedShare(scene);
    const copy = await kept(token);
    await service.store.shares.withdraw(lea.profileId, made.id, NOW.toISOString());
    expect(await verdictOf(service, copy)).toBe('verified active');
    expect(await finishWithdrawals(service)).toBe(1);
    expect(await verdictOf(service, copy)).toBe('rejected revoked');
    expect(await finishWithdrawals(service)).toBe(0);
  });

  test('a share that is withdrawn while its copy is signed ends revoked: the stricter wins', async () => {
    const { folder, lea } = scene;
    await recordOwnConsent(scene.service, lea, 'named-share');
    await scene.service.close();
    let closing: Promise<unknown> = Promise.resolve();
    const risen = await openAgain(folder, (here) => {
      if (here !== 'signed') return;
      closing = risen.service.store.shares
        .listOfLearner(lea.profileId, lea.learnerId)
        .then((open) => Promise.all(open.map(({ id }) => withdrawShare(risen.service, lea, id))));
    });
    scene = { ...scene, ...risen, stop: scene.stop };
    expect(await codeOf(() => share(scene, { way: 'named' }))).toBe('not_found');
    await closing;
    const copies = await risen.service.store.credentials.listOfAward(scene.award.id);
    const named = copies.filter(({ kind }) => kind === 'named');
    expect(named).toHaveLength(1);
    for (const copy of named) expect(await verdictOf(risen.service, copy)).toBe('rejected revoked');
  });
});

describe('consent', () => {
  test('under fifteen needs a holder of parental authority; withdrawn, the copy is revoked (row 120)', async () => {
    const { service, lea } = scene;
    await setAge(scene, lea, { band: 'under15', bandUntil: '2028-05' });
    expect(await codeOf(() => namedShare(scene))).toBe('guardian_consent_required');
    await parentSays(scene, 'given');
    const { token } = await namedShare(scene);
    const copy = await kept(token);
    expect(await elsewhere(copy.text)).toEqual({ signed: true, revoked: false });
    scene.clock.now = new Date(NOW.getTime() + 60_000);
    await parentSays(scene, 'withdrawn');
    const learner = await service.store.learners.get(lea.profileId, lea.learnerId);
    if (!learner) throw new Error('Léa is not known.');
    await holdToConsent(service, learner, 'operator');
    expect(await codeOf(() => openShare(service, { token }))).toBe('not_found');
    expect(await elsewhere(copy.text)).toEqual({ signed: true, revoked: true });
  });

  test('at fifteen the share is over, and the learner alone decides', async () => {
    const { lea } = scene;
    await setAge(scene, lea, { band: 'under15', bandUntil: '2026-11' });
    await parentSays(scene, 'given');
    const { token, share: made } = await namedShare(scene, { days: 30 });
    expect(made.expiresAt).toBe('2026-12-01T00:00:00Z');
    scene.clock.now = new Date('2026-12-01T00:00:00Z');
    expect(await codeOf(() => openShare(scene.service, { token }))).toBe('not_found');
    expect(await codeOf(() => share(scene, { way: 'named' }))).toBe('consent_required');
    const again = await namedShare(scene);
    expect((await openShare(scene.service, { token: again.token })).badges).toHaveLength(1);
  });
});
