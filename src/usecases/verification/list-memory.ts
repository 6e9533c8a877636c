import type { ListMemory, VerifiedList } from './tools.ts';

const MAX_LISTS = 100;

/** Remembers the last lists that were verified, by the text they came in. */
export function createListMemory(): ListMemory {
  const lists = new Map<string, VerifiedList>();
  return {
    get: (key) => lists.get(key),
    set(key, list) {
      if (lists.size >= MAX_LISTS) lists.delete(lists.keys().next().value as string);
      lists.set(key, list);
    },
  };
}
