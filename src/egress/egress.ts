import { BadgeError } from '../domain/errors.ts';
import { checkOutsideUrl } from '../domain/outside-url.ts';
import { FETCH_TIMEOUT_MS, MAX_FETCHES } from '../domain/remote-document.ts';
import type { Egress, EgressSession, Fetched, Log } from '../usecases/ports.ts';
import { hostOf } from './address-rule.ts';
import type { ConnectDeps } from './connect-publicly.ts';
import { fetchOnce } from './fetch-once.ts';
import { createHostSlots } from './host-slots.ts';
import { createRefusalMemory } from './refusal-memory.ts';
import { systemCode } from './remote-failure.ts';
import { createStopWatch, type StopWatch } from './stop-watch.ts';

const MAX_REDIRECTS = 2;
const REQUESTS_PER_HOST = 2;
/** Many honest names stand on the machines of one hoster. */
const REQUESTS_PER_MACHINE = 6;

export interface EgressDeps {
  now: () => Date;
  /** Every address of a name. Asked once for each connection. */
  resolve: ConnectDeps['resolve'];
  /** Dials a checked address in place of undici: tests lead `issuer.test` to a local server. */
  connect?: NonNullable<ConnectDeps['connect']>;
  /** Hears why a request failed, which is more than may be told to whoever asked. */
  log?: Log;
  /** For one `get`, its redirects included; it may wait as long again for its turn. */
  timeoutMs?: number;
}

/** What one verification shares with the others of this process. */
interface Shared extends EgressDeps {
  enterHost: ReturnType<typeof createHostSlots>;
  enterMachine: ReturnType<typeof createHostSlots>;
  refusals: ReturnType<typeof createRefusalMemory>;
}

/**
 * The only way out of this process. Every request is a GET over https to port 443 of a public
 * address, without cookie or credential; it ends within 3 s and 1 MiB, follows at most 2 redirects,
 * each checked like the first URL, and every one of them counts among the 8 of its session.
 * A host sees at most 2 requests at once, and a machine 6, whatever it is called; who waits for
 * their turn waits 3 s at most, and has the 3 s of the host after that. What failed is not asked
 * again for 60 s.
 *
 * `close` waits for the requests under way.
 */
export function createEgress(deps: EgressDeps): Egress {
  const shared = {
    ...deps,
    enterHost: createHostSlots(REQUESTS_PER_HOST),
    enterMachine: createHostSlots(REQUESTS_PER_MACHINE),
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

/** What one `get` has: time with the hosts, and time to wait for its turn. */
interface Times {
  readonly own: StopWatch;
  readonly turn: StopWatch;
}

interface Asked {
  readonly accept: string;
  readonly why: string;
}

/** One request of a session, which counts them. */
type Hop = (url: URL, asked: Asked, times: Times) => Promise<Awaited<ReturnType<typeof fetchOnce>>>;

function openSession(shared: Shared): EgressSession {
  const { hop, contacted } = openHops(shared);

  async function get(text: string, asked: Asked): Promise<Fetched> {
    const url = checkOutsideUrl(text);
    const key = `${asked.accept} ${url.href}`;
    const refusal = shared.refusals.recall(key);
    if (refusal) throw refusal;
    const elapsed = stopwatch(shared.now);
    const timeoutMs = shared.timeoutMs ?? FETCH_TIMEOUT_MS;
    const times = { own: createStopWatch(timeoutMs), turn: createStopWatch(timeoutMs) };
    try {
      return { ...(await follow(hop, url, asked, times)), ms: elapsed() };
    } catch (error) {
      // Our own limits say nothing of the host: the next verification may ask it.
      const isOfHost = error instanceof BadgeError && error.code !== 'egress_budget';
      if (isOfHost) {
        shared.refusals.keep(key, error);
        const cause = systemCode(error.cause) ?? '';
        shared.log?.('debug', 'egress_refused', { code: error.code, cause });
      }
      throw error;
    }
  }

  return { get, contacted };
}

function openHops(shared: Shared) {
  const contacted: { url: string; why: string; ms: number }[] = [];
  let fetches = 0;

  const hop: Hop = async (url, { accept, why }, { own, turn }) => {
    if (fetches >= MAX_FETCHES) {
      throw new BadgeError('egress_budget', `More than ${MAX_FETCHES} requests.`);
    }
    fetches += 1;
    const host = hostOf(url).replace(/\.$/, '');
    const leave = await during(turn, () => shared.enterHost(host, turn.signal));
    // Its time stands still while it waits once more, for the machine that its name leads to.
    const enter = (machine: string) =>
      apartFrom(own, () => during(turn, () => shared.enterMachine(machine, turn.signal)));
    const elapsed = stopwatch(shared.now);
    const progress = { dialled: false, connected: false };
    const timeoutMs = shared.timeoutMs ?? FETCH_TIMEOUT_MS;
    const deps = { ...shared, signal: own.signal, timeoutMs, progress, enter };
    try {
      return await during(own, () => fetchOnce(url, accept, deps));
    } finally {
      leave();
      if (progress.dialled) contacted.push({ url: url.href, why, ms: elapsed() });
    }
  };

  return { hop, contacted };
}

async function follow(hop: Hop, first: URL, asked: Asked, times: Times) {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const reply = await hop(url, asked, times);
    if ('bytes' in reply) return { url: url.href, ...reply };
    url = reply.redirect;
  }
  throw new BadgeError('egress_redirects', `More than ${MAX_REDIRECTS} redirects.`);
}

async function during<Value>(watch: StopWatch, work: () => Promise<Value>): Promise<Value> {
  watch.start();
  try {
    return await work();
  } finally {
    watch.stop();
  }
}

async function apartFrom<Value>(watch: StopWatch, work: () => Promise<Value>): Promise<Value> {
  watch.stop();
  try {
    return await work();
  } finally {
    watch.start();
  }
}

/** Milliseconds since the call; never negative, as the clock may be set back. */
function stopwatch(now: () => Date): () => number {
  const start = now().getTime();
  return () => Math.max(0, now().getTime() - start);
}
