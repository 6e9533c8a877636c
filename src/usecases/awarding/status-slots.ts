import { STATUS_LIST_LENGTH, type StatusList, statusIndexOf } from '../../domain/status-list.ts';
import type { Seams, Store } from '../ports.ts';

export interface StatusSlot {
  readonly list: StatusList;
  readonly index: number;
}

interface SlotDeps extends Pick<Seams, 'now' | 'newId' | 'random'> {
  readonly store: Pick<Store, 'statusLists' | 'profiles'>;
}

/**
 * Takes `count` status bits of a profile that no other credential has or will have. Opens the next
 * list when the current one is full. Bits taken and not used are lost, which is harmless.
 *
 * @param origin of lists that belong to no profile of ours
 */
export async function takeStatusSlots(
  deps: SlotDeps,
  profileId: string,
  count: number,
  origin?: string,
): Promise<StatusSlot[]> {
  const slots: StatusSlot[] = [];
  let list =
    (await deps.store.statusLists.lastOf(profileId)) ??
    (await openList(deps, { profileId, origin, ordinal: 0 }));
  while (slots.length < count) {
    const wanted = count - slots.length;
    const first = await deps.store.statusLists.reserve(list.id, wanted);
    const end = Math.min(first + wanted, STATUS_LIST_LENGTH);
    for (let counter = first; counter < end; counter++) {
      slots.push({ list, index: statusIndexOf(list, counter) });
    }
    if (slots.length < count) {
      list = await openList(deps, { profileId, origin, ordinal: list.ordinal + 1 });
    }
  }
  return slots;
}

/** Whoever inserts the list of an ordinal first opens it; the others use that one. */
async function openList(
  deps: SlotDeps,
  wanted: { profileId: string; origin: string | undefined; ordinal: number },
): Promise<StatusList> {
  const { profileId, ordinal } = wanted;
  const origin = wanted.origin ?? (await deps.store.profiles.get(profileId))?.origin;
  if (origin === undefined) throw new Error('A status list needs its profile.');
  const list: StatusList = {
    id: deps.newId(),
    profileId,
    origin,
    ordinal,
    shuffle: [...new Uint32Array(deps.random(32).slice().buffer)],
    createdAt: deps.now().toISOString(),
  };
  if (await deps.store.statusLists.insert(list)) return list;
  const other = await deps.store.statusLists.lastOf(profileId);
  if (!other) throw new Error('A status list was refused though none is there.');
  return other;
}
