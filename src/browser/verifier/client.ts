import type { Answered, Ask, Tell } from './protocol.ts';
import { startWorker } from './trusted.ts';

/** Longer than any verification lasts: eight fetches of three seconds, and the reckoning. */
const PATIENCE_MS = 40_000;
/** As long as the server lets a stranger's schema take. */
const SCHEMA_MS = 3000;

export type Asking = Omit<Ask, 'id'>;
export type AskVerifier = (
  asking: Asking,
  onProgress: (names: Extract<Tell, { kind: 'progress' }>['names']) => void,
) => Promise<Answered>;

/** Why a worker was ended before it answered. */
type Ended = 'failed' | 'left' | 'silent' | 'schema';

/** One question to one worker. */
interface Call {
  readonly answered: Promise<Answered | Ended>;
  /** Nobody waits for its answer any more. */
  readonly leave: () => void;
}

/**
 * Asks the worker at `url`; it is started at once, so that it is ready when it is needed. One that
 * fails, never answers or is still at another question is ended, and the next question gets a new one;
 * one that a badge's own schema holds up is asked again without that schema.
 */
export function createClient(url: string): AskVerifier {
  let worker = tryToStart(url);
  let asked = 0;
  let leave = () => {};

  const end = (one: Worker) => {
    one.terminate();
    if (worker === one) worker = undefined;
  };

  const askWorker = async (
    asking: Asking,
    onProgress: Parameters<AskVerifier>[1],
  ): Promise<Answered | Ended> => {
    leave();
    asked += 1;
    worker ??= tryToStart(url);
    const mine = worker;
    if (!mine || broken.has(mine)) return 'failed';
    const call = callWorker(mine, { ...asking, id: asked }, onProgress);
    leave = () => {
      end(mine);
      call.leave();
    };
    const answered = await call.answered;
    if (answered === 'left') return answered;
    leave = () => {};
    if (typeof answered === 'string' || answered.kind === 'fault') end(mine);
    return answered;
  };

  return async (asking, onProgress) => {
    const first = await askWorker(asking, onProgress);
    const last =
      first === 'schema' ? await askWorker({ ...asking, skipsSchemas: true }, onProgress) : first;
    return typeof last === 'string' ? { id: 0, kind: 'fault', detail: last } : last;
  };
}

const broken = new WeakSet<Worker>();

function tryToStart(url: string): Worker | undefined {
  try {
    const worker = startWorker(url);
    // One that cannot be loaded says so before it is asked anything.
    worker.addEventListener('error', () => broken.add(worker));
    return worker;
  } catch {
    return undefined;
  }
}

function callWorker(worker: Worker, ask: Ask, onProgress: Parameters<AskVerifier>[1]): Call {
  const listening = new AbortController();
  const { signal } = listening;
  let leave = () => {};
  const answered = new Promise<Answered | Ended>((resolve) => {
    leave = () => resolve('left');
    const patience = setTimeout(() => resolve('silent'), PATIENCE_MS);
    let schema: ReturnType<typeof setTimeout> | undefined;
    signal.addEventListener('abort', () => {
      clearTimeout(patience);
      clearTimeout(schema);
    });
    const hear = ({ data }: MessageEvent<Tell>) => {
      if (data.id !== ask.id) return;
      if (data.kind === 'progress') onProgress(data.names);
      else if (data.kind === 'schema') {
        clearTimeout(schema);
        if (data.isBegun) schema = setTimeout(() => resolve('schema'), SCHEMA_MS);
      } else resolve(data);
    };
    worker.addEventListener('message', hear, { signal });
    worker.addEventListener('error', () => resolve('failed'), { signal });
    worker.postMessage(ask);
  }).finally(() => listening.abort());
  return { answered, leave };
}
