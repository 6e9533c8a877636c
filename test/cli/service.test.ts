import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const LAUNCH = fileURLToPath(new URL('../../src/build/launch.js', import.meta.url));

type Child = ChildProcessByStdio<null, Readable, Readable>;

let folder: string;
let port: number;
const children: Child[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-service-'));
  port = await freePort();
});
afterEach(async () => {
  // What a failed test left running keeps its port and its file.
  await Promise.all(children.splice(0).map(stopped));
  await rm(folder, { recursive: true, force: true });
});

async function stopped(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const found = (server.address() as AddressInfo).port;
  server.close();
  return found;
}

function start(env: Record<string, string> = {}): Child {
  const child: Child = spawn(process.execPath, [LAUNCH, 'main'], {
    env: {
      PORT: String(port),
      DATABASE_URL: `sqlite:${folder}/ecusson.db`,
      KEYS_DIR: `${folder}/keys`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** What it prints for people, once it listens; its log goes on being collected. */
async function listening(child: Child): Promise<{ log: string[]; printed: Promise<string> }> {
  const printed = text(child.stdout);
  const log: string[] = [];
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      log.push(line);
      if (line.includes('"listening"')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${log.join('\n')}`)));
  });
  return { log, printed };
}

/** A verification that the service has accepted, its body sent in part; the rest when the caller says. */
async function slowVerification() {
  const body = JSON.stringify({ type: ['VerifiableCredential'], issuer: 'https://x.test/' });
  const req = request({ port, path: '/api/v1/verifications', method: 'POST' });
  req.setHeader('content-type', 'application/json').setHeader('content-length', body.length);
  req.setHeader('expect', '100-continue').flushHeaders();
  const answer = once(req, 'response').then(async ([response]) => ({
    status: response.statusCode,
    report: (await json(response)) as { verdict: string },
  }));
  // The service answers that it waits for the body: it has the request.
  await once(req, 'continue');
  req.write(body.slice(0, 20));
  return { answer, finish: () => req.end(body.slice(20)) };
}

describe('the service', () => {
  test('prints the owner link once, answers, and at SIGTERM ends what it accepted', async () => {
    const child = start();
    const { log, printed } = await listening(child);
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(health.status).toBe(200);
    // A proxy that keeps its connections for two minutes never writes into one that is closed.
    expect(health.headers.get('keep-alive')).toBe('timeout=130');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(await ready.json()).toMatchObject({ ok: true });

    const slow = await slowVerification();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    slow.finish();
    expect(await slow.answer).toMatchObject({ status: 200, report: { verdict: 'rejected' } });
    expect(await ended).toEqual([0, null]);

    const link = /http:\/\/localhost:\d+\/enter\/([\w-]{22})/.exec(await printed);
    expect(link).not.toBeNull();
    expect(log.join('\n')).not.toContain(link?.[1]);
    for (const line of log) expect(() => JSON.parse(line)).not.toThrow();

    const again = start();
    const second = await listening(again);
    again.kill('SIGINT');
    await once(again, 'exit');
    expect(await second.printed).not.toContain('/enter/');
  }, 30_000);

  test.each([
    [{ BASE_URL: 'http://badges.example' }, 'BASE_URL'],
    [{ PORT: 'x', LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DATABASE_URL: 'mongodb://127.0.0.1' }, 'DATABASE_URL'],
  ])('refuses %j at the start, by the name of the variable', async (env, name) => {
    const child = start(env);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(said).toContain(name);
    expect(said).not.toContain('    at ');
  });
});
