import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { JSON_TYPE, listen, shut } from '../egress/harness.ts';
import { bundleChild } from '../store/bundle-child.ts';
import type { Internet, Reply } from './case.ts';

/** The service under watch, and the internet that it sees. */
export interface Lab {
  readonly address: string;
  /** Hosts that it dialled since `internet` was last set. */
  readonly dialled: string[];
  setInternet(internet: Internet): void;
  /** Why the watchdog killed it; `undefined` while it lives. */
  killed(): string | undefined;
  /** Runs one exchange under the time limit; kills the service when it takes longer. */
  guarded<Value>(run: () => Promise<Value>): Promise<Value>;
  stop(): Promise<void>;
}

const MOST_MS = 3000;
/** An outside host may be waited for; then the service has this much to answer. */
const GRACE_MS = 3000;
const MOST_GROWTH = 200 * 1024 * 1024;
const PAGE = 4096;

/**
 * Starts the service in a process of its own with a watchdog: it is killed when an answer takes more
 * than 3 s (and the 3 s that an outside host may take), or when its memory grows by 200 MB.
 */
export async function openLab(folder: string): Promise<Lab> {
  let internet: Internet = {};
  const remote = createServer((req, res) => {
    answer(res, internet[`${req.headers.host}${req.url}`]);
  });
  const remotePort = await listen(remote);
  const script = await bundleChild('../corpus/server-child.ts', folder);
  const child = fork(script, [String(remotePort)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const dialled: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: { dialled?: string; port?: number }) => {
      if (message.dialled !== undefined) dialled.push(message.dialled);
      if (message.port !== undefined) resolve(message.port);
    });
    child.once('exit', () => reject(new Error('The service did not start.')));
  });
  const watch = watchMemory(child);
  return {
    address: `http://127.0.0.1:${port}`,
    dialled,
    setInternet(next) {
      internet = next;
      dialled.length = 0;
    },
    killed: watch.reason,
    async guarded(run) {
      const timer = setTimeout(() => watch.kill('too slow'), MOST_MS + GRACE_MS);
      try {
        return await run();
      } finally {
        clearTimeout(timer);
      }
    },
    async stop() {
      watch.stop();
      child.kill('SIGKILL');
      await shut(remote);
    },
  };
}

function watchMemory(child: ChildProcess) {
  const start = memoryOf(child);
  let reason: string | undefined;
  const kill = (why: string) => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const timer = setInterval(() => {
    if (memoryOf(child) - start > MOST_GROWTH) kill('too much memory');
  }, 50);
  return { kill, reason: () => reason, stop: () => clearInterval(timer) };
}

/** Resident bytes; 0 where the system does not tell. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
  } catch {
    return 0;
  }
}

function answer(res: ServerResponse, reply: Reply | undefined): void {
  if (!reply) {
    res.writeHead(404, JSON_TYPE).end('{}');
  } else if ('json' in reply) {
    res.writeHead(200, JSON_TYPE).end(JSON.stringify(reply.json));
  } else if ('redirect' in reply) {
    res.writeHead(302, reply.redirect === undefined ? {} : { location: reply.redirect }).end();
  } else {
    answerOddly(res, reply);
  }
}

function answerOddly(
  res: ServerResponse,
  reply: Exclude<Reply, { json: unknown } | { redirect: unknown }>,
): void {
  if (reply.silent) return;
  res.writeHead(reply.status ?? 200, { ...JSON_TYPE, ...reply.headers });
  if (reply.drip) {
    const timer = setInterval(() => res.write(' '), 200);
    res.on('close', () => clearInterval(timer));
  } else if (reply.endless) {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    const fill = () => {
      while (!res.destroyed && res.write(chunk));
    };
    res.on('drain', fill);
    fill();
  } else {
    res.end(reply.body ?? '');
  }
}
