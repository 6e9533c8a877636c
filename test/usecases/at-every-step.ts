import type { Store } from '../../src/usecases/ports.ts';

type Method = (...parts: never[]) => unknown;

/** Turns of the event loop that `meanwhile` gets alone: it may wait for what `act` holds. */
const TURNS = 300;

interface Step {
  /** How many questions were asked, all in all; until the step. */
  end(): number;
}

/** Begins `meanwhile` right before question `step` is asked of a store. */
function begin(store: Store, step: number, meanwhile: () => Promise<unknown>): Step {
  let asked = 0;
  const undo: Array<() => void> = [];
  const end = () => {
    for (const one of undo) one();
    return asked;
  };
  for (const family of Object.values(store)) {
    if (typeof family !== 'object') continue;
    const methods = family as Record<string, Method>;
    for (const [name, method] of Object.entries(methods)) {
      undo.push(() => {
        methods[name] = method;
      });
      methods[name] = (...parts) => {
        asked += 1;
        if (asked !== step) return method(...parts);
        end();
        return Promise.race([meanwhile(), turns()]).then(() => method(...parts));
      };
    }
  }
  return { end };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
}

/** What two tabs do at the same time: `act` at one moment, `meanwhile` whole, and what must hold then. */
export interface AtOnce {
  readonly act: () => Promise<unknown>;
  readonly meanwhile: () => Promise<unknown>;
  readonly check: () => Promise<void>;
}

/**
 * Tries every moment at which `meanwhile` may fall into `act`: before each question that `act` asks
 * of the store. A refusal of `act` is an answer like any other.
 *
 * @returns how many moments there were
 */
export async function atEveryStep(store: Store, next: () => Promise<AtOnce>): Promise<number> {
  for (let step = 1; ; step += 1) {
    const { act, meanwhile, check } = await next();
    let other: Promise<unknown> = Promise.resolve();
    const trying = begin(store, step, () => {
      other = meanwhile();
      return other;
    });
    await act().catch(() => undefined);
    if (trying.end() < step) return step - 1;
    await other;
    await check();
  }
}
