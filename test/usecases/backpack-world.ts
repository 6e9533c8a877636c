import type { LearnerActor } from '../../src/domain/actor.ts';
import type { ImportedBadge } from '../../src/domain/backpack.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

/** Two learners of one centre with a badge each that waits for their answer. */
export interface BackpackWorld extends TestService {
  readonly lea: LearnerActor;
  readonly noe: LearnerActor;
  /** Of Léa's badge. */
  readonly awardId: string;
  readonly noesAwardId: string;
  /** Léa keeps her badge. */
  keep(): Promise<void>;
  /** Puts a badge of elsewhere into Léa's backpack, as an import leaves it; its id. */
  importOne(parts?: Partial<ImportedBadge>): Promise<string>;
}

export async function openBackpackWorld(): Promise<BackpackWorld> {
  const opened = await openService();
  const { service } = opened;
  const { profile, achievement } = await openCentre(service);
  const reports = await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;M\nNoé;A\n');
  const [leas, noes] = reports.map(({ award }) => award);
  if (!leas || !noes) throw new Error('Nothing was awarded.');
  const actorOf = (learnerId: string) =>
    ({ kind: 'learner', learnerId, profileId: profile.id }) as const;
  const lea = actorOf(leas.learnerId);
  return {
    ...opened,
    lea,
    noe: actorOf(noes.learnerId),
    awardId: leas.id,
    noesAwardId: noes.id,
    async keep() {
      await answerAward(service, lea, { awardId: leas.id, answer: 'accepted' });
    },
    async importOne(parts = {}) {
      const id = service.newId();
      await service.store.imports.insert({
        id,
        learnerId: lea.learnerId,
        profileId: lea.profileId,
        digest: id,
        name: 'Premiers secours',
        description: 'Porter secours.',
        issuerName: 'Secours de la Vallée',
        issuerDomain: 'secours.test',
        alignments: [],
        importedAt: '2026-11-19T10:00:00.000Z',
        text: '{}',
        ...parts,
      });
      return id;
    },
  };
}
