import { type AchievementOutline, groupIdsOf } from '../../domain/achievement-group.ts';
import type { MemberActor } from '../../domain/actor.ts';
import type { Workshop } from '../../domain/award.ts';
import type { Batch } from '../../domain/batch.ts';
import type { Learner } from '../../domain/learner.ts';
import { byName } from '../../domain/name-order.ts';
import type { Store } from '../ports.ts';
import { offeredNow } from './offered-now.ts';

/** What the page of awarding offers, before anything is typed. */
export interface AwardForm {
  /** Everything that the centre awards now, each once, latest first. */
  readonly achievements: readonly AchievementOutline[];
  /** The one to choose when the visitor named none. */
  readonly suggestedId?: string;
  /** Latest first. */
  readonly workshops: readonly Workshop[];
  /** The workshop that the visitor comes from. */
  readonly from?: Workshop;
  /** Who was at the last workshop of that title, then who came to the others; each once. */
  readonly people: {
    readonly last: readonly Learner[];
    /** How many more were at the last workshop than have a box. */
    readonly left: number;
    readonly recent: readonly Learner[];
  };
  /** The list that the visitor goes back to. */
  readonly batch?: Batch;
}

export interface AwardFormQuery {
  /** Of the reader: in which badges and names are offered. */
  readonly language: string;
  readonly badge?: string;
  readonly workshop?: string;
  readonly batch?: string;
  /** People who were ticked already. */
  readonly ticked?: readonly string[];
}

const WORKSHOPS_READ = 8;
const PEOPLE_SHOWN = 60;
/** Of one workshop: a form is read field by field, and so is a page. */
const BOXES = 200;

/**
 * What the form of awarding offers: the badges that may be awarded now, the last workshops and the
 * people who came to them. What is asked for and is not the profile's is left out.
 */
export async function openAwardForm(
  { store }: { readonly store: Store },
  { profileId }: MemberActor,
  query: AwardFormQuery,
): Promise<AwardForm> {
  const [workshops, from, batch] = await Promise.all([
    store.workshops.latestOf(profileId, { limit: WORKSHOPS_READ }),
    query.workshop ? store.workshops.get(profileId, query.workshop) : undefined,
    query.batch ? store.batches.get(profileId, query.batch) : undefined,
  ]);
  const chosenId = batch?.achievementId ?? query.badge;
  const { language, ticked = [] } = query;
  const [achievements, people] = await Promise.all([
    offeredNow(store, profileId, language, chosenId),
    readPeople(store, profileId, { workshops, from, ticked, language }),
  ]);
  const workshop = from ?? workshops[0];
  const chosen = achievements.find(({ id }) => id === chosenId);
  const suggested = chosen?.id ?? (await suggest(store, profileId, { achievements, workshop }));
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
    language,
  }: {
    readonly language: string;
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
  const found = from ? await store.learners.getMany(profileId, last) : [];
  const known = found.sort(byName(language)).slice(0, BOXES);
  const lastIds = new Set(from ? known.map(({ id }) => id) : last.slice(0, PEOPLE_SHOWN));
  const further = [...new Set([...ticked, ...rest.flat()])].filter((id) => !lastIds.has(id));
  const recentIds = further.slice(0, Math.max(PEOPLE_SHOWN - lastIds.size, ticked.length));
  const learners = await store.learners.getMany(profileId, [...lastIds, ...recentIds]);
  const sorted = learners.sort(byName(language));
  return {
    last: sorted.filter(({ id }) => lastIds.has(id)),
    left: Math.max(0, found.length - BOXES),
    recent: sorted.filter(({ id }) => !lastIds.has(id)),
  };
}

/** The badge of the last workshop; the only one, when there is one. */
async function suggest(
  store: Pick<Store, 'awards'>,
  profileId: string,
  {
    achievements,
    workshop,
  }: {
    readonly achievements: readonly AchievementOutline[];
    readonly workshop: Workshop | undefined;
  },
): Promise<string | undefined> {
  if (achievements.length === 1) return achievements[0]?.id;
  if (!workshop) return undefined;
  const [award] = await store.awards.latestOf(profileId, { workshopId: workshop.id }, { limit: 1 });
  return achievements.find((one) => groupIdsOf(one).includes(award?.achievementId ?? ''))?.id;
}
