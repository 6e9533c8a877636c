import type { LearnerActor, MemberActor } from '../../src/domain/actor.ts';
import type { Learner } from '../../src/domain/learner.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { voidCard } from '../../src/usecases/people/void-card.ts';
import { codeOf } from '../formats/refusal.ts';
import { anyId, NOW, OPERATOR } from '../harness.ts';
import { openScene, type Scene } from './share-scene.ts';

/** A day before now. */
export const LOST = new Date(NOW.getTime() - 86_400_000).toISOString();

type Part =
  | 'removals'
  | 'shares'
  | 'pins'
  | 'addresses'
  | 'passkeys'
  | 'imports'
  | 'erasures'
  | 'consents';

export interface LostCard {
  readonly scene: Scene;
  readonly card: NewCard;
  /** Whoever found Léa's card. */
  readonly thief: LearnerActor;
  voidIt(lostSince?: string): Promise<unknown>;
  /** What somebody asks of the store, with the card made void a moment before it is done. */
  voidBefore(part: Part, act: () => Promise<unknown>): Promise<string | undefined>;
}

/** Léa's card, which somebody else has. */
export async function openLostCard(): Promise<LostCard> {
  const scene = await openScene();
  const { profileId, learnerId } = scene.lea;
  const owner: MemberActor = { kind: 'member', memberId: anyId(), profileId, role: 'owner' };
  const lea = await scene.service.store.learners.get(profileId, learnerId);
  const card = await makeCard(scene.service, OPERATOR, lea as Learner);
  const voidIt = (lostSince = LOST) =>
    voidCard(scene.service, owner, { learnerId, cardId: card.card.id, lostSince });
  return {
    scene,
    card,
    thief: { ...scene.lea, via: `card:${card.card.id}` },
    voidIt,
    async voidBefore(part, act) {
      const rows = scene.service.store[part] as { insert: (row: never) => Promise<boolean> };
      const { insert } = rows;
      rows.insert = async (row) => {
        rows.insert = insert;
        await voidIt();
        return insert(row);
      };
      return codeOf(act);
    },
  };
}
