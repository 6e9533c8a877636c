import type { MemberActor } from '../../domain/actor.ts';
import type { Batch, BatchReport } from '../../domain/batch.ts';
import { BadgeError } from '../../domain/errors.ts';
import { byName } from '../../domain/name-order.ts';
import type { NewCard } from '../backpack/cards.ts';
import type { Seams, Store } from '../ports.ts';
import { type Receiver, withCards } from './choose-people.ts';
import { type HandOverDeps, handOver } from './hand-over.ts';

/** The people of a list that was awarded, and who of them can open their backpack already. */
export interface HandOverList {
  readonly batch: Batch;
  /** Those without a card first, then by name; as many as fit on the sheets of one go. */
  readonly people: readonly Receiver[];
  /** How many more there are. */
  readonly left: number;
}

interface Deps extends Pick<Seams, 'now'> {
  readonly store: Store;
}

/** Cards printed in one go, at most: fields of a form are counted. */
const MOST = 200;
const AWARDED: ReadonlySet<string> = new Set(['awarded', 'already_awarded', 'waiting']);

/** @throws {BadgeError} `batch_unknown`, also when it is another profile's */
export async function openHandOver(
  deps: Deps,
  actor: MemberActor,
  { batchId, language }: { readonly batchId: string; readonly language: string },
): Promise<HandOverList> {
  const { store } = deps;
  const [batch, reports] = await Promise.all([
    store.batches.get(actor.profileId, batchId),
    store.batches.reportsOf(batchId),
  ]);
  if (!batch) throw new BadgeError('batch_unknown', 'No such batch in this profile.');
  const learners = await store.learners.getMany(actor.profileId, receiversOf(reports));
  const people = await withCards(deps, learners.sort(byName(language)));
  return { batch, people: people.slice(0, MOST), left: Math.max(0, people.length - MOST) };
}

/**
 * New cards for some people of a list, in the order in which the list shows them. Who is not of
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
): Promise<NewCard[]> {
  const { people } = await openHandOver(deps, actor, command);
  const chosen = new Set(command.learnerIds);
  const learnerIds = people.map(({ learner }) => learner.id).filter((id) => chosen.has(id));
  return handOver(deps, actor, learnerIds);
}

function receiversOf(reports: readonly BatchReport[]): string[] {
  const ids = reports
    .flatMap(({ lines }) => lines)
    .flatMap(({ outcome, learnerId }) => (AWARDED.has(outcome) ? (learnerId ?? []) : []));
  return [...new Set(ids)];
}
