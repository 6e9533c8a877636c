import { actorName, type MemberActor, may } from '../../domain/actor.ts';
import { type ListTable, readAttendance } from '../../domain/attendance.ts';
import { BATCH_HOURS, type Batch } from '../../domain/batch.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { PersonName } from '../../domain/learner.ts';
import {
  LINES_LIMIT,
  NAME_LIMIT,
  type TypedName,
  tableOfNames,
  withPeople,
} from '../../domain/typed-names.ts';
import type { Seams, Store } from '../ports.ts';
import { offeredAchievement } from './offered-now.ts';

export interface BatchForm {
  readonly achievementId: string;
  readonly workshop: NonNullable<Batch['workshop']>;
  readonly sentence?: string;
  /** People of the profile who were ticked; ids of others are left out. */
  readonly learnerIds: readonly string[];
  readonly typed: readonly TypedName[];
  /** A file, or a pasted table. */
  readonly table?: ListTable;
  readonly warnings: readonly string[];
}

interface StartDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Store;
}

/**
 * Keeps a list with what it is about, to be looked at before anything is awarded. Lists older than
 * `BATCH_HOURS` are forgotten on the way.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`, `achievement_archived`,
 *   `csv_column_missing`, `csv_too_many_rows`, `list_without_people`, `name_too_long` with `line` and `limit`
 */
export async function startBatch(
  deps: StartDeps,
  actor: MemberActor,
  form: BatchForm,
): Promise<Batch> {
  const { profileId } = actor;
  if (!may(actor, profileId, 'awards:write')) {
    throw new BadgeError('member_required', 'Only members of the profile award.');
  }
  const [ticked] = await Promise.all([
    deps.store.learners.getMany(profileId, [...new Set(form.learnerIds)]),
    offeredAchievement(deps.store, profileId, form.achievementId),
    forgetBatches(deps),
  ]);
  const { achievementId, workshop, sentence, warnings } = form;
  const batch: Batch = {
    id: deps.newId(),
    profileId,
    achievementId,
    workshop,
    ...(sentence ? { sentence } : {}),
    list: checkedList(listOf(form, ticked)),
    warnings,
    createdBy: actorName(actor),
    createdAt: deps.now().toISOString(),
  };
  await deps.store.batches.insert(batch);
  return batch;
}

/**
 * The same list once more, as a batch of its own: after it was undone.
 *
 * @throws {BadgeError} `batch_unknown`
 */
export async function repeatBatch(
  deps: StartDeps,
  actor: MemberActor,
  batchId: string,
): Promise<Batch> {
  const earlier = await batchOf(deps, actor, batchId);
  const batch: Batch = {
    ...earlier,
    id: deps.newId(),
    createdBy: actorName(actor),
    createdAt: deps.now().toISOString(),
  };
  await deps.store.batches.insert(batch);
  return batch;
}

/** The member's own batch. @throws {BadgeError} `batch_unknown` */
export async function batchOf(
  { store }: Pick<StartDeps, 'store'>,
  actor: MemberActor,
  batchId: string,
): Promise<Batch> {
  const batch = await store.batches.get(actor.profileId, batchId);
  if (!batch) throw new BadgeError('batch_unknown', 'No such list of this profile.');
  return batch;
}

/** Lists hold names and are for the day; what was awarded from them stays. */
export async function forgetBatches({
  store,
  now,
}: Pick<StartDeps, 'store' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - BATCH_HOURS * 3_600_000);
  await store.batches.forget(before.toISOString());
}

function listOf({ typed, table }: BatchForm, ticked: readonly PersonName[]): ListTable {
  if (!table) return withPeople(tableOfNames(typed), ticked);
  const present = typed.filter(({ isAbsent }) => !isAbsent);
  return withPeople(table, [...present, ...ticked]);
}

function checkedList(list: ListTable): ListTable {
  const beyond = list.rows[LINES_LIMIT];
  if (beyond) {
    throw new BadgeError('csv_too_many_rows', 'The list is longer than any.', {
      params: { line: beyond.line, limit: LINES_LIMIT },
    });
  }
  const { attendees, everyone } = readAttendance(list);
  const wrong = everyone.find(({ firstName, lastName, nickname }) =>
    [firstName, lastName, nickname].some((name) => [...name].length > NAME_LIMIT),
  );
  if (wrong) {
    throw new BadgeError('name_too_long', 'A name is longer than any.', {
      params: { line: wrong.line, limit: NAME_LIMIT },
    });
  }
  if (attendees.length === 0) {
    throw new BadgeError('list_without_people', 'Nobody in the list was there.');
  }
  return list;
}
