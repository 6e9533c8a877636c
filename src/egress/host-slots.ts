import { BadgeError } from '../domain/errors.ts';

interface Host {
  open: number;
  waiting: Set<() => void>;
}

/** Gives the slot back. */
export type Leave = () => void;

/**
 * Keeps us from being used against a host: at most `limit` requests to it at once, the others wait
 * in the order they came. A wait that uses up the time is our doing, not the host's.
 *
 * @returns a function that takes a slot of a host; it throws {BadgeError} `egress_budget` when the
 * signal aborts during the wait
 */
export function createHostSlots(limit: number) {
  const hosts = new Map<string, Host>();
  return async (name: string, signal: AbortSignal): Promise<Leave> => {
    const host = hosts.get(name) ?? { open: 0, waiting: new Set() };
    if (host.open >= limit) await turn(host, signal);
    else host.open += 1;
    hosts.set(name, host);
    return () => {
      free(host);
      if (host.open === 0) hosts.delete(name);
    };
  };
}

function free(host: Host): void {
  const [next] = host.waiting;
  if (next) next();
  else host.open -= 1;
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
      reject(new BadgeError('egress_budget', 'Too many requests to this host at once.'));
    };
    if (signal.aborted) return giveUp();
    host.waiting.add(start);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
