import type { LearnerActor } from '../../domain/actor.ts';
import type { Learner } from '../../domain/learner.ts';
import { type Profile, profileUrl } from '../../domain/profile.ts';
import type { BackpackDeps } from './deps.ts';
import { listLearnerSessions } from './learner-sessions.ts';

/** More than a year of acts has. */
const MOST_ACTS = 1000;

/**
 * Everything that is kept of a learner, for a person or a program to read: no hash of a secret, and
 * nobody else.
 */
export async function recordOf(
  deps: BackpackDeps,
  actor: LearnerActor,
  learner: Learner,
  profile: Profile,
) {
  const { learnerId } = actor;
  const { store } = deps;
  const { firstName, lastName, nickname, band, bandUntil, createdAt } = learner;
  const [access, made, consents, requests, erasures, acts] = await Promise.all([
    accessOf(deps, learnerId),
    madeBy(deps, actor),
    store.consents.listOf(learnerId),
    store.inbox.listOfLearner(learnerId),
    store.erasures.listOf(learnerId),
    store.audit.listOf(learnerId, MOST_ACTS),
  ]);
  return {
    made: deps.now().toISOString(),
    learner: { id: learnerId, firstName, lastName, nickname, band, bandUntil, createdAt },
    // Its public name: files travel further than those who carry them think.
    centre: { name: profile.name, address: profileUrl(profile) },
    ...access,
    ...made,
    consents: consents.map(({ learnerId: _, profileId: __, ...answer }) => answer),
    requests: requests.map((one) => only(one, 'kind', 'awardId', 'text', 'createdAt', 'answer')),
    erasures: erasures.map((one) => only(one, 'askedBy', 'askedAt', 'dueAt', 'end')),
    acts: acts.map((one) => only(one, 'by', 'act', 'at')),
  };
}

/** How they come in. */
async function accessOf(deps: BackpackDeps, learnerId: string) {
  const { store } = deps;
  const [cards, pins, addresses, passkeys, sessions] = await Promise.all([
    store.cards.listOf(learnerId),
    store.pins.listOf(learnerId),
    store.addresses.listOf(learnerId),
    store.passkeys.listOf(learnerId),
    listLearnerSessions(deps, learnerId),
  ]);
  return {
    hasPin: pins.length > 0,
    passkeys: passkeys.map((one) => only(one, 'name', 'createdAt')),
    sessions: sessions.map((one) => only(one, 'note', 'createdAt', 'expiresAt')),
    addresses: addresses.map((one) => only(one, 'email', 'confirmedAt')),
    cards: cards.map((one) =>
      only(one, 'picture', 'createdBy', 'createdAt', 'usedAt', 'voidedAt', 'lostSince'),
    ),
  };
}

/** What they made of their badges, and for whom. */
async function madeBy({ store }: BackpackDeps, { learnerId, profileId }: LearnerActor) {
  const [notes, collections, removals, shares, attended] = await Promise.all([
    store.notes.listOf(learnerId),
    store.collections.listOf(learnerId),
    store.removals.listOf(learnerId),
    store.shares.listOfLearner(profileId, learnerId),
    store.workshops.attendedBy(learnerId),
  ]);
  const workshops = await store.workshops.getMany(profileId, attended);
  const openings = await store.shares.openings(shares.map(({ id }) => id));
  return {
    workshops: workshops.map((one) => only(one, 'title', 'date')),
    words: notes.map((one) => only(one, 'entryId', 'ownWords', 'hidden', 'savedAt')),
    collections: collections.map((one) => only(one, 'id', 'title', 'entryIds', 'createdAt')),
    removals: removals.map((one) => only(one, 'awardId', 'askedAt', 'dueAt')),
    shares: shares.map((share) => ({
      ...only(share, 'id', 'kind', 'title', 'label', 'entryIds', 'signedName'),
      ...only(share, 'createdAt', 'expiresAt', 'withdrawnAt'),
      opened: openings.get(share.id) ?? 0,
    })),
  };
}

/** Named one by one: what a row gets later stays inside until somebody thinks of it. */
function only<Row extends object, Name extends keyof Row>(
  row: Row,
  ...names: readonly Name[]
): Pick<Row, Name> {
  const kept = names.map((name) => [name, row[name]] as const);
  return Object.fromEntries(kept) as Pick<Row, Name>;
}

/** What a member may take with them for the learner. */
export function withoutOwn(record: Awaited<ReturnType<typeof recordOf>>) {
  const { words: _, collections: __, requests: ___, removals: ____, shares, ...most } = record;
  const { passkeys: _____, sessions: ______, ...rest } = most;
  return { ...rest, shares: shares.map(({ label: _label, title: _title, ...share }) => share) };
}
