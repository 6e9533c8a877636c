import { Worker } from 'node:worker_threads';
import type { Machine } from '../proofs/proof-tools.ts';

const MAX_MILLISECONDS = 500;
const MAX_MEBIBYTES = 64;
/** For the thread to start; our own code alone runs until then. */
const START_MILLISECONDS = 5000;
const AT_ONCE = 2;
/** Each that waits holds its documents. */
const MAX_WAITING = 20;

type ValidateSchema = Machine['validateSchema'];
type Answer = Awaited<ReturnType<ValidateSchema>>;

const TOO_COSTLY: Answer = { outcome: 'too-costly' };

/**
 * Schemas are held against credentials in a thread of their own, ended after 500 ms or 64 MiB: a
 * pattern of a few characters can take years. Two at once; when too many wait, or the machine cannot
 * start the thread, the answer is `too-costly` as well: no schema makes a fault.
 *
 * @param script the built `schema-child.js`
 */
export function createValidateSchema(script: string): ValidateSchema {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async (schema, instance, draft) => {
    if (running < AT_ONCE) running += 1;
    else if (waiting.length < MAX_WAITING) await new Promise<void>((go) => waiting.push(go));
    else return TOO_COSTLY;
    try {
      return await askWorker(script, { schema, instance, draft });
    } catch {
      // Too deep to be handed over, or no room for a thread.
      return TOO_COSTLY;
    } finally {
      // Whoever leaves hands the place on.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function askWorker(script: string, workerData: object): Promise<Answer> {
  const worker = new Worker(script, {
    workerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEBIBYTES, stackSizeMb: 4 },
  });
  return new Promise<Answer>((resolve) => {
    let timer = setTimeout(resolve, START_MILLISECONDS, TOO_COSTLY);
    worker.on('message', (said: 'ready' | Answer) => {
      clearTimeout(timer);
      if (said === 'ready') timer = setTimeout(resolve, MAX_MILLISECONDS, TOO_COSTLY);
      else resolve(said);
    });
    // Out of memory, or a thread that this machine has no room for.
    const giveUp = () => {
      clearTimeout(timer);
      resolve(TOO_COSTLY);
    };
    worker.once('error', giveUp);
    worker.once('exit', giveUp);
  }).finally(() => worker.terminate());
}
