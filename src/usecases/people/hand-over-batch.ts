import type { MemberActor } from '../../domain/actor.ts';
import type { Batch, BatchReport } from '../../domain/batch.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { byName } from '../../domain/name-order.ts';
import type { Store } from '../ports.ts';
import { type Handed, type HandOverDeps, handOver } from './hand-over.ts';

/** The people of a list that was awarded, and who of them can open their backpack already. */
export interface HandOverList {
  readonly batch: Batch;
  /** Those without a link first, then by name; as many as fit on the sheets of one go. */
  readonly people: readonly Receiver[];
  /** How many more there are. */
  readonly left: number;
}

export interface Receiver {
  readonly learner: Learner;
  readonly hasLink: boolean;
}

interface Deps {
  readonly store: Store;
}

/** Slips printed in one go, at most: fields of a form are counted. */
const MOST = 200;
const AWARDED: ReadonlySet<string> = new Set(['awarded', 'already_awarded', 'waiting']);

/** @throws {BadgeError} `batch_unknown`, also when it is another profile's */
export async function openHandOver(
  { store }: Deps,
  actor: MemberActor,
  { batchId, language }: { readonly batchId: string; readonly language: string },
): Promise<HandOverList> {
  const [batch, reports] = await Promise.all([
    store.batches.get(actor.profileId, batchId),
    store.batches.reportsOf(batchId),
  ]);
  if (!batch) throw new BadgeError('batch_unknown', 'No such batch in this profile.');
  const learners = await store.learners.getMany(actor.profileId, receiversOf(reports));
  const ids = learners.map(({ id }) => id);
  const cards = await store.cards.listOfMany(ids);
  const linked = new Set(cards.filter(({ voidedAt }) => !voidedAt).map((card) => card.learnerId));
  const compare = byName(language);
  const people = learners
    .map((learner): Receiver => ({ learner, hasLink: linked.has(learner.id) }))
    .sort(
      (one, other) =>
        Number(one.hasLink) - Number(other.hasLink) || compare(one.learner, other.learner),
    );
  return { batch, people: people.slice(0, MOST), left: Math.max(0, people.length - MOST) };
}

/**
 * New links for some people of a list, in the order in which the list shows them. Who is not of
 * the list is left out.
 *
 * @throws {BadgeError} `batch_unknown`, `learner_unknown` when nobody is left
 */
export async function handOverBatch(
  deps: HandOverDeps,
  actor: MemberActor,
  command: {
    readonly batchId: string;
    readonly language: string;
    readonly learnerIds: readonly string[];
  },
): Promise<Handed[]> {
  const { people } = await openHandOver(deps, actor, command);
  const chosen = new Set(command.learnerIds);
  const learnerIds = people.map(({ learner }) => learner.id).filter((id) => chosen.has(id));
  return handOver(deps, actor, { learnerIds, withdrawOlder: false });
}

function receiversOf(reports: readonly BatchReport[]): string[] {
  const ids = reports
    .flatMap(({ lines }) => lines)
    .flatMap(({ outcome, learnerId }) => (AWARDED.has(outcome) ? (learnerId ?? []) : []));
  return [...new Set(ids)];
}
