import type { KeptList, ListMemory } from './tools.ts';

/** Characters of lists that are kept in all, and how many: unpacked, each may take 128 KiB more. */
const MAX_LENGTH = 8_000_000;
const MAX_LISTS = 256;

/**
 * Remembers lists for as long as they say, so that an issuer does not see each check of a badge and
 * a check costs a look-up; and after that, so that an older copy is not taken for news. The ones
 * read longest ago go first.
 */
export function createListMemory(now: () => Date): ListMemory {
  const lists = new Map<string, KeptList>();
  const underWay = new Map<string, ReturnType<Parameters<ListMemory['once']>[1]>>();
  let length = 0;
  const forget = (place: string) => {
    length -= lists.get(place)?.text.length ?? 0;
    lists.delete(place);
  };
  return {
    get: (place) => lists.get(place),
    fresh(place) {
      const kept = lists.get(place);
      const time = now().getTime();
      return kept && kept.readAt <= time && time < kept.until ? kept : undefined;
    },
    set(place, list) {
      forget(place);
      if (list.text.length > MAX_LENGTH / 4) return;
      lists.set(place, list);
      length += list.text.length;
      for (const oldest of lists.keys()) {
        if (length <= MAX_LENGTH && lists.size <= MAX_LISTS) break;
        forget(oldest);
      }
    },
    async once(place, work) {
      const known = await underWay.get(place)?.catch(() => undefined);
      // What another verification ran into, its own limits perhaps, says nothing about this one.
      if (known && 'list' in known) return known;
      const doing = work();
      underWay.set(place, doing);
      return doing.finally(() => {
        if (underWay.get(place) === doing) underWay.delete(place);
      });
    },
  };
}
