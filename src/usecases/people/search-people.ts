import type { MemberActor } from '../../domain/actor.ts';
import { type Learner, searchPrefixes, searchWords } from '../../domain/learner.ts';
import { outlinesOf } from '../awarding/offered-now.ts';
import type { Store } from '../ports.ts';
import { type AwardLine, isShown, readAwardLines } from './award-lines.ts';

/** What a search found; what was awarded lately when nothing was typed. */
export interface Found {
  /** Whether something was looked for. */
  readonly asked: boolean;
  readonly people: readonly Learner[];
  /** Whether more people than these begin so. */
  readonly more: boolean;
  /** Latest first: of the badges that are called so, or, when nothing was asked, one a person. */
  readonly awards: readonly AwardLine[];
}

interface SearchDeps {
  readonly store: Store;
}

const PEOPLE = 30;
const AWARDS = 20;
/** Awards looked over to find the people who were awarded lately. */
const LATELY = 80;
const ACHIEVEMENTS_FOUND = 40;
/** Names are shorter. */
const MAX_QUERY = 200;

/**
 * Finds people by the first letters of any of their names, and awards by those of the badge's name;
 * accents and case do not count, and every word that was typed has to be found.
 */
export async function searchPeople(
  deps: SearchDeps,
  actor: MemberActor,
  text: string,
): Promise<Found> {
  const { profileId } = actor;
  if (text.trim() === '') {
    const awards = await latelyAwarded(deps, profileId);
    return { asked: false, people: [], more: false, awards };
  }
  const prefixes = searchPrefixes(text.slice(0, MAX_QUERY));
  // Signs alone begin no word.
  if (prefixes.length === 0) return { asked: true, people: [], more: false, awards: [] };
  const [people, awards] = await Promise.all([
    deps.store.learners.search(profileId, prefixes, PEOPLE + 1),
    awardsOfBadgesCalled(deps, profileId, prefixes),
  ]);
  return {
    asked: true,
    people: people.slice(0, PEOPLE),
    more: people.length > PEOPLE,
    awards,
  };
}

/** The last award of each person who was awarded lately. */
async function latelyAwarded({ store }: SearchDeps, profileId: string): Promise<AwardLine[]> {
  const awards = await store.awards.latestOf(profileId, {}, { limit: LATELY });
  const lines = (await readAwardLines(store, profileId, awards)).filter(isShown);
  const seen = new Set<string>();
  const last = lines.filter(({ award: { learnerId } }) => {
    if (seen.has(learnerId)) return false;
    return seen.add(learnerId);
  });
  return last.slice(0, AWARDS);
}

async function awardsOfBadgesCalled(
  { store }: SearchDeps,
  profileId: string,
  prefixes: readonly string[],
): Promise<AwardLine[]> {
  const outlines = await outlinesOf(store, profileId);
  // Of very many that are called so, the latest.
  const called = outlines
    .filter(({ name }) => begins(name, prefixes))
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  const awards = await Promise.all(
    called
      .slice(0, ACHIEVEMENTS_FOUND)
      .map(({ id }) => store.awards.latestOf(profileId, { achievementId: id }, { limit: AWARDS })),
  );
  const latest = awards
    .flat()
    .sort((one, other) => other.awardedDate.localeCompare(one.awardedDate))
    .slice(0, LATELY);
  return (await readAwardLines(store, profileId, latest)).filter(isShown).slice(0, AWARDS);
}

function begins(name: string, prefixes: readonly string[]): boolean {
  const words = searchWords({ firstName: name, lastName: '', nickname: '' });
  return prefixes.every((prefix) => words.some((word) => word.startsWith(prefix)));
}
