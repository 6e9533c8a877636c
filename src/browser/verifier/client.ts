import type { Answered, Ask, Tell } from './protocol.ts';
import { startWorker } from './trusted.ts';

/** Longer than any verification lasts: eight fetches of three seconds, and the reckoning. */
const PATIENCE_MS = 40_000;

export type Asking = Omit<Ask, 'id'>;
export type AskVerifier = (
  asking: Asking,
  onProgress: (names: Extract<Tell, { kind: 'progress' }>['names']) => void,
) => Promise<Answered>;

/**
 * Asks the worker at `url`; it is started at once, so that it is ready when it is needed. One that
 * fails or never answers is ended, and the next question gets a new one.
 */
export function createClient(url: string): AskVerifier {
  let worker = tryToStart(url);
  let asked = 0;
  return async (asking, onProgress) => {
    asked += 1;
    worker ??= tryToStart(url);
    if (!worker || broken.has(worker)) {
      worker = undefined;
      return { id: asked, kind: 'fault', detail: 'No worker may be started here.' };
    }
    const answered = await askOnce(worker, { ...asking, id: asked }, onProgress);
    if (answered.kind === 'fault') {
      worker.terminate();
      worker = undefined;
    }
    return answered;
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

function askOnce(
  worker: Worker,
  ask: Ask,
  onProgress: Parameters<AskVerifier>[1],
): Promise<Answered> {
  const { id } = ask;
  const listening = new AbortController();
  const { signal } = listening;
  return new Promise<Answered>((resolve) => {
    const timer = setTimeout(
      () => resolve({ id, kind: 'fault', detail: 'The verifier does not answer.' }),
      PATIENCE_MS,
    );
    signal.addEventListener('abort', () => clearTimeout(timer));
    const hear = ({ data }: MessageEvent<Tell>) => {
      if (data.id !== id) return;
      if (data.kind === 'progress') onProgress(data.names);
      else resolve(data);
    };
    worker.addEventListener('message', hear, { signal });
    worker.addEventListener(
      'error',
      ({ message }) => resolve({ id, kind: 'fault', detail: String(message) }),
      { signal },
    );
    worker.postMessage(ask);
  }).finally(() => listening.abort());
}
