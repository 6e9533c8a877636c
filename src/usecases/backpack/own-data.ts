import type { LearnerActor } from '../../domain/actor.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOpen } from '../../domain/share.ts';
import { learnerOf } from '../people/learner-of.ts';
import type { BackpackDeps } from './deps.ts';
import { listLearnerSessions } from './learner-sessions.ts';

/** What may be kept of a learner, in the order in which it is told. */
export const KEPT = [
  'badges',
  'cards',
  'notes',
  'collections',
  'imports',
  'photos',
  'shares',
  'consents',
  'addresses',
  'passkeys',
  'browsers',
  'requests',
] as const;
export type Kept = (typeof KEPT)[number];

export interface OwnData {
  readonly learner: Learner;
  readonly counts: Readonly<Record<Kept, number>>;
  /** Whether they chose a PIN. */
  readonly hasPin: boolean;
  /** Who did or saw what, newest first. */
  readonly audit: readonly AuditEntry[];
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
    store.audit.listOf(learnerId, AUDIT_SHOWN),
  ]);
  const counts = {
    badges: awards.filter(({ state }) => state !== 'voided').length,
    shares: shares.filter((share) => isOpen(share, now())).length,
    ...(await countRest(deps, learnerId)),
  };
  return { learner, counts, hasPin: pins.length > 0, audit };
}

async function countRest(
  deps: BackpackDeps,
  learnerId: string,
): Promise<Record<Exclude<Kept, 'badges' | 'shares'>, number>> {
  const { store } = deps;
  const [cards, notes, collections, imports, photos, consents] = await Promise.all([
    store.cards.listOf(learnerId),
    store.notes.listOf(learnerId),
    store.collections.listOf(learnerId),
    store.imports.listOf(learnerId),
    store.photos.listOf(learnerId),
    store.consents.listOf(learnerId),
  ]);
  const [addresses, passkeys, browsers, requests] = await Promise.all([
    store.addresses.listOf(learnerId),
    store.passkeys.listOf(learnerId),
    listLearnerSessions(deps, learnerId),
    store.inbox.listOfLearner(learnerId),
  ]);
  return {
    cards: cards.filter(({ voidedAt }) => voidedAt === undefined).length,
    notes: notes.filter(({ ownWords }) => ownWords !== '').length,
    collections: collections.length,
    imports: imports.length,
    photos: photos.length,
    consents: consents.length,
    addresses: addresses.length,
    passkeys: passkeys.length,
    browsers: browsers.length,
    requests: requests.length,
  };
}
