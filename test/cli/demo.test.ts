import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openService } from '../harness.ts';

const LAUNCH = fileURLToPath(new URL('../../src/build/launch.js', import.meta.url));
const ORIGIN = 'https://demo.test';
const NAMES = ['Lefebvre', 'Noémie', "D'Almeida", 'Le Gall', 'Aminata', 'Kaboré', 'Marchand'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm run demo -- --json --once`, on a store of its own. */
async function runDemo(...args: string[]) {
  const child = spawn(process.execPath, [LAUNCH, 'demo', '--json', '--once', ...args], {
    env: {
      BASE_URL: ORIGIN,
      DATABASE_URL: `sqlite:${folder}/ecusson.db`,
      KEYS_DIR: `${folder}/keys`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, stderr, links: JSON.parse(stdout || '{}') as Record<string, string> };
}

describe('the demo (DESIGN section 6)', () => {
  test('writes every badge in four formats, gives a link to each person, and can be run again', async () => {
    const out = join(folder, 'out');
    const first = await runDemo('--out', out);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(Object.keys(first.links)).toEqual([
      'worker',
      'learner',
      'learnerCode',
      'employer',
      'employerKey',
      'revoked',
      'verify',
    ]);

    const files = await readdir(out);
    expect(files).toHaveLength(4 * 11 * 4);
    const { service, clock, stop } = await openService({ folder, env: { BASE_URL: ORIGIN } });
    // The demo is a process with the machine's clock.
    clock.now = new Date();
    const states = new Map<string, number>();
    for (const file of files) {
      const bytes = await readFile(join(out, file));
      const report = await service.verifyBytes(new Uint8Array(bytes));
      states.set(report.state, (states.get(report.state) ?? 0) + 1);
      for (const name of NAMES) expect(JSON.stringify(report.credential)).not.toContain(name);
    }
    expect(states).toEqual(
      new Map([
        ['active', 172],
        ['revoked', 4],
      ]),
    );
    await stop();

    const again = await runDemo();
    expect(again.code).toBe(0);
    expect(again.links['learner']).not.toBe(first.links['learner']);
    const after = await openService({ folder, env: { BASE_URL: ORIGIN } });
    const [profile] = await after.service.store.profiles.list();
    const awards = await after.service.store.awards.listOf(profile?.id ?? '', { limit: 1000 });
    expect(awards).toHaveLength(44);
    await after.stop();
  }, 60_000);
});
