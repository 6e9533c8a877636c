import type { AchievementOutline } from '../../domain/achievement-group.ts';
import type { MemberActor } from '../../domain/actor.ts';
import type { Workshop } from '../../domain/award.ts';
import { offeredNow } from '../awarding/offered-now.ts';
import type { Cursor, Store } from '../ports.ts';

/** The home of the team, as it was read. */
export interface WorkRoom {
  /** Latest day first. */
  readonly workshops: readonly WorkshopLine[];
  /** The last workshop of the page, when there are more. */
  readonly next?: Cursor;
  /** What the centre awards now, each once, latest first. On the first page alone. */
  readonly achievements: readonly AchievementOutline[];
  /** Whether anything was ever awarded. */
  readonly hasAwards: boolean;
}

export interface WorkshopLine {
  readonly workshop: Workshop;
  /** Badges that are signed and not revoked. */
  readonly badges: number;
}

interface Deps {
  readonly store: Store;
}

const WORKSHOPS_SHOWN = 10;

/**
 * What a member sees first: the last workshops and what the centre awards.
 *
 * @param page in `language` the one of the reader, in which badges are named
 */
export async function openWorkRoom(
  { store }: Deps,
  actor: MemberActor,
  { language, ...page }: { readonly language: string; readonly before?: Cursor },
): Promise<WorkRoom> {
  const { profileId } = actor;
  const isFirst = page.before === undefined;
  const [found, achievements, [award]] = await Promise.all([
    store.workshops.latestOf(profileId, { ...page, limit: WORKSHOPS_SHOWN + 1 }),
    isFirst ? offeredNow(store, profileId, language) : [],
    store.awards.latestOf(profileId, {}, { limit: 1 }),
  ]);
  const workshops = found.slice(0, WORKSHOPS_SHOWN);
  const lines = workshops.map(async (workshop): Promise<WorkshopLine> => {
    const badges = await store.awards.countHeld(profileId, { workshopId: workshop.id });
    return { workshop, badges };
  });
  const last = found.length > WORKSHOPS_SHOWN ? workshops.at(-1) : undefined;
  return {
    workshops: await Promise.all(lines),
    ...(last ? { next: { at: last.createdAt, id: last.id } } : {}),
    achievements,
    hasAwards: award !== undefined,
  };
}
