import type { Achievement } from '../../domain/achievement.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Workshop } from '../../domain/award.ts';
import type { Batch } from '../../domain/batch.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';

/** What the page of awarding offers, before anything is typed. */
export interface AwardForm {
  /** Everything that the centre awards now, in no order. */
  readonly achievements: readonly Achievement[];
  /** The one to choose when the visitor named none. */
  readonly suggestedId?: string;
  /** Latest first. */
  readonly workshops: readonly Workshop[];
  /** The workshop that the visitor comes from. */
  readonly from?: Workshop;
  /** Who was at the last workshop of that title, then who came to the others; each once. */
  readonly people: { readonly last: readonly Learner[]; readonly recent: readonly Learner[] };
  /** The list that the visitor goes back to. */
  readonly batch?: Batch;
}

export interface AwardFormQuery {
  readonly badge?: string;
  readonly workshop?: string;
  readonly batch?: string;
  /** People who were ticked already. */
  readonly ticked?: readonly string[];
}

const ACHIEVEMENTS_SHOWN = 500;
const WORKSHOPS_READ = 8;
const PEOPLE_SHOWN = 60;

export async function openAwardForm(
  { store }: { readonly store: Store },
  { profileId }: Actor & { readonly kind: 'member' },
  query: AwardFormQuery,
): Promise<AwardForm> {
  const [all, workshops, from, batch] = await Promise.all([
    store.achievements.listOf(profileId, { limit: ACHIEVEMENTS_SHOWN }),
    store.workshops.latestOf(profileId, { limit: WORKSHOPS_READ }),
    query.workshop ? store.workshops.get(profileId, query.workshop) : undefined,
    query.batch ? store.batches.get(profileId, query.batch) : undefined,
  ]);
  const achievements = all.filter(({ archivedAt }) => archivedAt === undefined);
  const [people, suggestedId] = await Promise.all([
    readPeople(store, profileId, { workshops, from, ticked: query.ticked ?? [] }),
    suggest(store, profileId, { achievements, workshop: from ?? workshops[0] }),
  ]);
  const chosen = achievements.find(({ id }) => id === (batch?.achievementId ?? query.badge));
  const suggested = chosen?.id ?? suggestedId;
  return {
    achievements,
    workshops,
    people,
    ...(suggested ? { suggestedId: suggested } : {}),
    ...(from ? { from } : {}),
    ...(batch ? { batch } : {}),
  };
}

async function readPeople(
  store: Pick<Store, 'workshops' | 'learners'>,
  profileId: string,
  {
    workshops,
    from,
    ticked,
  }: {
    readonly workshops: readonly Workshop[];
    readonly from: Workshop | undefined;
    readonly ticked: readonly string[];
  },
): Promise<AwardForm['people']> {
  const lastOne = from ?? workshops[0];
  const others = workshops.filter(({ id }) => id !== lastOne?.id);
  const ordered = [
    ...others.filter(({ title }) => title === lastOne?.title),
    ...others.filter(({ title }) => title !== lastOne?.title),
  ];
  const [last = [], ...rest] = await Promise.all(
    (lastOne ? [lastOne, ...ordered] : []).map(({ id }) => store.workshops.attendeesOf(id)),
  );
  const lastIds = new Set(last.slice(0, Math.max(PEOPLE_SHOWN, from ? last.length : 0)));
  const further = [...new Set([...ticked, ...rest.flat()])].filter((id) => !lastIds.has(id));
  const recentIds = further.slice(0, Math.max(PEOPLE_SHOWN - lastIds.size, ticked.length));
  const learners = await store.learners.getMany(profileId, [...lastIds, ...recentIds]);
  const sorted = learners.sort((one, other) =>
    nameForOrder(one).localeCompare(nameForOrder(other), 'fr'),
  );
  return {
    last: sorted.filter(({ id }) => lastIds.has(id)),
    recent: sorted.filter(({ id }) => !lastIds.has(id)),
  };
}

function nameForOrder({ firstName, lastName, nickname }: Learner): string {
  return `${firstName || nickname} ${lastName} ${nickname}`;
}

/** The badge of the last workshop; the only one, when there is one. */
async function suggest(
  store: Pick<Store, 'awards'>,
  profileId: string,
  {
    achievements,
    workshop,
  }: { readonly achievements: readonly Achievement[]; readonly workshop: Workshop | undefined },
): Promise<string | undefined> {
  if (achievements.length === 1) return achievements[0]?.id;
  if (!workshop) return undefined;
  const [award] = await store.awards.latestOf(profileId, { workshopId: workshop.id }, { limit: 1 });
  return achievements.find(({ id }) => id === award?.achievementId)?.id;
}
