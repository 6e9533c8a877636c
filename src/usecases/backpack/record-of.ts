import type { LearnerActor } from '../../domain/actor.ts';
import type { Learner } from '../../domain/learner.ts';
import { insideNameOf, type Profile, profileUrl } from '../../domain/profile.ts';
import type { BackpackDeps } from './deps.ts';

/** More than a year of acts has. */
const MOST_ACTS = 1000;

/**
 * Everything that is kept of a learner, for a person or a program to read: no hash of a secret, and
 * nobody else.
 */
export async function recordOf(
  deps: BackpackDeps,
  { learnerId, profileId }: LearnerActor,
  learner: Learner,
  profile: Profile,
) {
  const { store } = deps;
  const [cards, pins, addresses, notes, collections, shares, consents, requests, erasures, acts] =
    await Promise.all([
      store.cards.listOf(learnerId),
      store.pins.listOf(learnerId),
      store.addresses.listOf(learnerId),
      store.notes.listOf(learnerId),
      store.collections.listOf(learnerId),
      store.shares.listOfLearner(profileId, learnerId),
      store.consents.listOf(learnerId),
      store.inbox.listOfLearner(learnerId),
      store.erasures.listOf(learnerId),
      store.audit.listOf(learnerId, MOST_ACTS),
    ]);
  const openings = await store.shares.openings(shares.map(({ id }) => id));
  const { firstName, lastName, nickname, band, bandUntil, createdAt } = learner;
  return {
    made: deps.now().toISOString(),
    learner: { id: learnerId, firstName, lastName, nickname, band, bandUntil, createdAt },
    centre: { name: insideNameOf(profile), address: profileUrl(profile) },
    hasPin: pins.length > 0,
    addresses: addresses.map(({ email, confirmedAt }) => ({ email, confirmedAt })),
    cards: cards.map(({ createdBy, createdAt: made, usedAt, voidedAt, lostSince }) => ({
      createdBy,
      createdAt: made,
      usedAt,
      voidedAt,
      lostSince,
    })),
    words: notes.map(({ entryId, ownWords, hidden, savedAt }) => ({
      entryId,
      ownWords,
      hidden,
      savedAt,
    })),
    collections: collections.map(({ id, title, entryIds, createdAt: made }) => ({
      id,
      title,
      entryIds,
      createdAt: made,
    })),
    shares: shares.map((share) => ({
      id: share.id,
      kind: share.kind,
      title: share.title,
      label: share.label,
      entryIds: share.entryIds,
      signedName: share.signedName,
      createdAt: share.createdAt,
      expiresAt: share.expiresAt,
      withdrawnAt: share.withdrawnAt,
      opened: openings.get(share.id) ?? 0,
    })),
    consents: consents.map(({ learnerId: _, profileId: __, ...answer }) => answer),
    requests: requests.map(({ kind, awardId, text, createdAt: made, answer }) => ({
      kind,
      awardId,
      text,
      createdAt: made,
      answer,
    })),
    erasures: erasures.map(({ askedBy, askedAt, dueAt, end }) => ({
      askedBy,
      askedAt,
      dueAt,
      end,
    })),
    acts: acts.map(({ by, act, at }) => ({ by, act, at })),
  };
}

/** What a member may take with them for the learner. */
export function withoutOwn(record: Awaited<ReturnType<typeof recordOf>>) {
  const { words: _, collections: __, requests: ___, shares, ...rest } = record;
  return { ...rest, shares: shares.map(({ label: _label, title: _title, ...share }) => share) };
}
