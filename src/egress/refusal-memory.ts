import { BadgeError } from '../domain/errors.ts';
import { REFUSAL_MS } from '../domain/remote-document.ts';

const MAX_ENTRIES = 1000;

/**
 * Remembers for a minute which requests failed, so that asking again costs the remote host nothing.
 * Holds at most 1,000 of them, the oldest leave first.
 */
export function createRefusalMemory(now: () => Date) {
  const refusals = new Map<string, { until: number; code: BadgeError['code']; message: string }>();
  return {
    recall(key: string): BadgeError | undefined {
      const refusal = refusals.get(key);
      if (!refusal || refusal.until <= now().getTime()) return undefined;
      return new BadgeError(refusal.code, refusal.message);
    },
    keep(key: string, { code, message }: BadgeError): void {
      refusals.delete(key);
      refusals.set(key, { until: now().getTime() + REFUSAL_MS, code, message });
      const [oldest] = refusals.keys();
      if (refusals.size > MAX_ENTRIES && oldest !== undefined) refusals.delete(oldest);
    },
  };
}
