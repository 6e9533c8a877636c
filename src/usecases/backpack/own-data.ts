import type { LearnerActor } from '../../domain/actor.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { isGood } from '../../domain/card.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOpen } from '../../domain/share.ts';
import { learnerOf } from '../people/learner-of.ts';
import type { BackpackDeps } from './deps.ts';
import { listLearnerSessions } from './learner-sessions.ts';

/** What may be kept of a learner, in the order in which it is told. */
export const KEPT = [
  'badges',
  'undone',
  'workshops',
  'cards',
  'oldCards',
  'notes',
  'collections',
  'removals',
  'imports',
  'photos',
  'shares',
  'closedShares',
  'consents',
  'addresses',
  'passkeys',
  'browsers',
  'requests',
  'erasures',
] as const;
export type Kept = (typeof KEPT)[number];

export interface OwnData {
  readonly learner: Learner;
  readonly counts: Readonly<Record<Kept, number>>;
  /** Whether they chose a PIN. */
  readonly hasPin: boolean;
  /** Who did or saw what, newest first. */
  readonly audit: readonly AuditEntry[];
  /** Whether older acts are kept than those of `audit`. */
  readonly hasMoreActs: boolean;
}

const AUDIT_SHOWN = 60;

/** Everything that is kept of a learner, in numbers, and who looked. @throws {BadgeError} `learner_unknown` */
export async function openOwnData(deps: BackpackDeps, actor: LearnerActor): Promise<OwnData> {
  const { learnerId, profileId } = actor;
  const { store, now } = deps;
  const [learner, awards, shares, pins, audit] = await Promise.all([
    learnerOf(deps, actor, learnerId),
    store.awards.listOfLearner(profileId, learnerId),
    store.shares.listOfLearner(profileId, learnerId),
    store.pins.listOf(learnerId),
    store.audit.listOf(learnerId, AUDIT_SHOWN + 1),
  ]);
  const undone = awards.filter(({ state }) => state === 'voided').length;
  const open = shares.filter((share) => isOpen(share, now())).length;
  const counts = {
    badges: awards.length - undone,
    undone,
    shares: open,
    closedShares: shares.length - open,
    ...(await countMade(deps, learnerId)),
    ...(await countAccess(deps, learnerId)),
  };
  return {
    learner,
    counts,
    hasPin: pins.length > 0,
    audit: audit.slice(0, AUDIT_SHOWN),
    hasMoreActs: audit.length > AUDIT_SHOWN,
  };
}

/** What was written down of them, and what they made. */
async function countMade({ store }: BackpackDeps, learnerId: string) {
  const [notes, collections, removals, imports, photos, workshops] = await Promise.all([
    store.notes.listOf(learnerId),
    store.collections.listOf(learnerId),
    store.removals.listOf(learnerId),
    store.imports.listOf(learnerId),
    store.photos.listOf(learnerId),
    store.workshops.attendedBy(learnerId),
  ]);
  return {
    notes: notes.filter(({ ownWords }) => ownWords !== '').length,
    collections: collections.length,
    removals: removals.length,
    imports: imports.length,
    photos: photos.length,
    workshops: workshops.length,
  };
}

/** How they come in, what they agreed to, what they asked for. */
async function countAccess(deps: BackpackDeps, learnerId: string) {
  const { store, now } = deps;
  const [cards, addresses, passkeys, browsers] = await Promise.all([
    store.cards.listOf(learnerId),
    store.addresses.listOf(learnerId),
    store.passkeys.listOf(learnerId),
    listLearnerSessions(deps, learnerId),
  ]);
  const [consents, requests, erasures] = await Promise.all([
    store.consents.listOf(learnerId),
    store.inbox.listOfLearner(learnerId),
    store.erasures.listOf(learnerId),
  ]);
  const good = cards.filter((card) => isGood(card, now())).length;
  return {
    cards: good,
    oldCards: cards.length - good,
    addresses: addresses.length,
    passkeys: passkeys.length,
    browsers: browsers.length,
    consents: consents.length,
    requests: requests.length,
    erasures: erasures.length,
  };
}
