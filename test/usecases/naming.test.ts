import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { awardBatch } from '../../src/usecases/awarding/award-batch.ts';
import { finishAwards } from '../../src/usecases/awarding/finish-awards.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { codeOf } from '../formats/refusal.ts';
import { OPERATOR, openCentre, openService, type TestService } from '../harness.ts';
import { awardsOf, credentialsOf } from './soundness.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;
let crash: string | undefined;

beforeEach(async () => {
  crash = undefined;
  const at = (point: string) => {
    if (point === crash) throw new Error(`crash at ${point}`);
  };
  t = await openService({ outside: { at } });
  ({ profile, achievement } = await openCentre(t.service));
});
afterEach(() => t.stop());

/** Awards a list of two people with what is signed about their workshop. */
async function award(options: { title?: string; sentence?: string } = {}) {
  const list = t.service.readList(new TextEncoder().encode('Prénom;Nom\nLéa;Petit\nYanis;Roy\n'));
  const command = { profileId: profile.id, achievementId: achievement.id, occasion: '', list };
  const batch = await prepareBatch(t.service, OPERATOR, command);
  const { title = 'Atelier robotique', sentence = 'Un petit robot, à deux.' } = options;
  const workshop = { title, date: '2026-11-18' };
  const choices = new Map<number, string>();
  await awardBatch(t.service, OPERATOR, batch, { workshop, sentence, choices }, () => undefined);
}

describe('what is signed about a workshop (DESIGN section 4: a badge names nobody)', () => {
  test.each([
    { title: 'Atelier de Léa' },
    { title: 'Chez M. Petit' },
    { sentence: 'Bravo à Yanis et aux autres.' },
  ])('naming someone of the list in %j awards nobody', async (options) => {
    expect(await codeOf(() => award(options))).toBe('text_names_someone');
    expect(await awardsOf(t.service, profile)).toEqual([]);
  });

  test('with a word that is only spelt like a name is awarded', async () => {
    await award();
    expect(await awardsOf(t.service, profile)).toHaveLength(2);
  });
});

describe('an award that waits to be signed', () => {
  test('and is revoked meanwhile is never signed, whatever starts later', async () => {
    crash = 'batch-stored';
    await expect(award()).rejects.toThrow('crash');
    crash = undefined;
    const [first, second] = await awardsOf(t.service, profile);
    await revokeAward(t.service, OPERATOR, { awardId: first?.id ?? '' });
    expect(await finishAwards(t.service)).toEqual({ finished: 1, voided: 0 });
    const signed = await credentialsOf(t.service, profile);
    expect(signed.map(({ awardId }) => awardId)).toEqual([second?.id]);
  });
});
