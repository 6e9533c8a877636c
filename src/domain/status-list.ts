/** 16 KiB of bits: the least that hides one credential among others. */
export const STATUS_LIST_LENGTH = 131_072;

export interface StatusList {
  readonly id: string;
  readonly profileId: string;
  readonly origin: string;
  /** 0, 1, 2… unique per profile: who inserts the next one first opens it. */
  readonly ordinal: number;
  /** Eight 32-bit numbers that shuffle the indexes. */
  readonly shuffle: readonly number[];
  readonly createdAt: string;
}

/** Where it is published: what the badges that use it name for ever. */
export function statusListUrl(list: Pick<StatusList, 'origin' | 'id'>): string {
  return `${list.origin}/status/${list.id}`;
}

const LEFT_BITS = 9;
const RIGHT_BITS = 8;

/**
 * The bit that the `counter`th credential of a list takes: a keyed permutation of 0…131,071
 * (a Feistel network over 9 + 8 bits), so that indexes look random, never collide, and cost the
 * same however full the list is.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#herd-privacy
 */
export function statusIndexOf(list: Pick<StatusList, 'shuffle'>, counter: number): number {
  if (!Number.isInteger(counter) || counter < 0 || counter >= STATUS_LIST_LENGTH) {
    throw new RangeError(`No status index for ${counter}.`);
  }
  let left = counter >>> RIGHT_BITS;
  let right = counter & ((1 << RIGHT_BITS) - 1);
  list.shuffle.forEach((key, round) => {
    if (round % 2 === 0) left ^= mix(right, key) & ((1 << LEFT_BITS) - 1);
    else right ^= mix(left, key) & ((1 << RIGHT_BITS) - 1);
  });
  return (left << RIGHT_BITS) | right;
}

/** A 32-bit integer hash: every bit of the input moves about half of the output's. */
function mix(value: number, key: number): number {
  let hash = (value ^ key) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16) ^ (key >>> 7)) >>> 0;
}
