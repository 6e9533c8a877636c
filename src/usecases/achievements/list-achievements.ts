import type { Achievement } from '../../domain/achievement.ts';
import type { Draft, DraftText } from '../../domain/draft.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { blankText } from './open-draft.ts';

export interface AchievementList {
  readonly offered: readonly Achievement[];
  readonly archived: readonly Achievement[];
  /** Newest first. */
  readonly drafts: ReadonlyArray<{ readonly draft: Draft; readonly text: DraftText }>;
}

const PAGE = 500;
const DRAFTS_SHOWN = 60;

/**
 * Everything that a profile describes, each achievement in each of its languages.
 *
 * @throws {BadgeError} `member_required`
 */
export async function listAchievements(
  deps: Pick<AchievementDeps, 'store'>,
  actor: Author,
): Promise<AchievementList> {
  refuseOthers(actor);
  const [all, open] = await Promise.all([
    achievementsOf(deps, actor.profileId),
    deps.store.drafts.listOpen(actor.profileId, DRAFTS_SHOWN),
  ]);
  const drafts = open.map(async (draft) => {
    const revision = await deps.store.drafts.latest(draft.id);
    return { draft, text: revision?.text ?? blankText('fr') };
  });
  return {
    offered: all.filter(({ archivedAt }) => archivedAt === undefined),
    archived: all.filter(({ archivedAt }) => archivedAt !== undefined),
    drafts: await Promise.all(drafts),
  };
}

/** All of a profile, archived ones too. */
export async function achievementsOf(
  { store }: Pick<AchievementDeps, 'store'>,
  profileId: string,
): Promise<Achievement[]> {
  const all: Achievement[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const page = await store.achievements.listOf(profileId, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}
