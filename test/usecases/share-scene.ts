import type { LearnerActor } from '../../src/domain/actor.ts';
import type { Age } from '../../src/domain/age.ts';
import type { Award } from '../../src/domain/award.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf, type ShareCommand } from '../../src/usecases/backpack/make-share.ts';
import { recordAnswer } from '../../src/usecases/people/consent.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { learnerOf } from './soundness.ts';

/** Léa Martin, a grown-up who kept her badge, and Noé, who has one too. */
export async function openScene(options: Parameters<typeof openService>[0] = {}) {
  return openSceneOf(await openService(options));
}

/** The same in a service that is there. */
export async function openSceneOf(t: TestService) {
  const { service } = t;
  const { profile, achievement } = await openCentre(service);
  const list = 'Prénom;Nom\nLéa;Martin\nNoé;D’Arc\n';
  const reports = await awardCsv(service, profile, achievement, list);
  const [award, other] = reports.map((report) => report.award);
  if (!award || !other) throw new Error('Nobody was awarded.');
  const [lea, noe] = [learnerOf(award), learnerOf(other)];
  await accept(t, award);
  await setAge(t, lea, { band: 'adult' });
  const awardAgain = async (word = 'again') => {
    const again = await awardCsv(service, profile, achievement, list, word);
    if (!again[0]?.award) throw new Error('Not awarded again.');
    return again[0].award;
  };
  return { ...t, profile, achievement, award, other, lea, noe, awardAgain };
}
export type Scene = Awaited<ReturnType<typeof openScene>>;

export async function accept({ service }: TestService, award: Award): Promise<void> {
  await answerAward(service, learnerOf(award), { awardId: award.id, answer: 'accepted' });
}

export function setAge({ service }: TestService, actor: LearnerActor, age: Age): Promise<void> {
  return service.store.learners.setAge(actor.profileId, actor.learnerId, age);
}

/** A share of Léa's badge. */
export function share({ service, award, lea }: Scene, command: Partial<ShareCommand> = {}) {
  const all = { entryIds: [award.id], days: 7, label: 'Boulangerie', ...command };
  return openShareOf(service, lea, all);
}

/** A share with Léa's name, to which she agreed. */
export async function namedShare(scene: Scene, command: Partial<ShareCommand> = {}) {
  await recordOwnConsent(scene.service, scene.lea, 'named-share');
  return share(scene, { way: 'named', ...command });
}

/** A parent agrees, or takes it back. */
export async function parentSays(
  { service, lea }: Scene,
  decision: 'given' | 'withdrawn',
): Promise<void> {
  const learner = await service.store.learners.get(lea.profileId, lea.learnerId);
  if (!learner) throw new Error('Léa is not known.');
  await recordAnswer(service, learner, {
    purpose: 'named-share',
    party: 'guardian',
    capacity: 'parent',
    decision,
    channel: 'paper',
    recordedBy: 'member:m',
  });
}
