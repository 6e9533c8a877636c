import type { Achievement } from '../../domain/achievement.ts';
import type { Workshop } from '../../domain/award.ts';
import { badgeId } from '../awarding/intents.ts';
import type { Cursor, Store } from '../ports.ts';
import type { MemberActor } from './award-lines.ts';

/** The home of the team, as it was read. */
export interface WorkRoom {
  /** Latest day first. */
  readonly workshops: readonly WorkshopLine[];
  /** The last workshop of the page, when there are more. */
  readonly next?: Cursor;
  /** What the centre awards, latest first; archived ones are left out. On the first page alone. */
  readonly achievements: readonly Achievement[];
  /** Whether anything was ever awarded. */
  readonly hasAwards: boolean;
}

export interface WorkshopLine {
  readonly workshop: Workshop;
  /** Badges that are signed and not revoked; `COUNTED_AWARDS` stands for as many or more. */
  readonly badges: number;
}

interface Deps {
  readonly store: Store;
}

/** Awards of one workshop that are counted, at most. */
export const COUNTED_AWARDS = 200;
const WORKSHOPS_SHOWN = 10;
const ACHIEVEMENTS_READ = 300;

/** What a member sees first: the last workshops and what the centre awards. */
export async function openWorkRoom(
  { store }: Deps,
  actor: MemberActor,
  page: { readonly before?: Cursor },
): Promise<WorkRoom> {
  const { profileId } = actor;
  const isFirst = page.before === undefined;
  const [found, achievements, [award]] = await Promise.all([
    store.workshops.latestOf(profileId, { ...page, limit: WORKSHOPS_SHOWN + 1 }),
    isFirst ? store.achievements.listOf(profileId, { limit: ACHIEVEMENTS_READ }) : [],
    store.awards.latestOf(profileId, {}, { limit: 1 }),
  ]);
  const workshops = found.slice(0, WORKSHOPS_SHOWN);
  const counts = await countBadges(store, profileId, workshops);
  const last = found.length > WORKSHOPS_SHOWN ? workshops.at(-1) : undefined;
  return {
    workshops: workshops.map((workshop) => ({ workshop, badges: counts.get(workshop.id) ?? 0 })),
    ...(last ? { next: { at: last.date, id: last.id } } : {}),
    achievements: achievements
      .filter(({ archivedAt }) => archivedAt === undefined)
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt)),
    hasAwards: award !== undefined,
  };
}

async function countBadges(
  store: Store,
  profileId: string,
  workshops: readonly Workshop[],
): Promise<ReadonlyMap<string, number>> {
  const pages = await Promise.all(
    workshops.map(({ id }) =>
      store.awards.latestOf(profileId, { workshopId: id }, { limit: COUNTED_AWARDS }),
    ),
  );
  const issued = pages.flat().filter(({ state }) => state === 'issued');
  const revocations = await store.revocations.of(issued.map(({ id }) => badgeId(id)));
  const revoked = new Set(revocations.map(({ credentialRowId }) => credentialRowId));
  const counts = new Map<string, number>();
  for (const { id, workshopId } of issued) {
    if (workshopId === undefined || revoked.has(badgeId(id))) continue;
    counts.set(workshopId, (counts.get(workshopId) ?? 0) + 1);
  }
  return counts;
}
