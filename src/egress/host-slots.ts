import { BadgeError } from '../domain/errors.ts';

interface Host {
  open: number;
  waiting: Set<() => void>;
}

/**
 * Keeps us from being used against a host: at most `limit` requests to it at once, the others wait
 * in the order they came. A wait that uses up the time is our doing, not the host's.
 *
 * @returns a function that does the work in a slot of the host; it throws {BadgeError}
 * `egress_budget` when the signal aborts during the wait, or after one
 */
export function createHostSlots(limit: number) {
  const hosts = new Map<string, Host>();
  return async <T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const host = hosts.get(name) ?? { open: 0, waiting: new Set() };
    hosts.set(name, host);
    const isFull = host.open >= limit;
    if (isFull) await turn(host, signal);
    else host.open += 1;
    try {
      return await work();
    } catch (error) {
      throw isFull && signal.aborted ? tooMany() : error;
    } finally {
      free(host);
      if (host.open === 0) hosts.delete(name);
    }
  };
}

function free(host: Host): void {
  const [next] = host.waiting;
  if (next) next();
  else host.open -= 1;
}

function tooMany(): BadgeError {
  return new BadgeError('egress_budget', 'Too many requests to this host at once.');
}

/** Resolves when a slot is handed over: the count of open ones stays as it is. */
function turn(host: Host, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = () => {
      host.waiting.delete(start);
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = () => {
      host.waiting.delete(start);
      reject(tooMany());
    };
    if (signal.aborted) return giveUp();
    host.waiting.add(start);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
