import { BadgeError } from '../domain/errors.ts';
import type { Egress, EgressSession, Fetched, Log } from '../usecases/ports.ts';
import { checkUrl, hostOf } from './address-rule.ts';
import type { ConnectDeps } from './connect-publicly.ts';
import { fetchOnce } from './fetch-once.ts';
import { createHostSlots } from './host-slots.ts';
import { createRefusalMemory } from './refusal-memory.ts';
import { systemCode } from './remote-failure.ts';

const MAX_FETCHES = 8;
const MAX_REDIRECTS = 2;
const REQUESTS_PER_HOST = 2;
const TIMEOUT_MS = 3000;

export interface EgressDeps {
  now: () => Date;
  /** Every address of a name. Asked once for each connection. */
  resolve: ConnectDeps['resolve'];
  /** Dials a checked address in place of undici: tests lead `issuer.test` to a local server. */
  connect?: NonNullable<ConnectDeps['connect']>;
  /** Hears why a request failed, which is more than may be told to whoever asked. */
  log?: Log;
  /** For one `get`, its redirects and its wait for a slot included. */
  timeoutMs?: number;
}

/** What one verification shares with the others of this process. */
interface Shared extends EgressDeps {
  inSlot: ReturnType<typeof createHostSlots>;
  refusals: ReturnType<typeof createRefusalMemory>;
}

/**
 * The only way out of this process. Every request is a GET over https to port 443 of a public
 * address, without cookie or credential; it ends within 3 s and 1 MiB, follows at most 2 redirects,
 * each checked like the first URL, and every one of them counts among the 8 of its session.
 * A host sees at most 2 requests at once; what failed is not asked again for 60 s.
 *
 * `close` waits for the requests under way.
 */
export function createEgress(deps: EgressDeps): Egress {
  const shared = {
    ...deps,
    inSlot: createHostSlots(REQUESTS_PER_HOST),
    refusals: createRefusalMemory(deps.now),
  };
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  return {
    session() {
      const { get, contacted } = openSession(shared);
      return {
        contacted,
        async get(url, options) {
          if (isClosed) throw new Error('Egress is closed.');
          const fetched = get(url, options);
          underWay.add(fetched);
          return await fetched.finally(() => underWay.delete(fetched));
        },
      };
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

function openSession(shared: Shared): EgressSession {
  const contacted: { url: string; why: string; ms: number }[] = [];
  let fetches = 0;

  async function hop(
    url: URL,
    { accept, why }: { accept: string; why: string },
    signal: AbortSignal,
  ) {
    if (fetches >= MAX_FETCHES) {
      throw new BadgeError('egress_budget', `More than ${MAX_FETCHES} requests.`);
    }
    fetches += 1;
    return shared.inSlot(hostOf(url).replace(/\.$/, ''), signal, async () => {
      const elapsed = stopwatch(shared.now);
      const progress = { dialled: false, connected: false };
      try {
        const timeoutMs = shared.timeoutMs ?? TIMEOUT_MS;
        return await fetchOnce(url, accept, { ...shared, signal, timeoutMs, progress });
      } finally {
        if (progress.dialled) contacted.push({ url: url.href, why, ms: elapsed() });
      }
    });
  }

  async function follow(first: URL, options: { accept: string; why: string }, signal: AbortSignal) {
    let url = first;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const reply = await hop(url, options, signal);
      if ('bytes' in reply) return { url: url.href, ...reply };
      url = reply.redirect;
    }
    throw new BadgeError('egress_redirects', `More than ${MAX_REDIRECTS} redirects.`);
  }

  async function get(text: string, options: { accept: string; why: string }): Promise<Fetched> {
    const url = checkUrl(text);
    const key = `${options.accept} ${url.href}`;
    const refusal = shared.refusals.recall(key);
    if (refusal) throw refusal;
    const elapsed = stopwatch(shared.now);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), shared.timeoutMs ?? TIMEOUT_MS);
    try {
      return { ...(await follow(url, options, deadline.signal)), ms: elapsed() };
    } catch (error) {
      // Our own limits say nothing of the host: the next verification may ask it.
      const isOfHost = error instanceof BadgeError && error.code !== 'egress_budget';
      if (isOfHost) {
        shared.refusals.keep(key, error);
        const cause = systemCode(error.cause) ?? '';
        shared.log?.('debug', 'egress_refused', { code: error.code, cause });
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return { get, contacted };
}

/** Milliseconds since the call; never negative, as the clock may be set back. */
function stopwatch(now: () => Date): () => number {
  const start = now().getTime();
  return () => Math.max(0, now().getTime() - start);
}
