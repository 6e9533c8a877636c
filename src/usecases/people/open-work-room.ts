import type { Achievement } from '../../domain/achievement.ts';
import type { Actor, Role } from '../../domain/actor.ts';
import type { Answer, Award } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Profile } from '../../domain/profile.ts';
import { badgeId } from '../awarding/intents.ts';
import type { Store } from '../ports.ts';

/** What a member's page is made of, as it was read. */
export interface WorkRoom {
  readonly profile: Profile;
  readonly role: Role;
  readonly achievements: readonly Achievement[];
  readonly awards: readonly AwardLine[];
  /** The last award of the page, when there are more. */
  readonly next?: string;
}

export interface AwardLine {
  readonly award: Award;
  readonly achievement?: Achievement;
  readonly learner?: Learner;
  readonly answer?: Answer;
  readonly revoked: boolean;
}

const AWARDS_SHOWN = 100;
const ACHIEVEMENTS_SHOWN = 200;

/**
 * What a member's page shows of the member's own profile: one page of awards, newest first within
 * it.
 *
 * @param page.after the last award of the page before
 * @throws {BadgeError} `profile_unknown`
 */
export async function openWorkRoom(
  { store }: { readonly store: Store },
  actor: Actor & { kind: 'member' },
  page: { readonly after?: string },
): Promise<WorkRoom> {
  const { profileId, role } = actor;
  const [profile, achievements, awards] = await Promise.all([
    store.profiles.get(profileId),
    store.achievements.listOf(profileId, { limit: ACHIEVEMENTS_SHOWN }),
    store.awards.listOf(profileId, { ...page, limit: AWARDS_SHOWN }),
  ]);
  if (!profile) throw new BadgeError('profile_unknown', 'The session has no profile.');
  const last = awards.length === AWARDS_SHOWN ? awards.at(-1) : undefined;
  return {
    profile,
    role,
    achievements,
    awards: await readLines(store, awards),
    ...(last ? { next: last.id } : {}),
  };
}

async function readLines(store: Store, awards: readonly Award[]): Promise<AwardLine[]> {
  const ids = awards.map(({ id }) => id);
  const badgeIds = ids.map(badgeId);
  const [answers, revocations, achievements, learners] = await Promise.all([
    store.awards.answersOf(ids),
    store.revocations.of(badgeIds),
    readEach(
      awards,
      ({ achievementId }) => achievementId,
      (id) => store.achievements.get(id),
    ),
    readEach(
      awards,
      ({ learnerId }) => learnerId,
      (id, { profileId }) => store.learners.get(profileId, id),
    ),
  ]);
  const revoked = new Set(revocations.map(({ credentialRowId }) => credentialRowId));
  return awards
    .map((award) => {
      const achievement = achievements.get(award.achievementId);
      const learner = learners.get(award.learnerId);
      const answer = answers.get(award.id);
      return {
        award,
        revoked: revoked.has(badgeId(award.id)),
        ...(achievement ? { achievement } : {}),
        ...(learner ? { learner } : {}),
        ...(answer ? { answer } : {}),
      };
    })
    .sort((one, other) => other.award.awardedDate.localeCompare(one.award.awardedDate));
}

/** What awards point to, each read once. */
async function readEach<Value>(
  awards: readonly Award[],
  idOf: (award: Award) => string,
  read: (id: string, award: Award) => Promise<Value | undefined>,
): Promise<ReadonlyMap<string, Value>> {
  const first = new Map(awards.map((award) => [idOf(award), award]));
  const found = new Map<string, Value>();
  await Promise.all(
    [...first].map(async ([id, award]) => {
      const value = await read(id, award);
      if (value !== undefined) found.set(id, value);
    }),
  );
  return found;
}
