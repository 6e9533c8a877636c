import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Purpose } from '../../src/domain/consent.ts';
import { consentStanding } from '../../src/usecases/people/consent.ts';
import { answerOwnConsent, recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { type LostCard, openLostCard } from './lost-card.ts';

let lost: LostCard;
beforeEach(async () => {
  lost = await openLostCard();
  const { profileId, learnerId } = lost.scene.lea;
  await lost.scene.service.store.learners.setAge(profileId, learnerId, { band: 'adult' });
});
afterEach(() => lost.scene.stop());

async function allowed(purpose: Purpose): Promise<boolean> {
  const { service, lea } = lost.scene;
  const learner = { id: lea.learnerId, profileId: lea.profileId, band: 'adult' } as const;
  return (await consentStanding(service, learner, purpose)).allowed;
}

// SECURITY T53: voiding a card undoes what was agreed to with it, whichever of the two comes first.
test.each([
  ['on the page of choices', 'answer'],
  ['on the way to a share', 'share'],
] as const)('a yes at the moment at which the card is made void is none: %s', async (_, how) => {
  const { service } = lost.scene;
  const act = () =>
    how === 'answer'
      ? answerOwnConsent(service, lost.thief, { 'public-page': 'given' })
      : recordOwnConsent(service, lost.thief, 'public-page');
  expect(await lost.voidBefore('consents', act)).toBe('card_required');
  expect(await allowed('public-page')).toBe(false);
});

test('a no at that moment stands', async () => {
  const { service, lea } = lost.scene;
  await answerOwnConsent(service, lea, { 'public-page': 'given' });
  const no = () => answerOwnConsent(service, lost.thief, { 'public-page': 'withdrawn' });
  expect(await lost.voidBefore('consents', no)).toBe('card_required');
  expect(await allowed('public-page')).toBe(false);
});
