/** A time limit that counts only while it runs. */
export interface StopWatch {
  /** Aborts when the time is used up. */
  readonly signal: AbortSignal;
  start(): void;
  stop(): void;
}

/** @param ms how long it may run, all in all */
export function createStopWatch(ms: number): StopWatch {
  const controller = new AbortController();
  let left = ms;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    start() {
      since = performance.now();
      timer = setTimeout(() => controller.abort(), Math.max(0, left));
    },
    stop() {
      clearTimeout(timer);
      left -= performance.now() - since;
    },
  };
}
