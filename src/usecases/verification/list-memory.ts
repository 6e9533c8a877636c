import type { ListMemory, VerifiedList } from './tools.ts';

/** Characters of lists that are kept in all, and for how long: as long as our own lists say. */
const MAX_LENGTH = 4_000_000;
const LIFE_MS = 300_000;

/** Remembers lists that were verified, by where and as which text they came; the oldest go first. */
export function createListMemory(now: () => Date): ListMemory {
  const lists = new Map<string, { list: VerifiedList; until: number }>();
  let length = 0;
  const forget = (key: string) => {
    if (lists.delete(key)) length -= key.length;
  };
  return {
    get(key) {
      const known = lists.get(key);
      if (known && known.until > now().getTime()) return known.list;
      forget(key);
      return undefined;
    },
    set(key, list) {
      forget(key);
      if (key.length > MAX_LENGTH / 4) return;
      lists.set(key, { list, until: now().getTime() + LIFE_MS });
      length += key.length;
      for (const oldest of lists.keys()) {
        if (length <= MAX_LENGTH) break;
        forget(oldest);
      }
    },
  };
}
