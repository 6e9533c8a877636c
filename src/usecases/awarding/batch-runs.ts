import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import type { Log } from '../ports.ts';

/** How far a run is; no names, so that it may go over any wire. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
}

/** `ended` when no run is under way, `stopping` when the service stops and the run may go on. */
type Listener = (news: RunProgress | 'ended' | 'stopping') => void;

/** The runs of this process. What they do is in the store: a run that is lost is begun again. */
export interface BatchRuns {
  /**
   * Begins the work of a batch in the background. Says `false`, and begins nothing, when a run of
   * this batch is under way. `work` calls `step` after each line.
   */
  begin(batchId: string, total: number, work: (step: () => void) => Promise<void>): boolean;
  /** How far the run under way is. */
  progressOf(batchId: string): RunProgress | undefined;
  /** Why the last run died in this process; nothing once another begins. */
  failureOf(batchId: string): ErrorCode | 'fault' | undefined;
  /** Settles when no run of this batch is under way. */
  settled(batchId: string): Promise<void>;
  /** Tells how far the run is, at once and after each step. Answers how to stop listening. */
  listen(batchId: string, hear: Listener): () => void;
  /** Lets every listener go, so that a server can close; the runs go on. */
  letGo(): void;
  /** Settles when every run has ended. */
  close(): Promise<void>;
}

interface Run {
  done: number;
  readonly total: number;
  readonly listeners: Set<Listener>;
  ended: Promise<void>;
}

/** Failures that are remembered: the page that shows one is opened soon after, or never. */
const FAILURES_KEPT = 200;

/**
 * The runs of one process, which nothing outside it knows of. A run that dies is told to the log
 * and to whoever asks `failureOf`, never thrown.
 */
export function createBatchRuns({ log }: { readonly log: Log }): BatchRuns {
  const runs = new Map<string, Run>();
  const failures = createFailures();
  let isStopping = false;

  async function attend(batchId: string, run: Run, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const code = error instanceof BadgeError ? error.code : 'fault';
      failures.keep(batchId, code);
      log('error', 'batch_run_died', { code, done: run.done, total: run.total });
    } finally {
      runs.delete(batchId);
      tell(run, 'ended');
    }
  }

  return {
    begin(batchId, total, work) {
      if (runs.has(batchId)) return false;
      failures.forget(batchId);
      const run: Run = { done: 0, total, listeners: new Set(), ended: Promise.resolve() };
      runs.set(batchId, run);
      const step = () => {
        run.done += 1;
        tell(run, { done: run.done, total });
      };
      // A turn later: whoever begins a run finds it under way, even if it fails at once.
      run.ended = attend(
        batchId,
        run,
        Promise.resolve().then(() => work(step)),
      );
      return true;
    },
    progressOf(batchId) {
      const run = runs.get(batchId);
      return run && { done: run.done, total: run.total };
    },
    failureOf: failures.of,
    settled: async (batchId) => runs.get(batchId)?.ended,
    listen(batchId, hear) {
      const run = runs.get(batchId);
      if (!run || isStopping) {
        hear(run ? 'stopping' : 'ended');
        return () => undefined;
      }
      run.listeners.add(hear);
      hear({ done: run.done, total: run.total });
      return () => {
        run.listeners.delete(hear);
      };
    },
    letGo() {
      isStopping = true;
      for (const run of runs.values()) tell(run, 'stopping');
    },
    async close() {
      this.letGo();
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}

function tell(run: Run, news: Parameters<Listener>[0]): void {
  for (const hear of [...run.listeners]) hear(news);
  if (typeof news === 'string') run.listeners.clear();
}

/** Why runs died, the latest of them. */
function createFailures() {
  const codes = new Map<string, ErrorCode | 'fault'>();
  return {
    keep: (batchId: string, code: ErrorCode | 'fault') => {
      codes.set(batchId, code);
      const [oldest] = codes.keys();
      if (codes.size > FAILURES_KEPT && oldest !== undefined) codes.delete(oldest);
    },
    forget: (batchId: string) => {
      codes.delete(batchId);
    },
    of: (batchId: string) => codes.get(batchId),
  };
}
