import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ORIGIN } from '../harness.ts';

const ECUSSON = fileURLToPath(new URL('../../src/build/ecusson.js', import.meta.url));
export const DEMO = fileURLToPath(new URL('../../templates/demo/', import.meta.url));

export interface Ran {
  readonly code: number | null;
  /** Lines of JSON. */
  readonly results: Readonly<Record<string, unknown>>[];
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as people run it, with a store and keys of its own and nobody at the keyboard. */
export interface Cli {
  readonly folder: string;
  run(...args: string[]): Promise<Ran>;
  runWith(env: Record<string, string>, ...args: string[]): Promise<Ran>;
  /** As `run`, with this on standard input. */
  runFed(input: string, ...args: string[]): Promise<Ran>;
  /** A process that the test ends. */
  start(...args: string[]): ChildProcessByStdio<null, Readable, Readable>;
  path(name: string): string;
  remove(): Promise<void>;
}

type Spoken = ChildProcessByStdio<Writable | null, Readable, Readable>;

export async function openCli(): Promise<Cli> {
  const folder = await mkdtemp(join(tmpdir(), 'ecusson-cli-'));
  const environment = {
    BASE_URL: ORIGIN,
    DATABASE_URL: `sqlite:${folder}/ecusson.db`,
    KEYS_DIR: `${folder}/keys`,
    LOG_LEVEL: 'debug',
    LANG: 'fr_FR.UTF-8',
  };
  const start = (env: Record<string, string>, args: readonly string[]) =>
    spawn(process.execPath, [ECUSSON, ...args], {
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const runWith = (env: Record<string, string>, ...args: string[]) => ranOf(start(env, args));
  const runFed = async (input: string, ...args: string[]) => {
    const child = spawn(process.execPath, [ECUSSON, ...args], { env: environment });
    child.stdin.end(input);
    return ranOf(child);
  };
  const ranOf = async (child: Spoken): Promise<Ran> => {
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      ended,
    ]);
    return { code, stdout, stderr, results: stdout.startsWith('{') ? linesOf(stdout) : [] };
  };
  return {
    folder,
    runWith,
    runFed,
    run: (...args) => runWith({}, ...args),
    start: (...args) => start({}, args),
    path: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export function linesOf(stdout: string): Record<string, unknown>[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}
