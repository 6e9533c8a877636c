import type { Alignment } from '../../domain/achievement.ts';
import type { LearnerActor } from '../../domain/actor.ts';
import type { Library } from '../../domain/catalogue.ts';
import type { Learner } from '../../domain/learner.ts';
import { type SkillMap, skillMapOf } from '../../domain/skill-map.ts';
import type { Store } from '../ports.ts';
import { entryIdOf, type KeptBadge, openGallery } from './open-gallery.ts';

/** The skills of a learner, and the badges that show them. */
export interface OpenedSkillMap {
  readonly learner: Learner;
  readonly map: SkillMap;
  /** By the ids of the map. */
  readonly badges: ReadonlyMap<string, KeptBadge>;
}

/**
 * What all the badges show that a learner keeps, own and imported: not those that are put away or
 * were taken back. For the learner alone.
 *
 * @throws {BadgeError} `not_found`
 */
export async function openSkillMap(
  deps: { readonly store: Store; readonly library: Library },
  actor: LearnerActor,
): Promise<OpenedSkillMap> {
  const [{ learner, kept }, imported] = await Promise.all([
    openGallery(deps, actor),
    deps.store.frameworks.listOf(actor.profileId),
  ]);
  const good = kept.filter((badge) => badge.kind === 'import' || !badge.entry.revoked);
  const badges = new Map(good.map((badge) => [entryIdOf(badge), badge]));
  const frameworks = [...deps.library.frameworks, ...imported.map(({ framework }) => framework)];
  const aligned = [...badges].map(([id, badge]) => ({ id, alignments: alignmentsOf(badge) }));
  return { learner, map: skillMapOf(frameworks, aligned), badges };
}

function alignmentsOf(badge: KeptBadge): readonly Alignment[] {
  return badge.kind === 'own' ? badge.entry.achievement.alignments : badge.badge.alignments;
}
