import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { bundleChild } from './bundle-child.ts';
import { newId } from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Acknowledged {
  awardId: string;
  credentialIds: string[];
  entry: LedgerEntry;
}

const KILLS = 10;
const folder = temporaryFolder();
let script = '';

jest.setTimeout(60_000);
beforeAll(async () => {
  script = await bundleChild('sqlite-child.ts', folder.path);
});
afterAll(folder.remove);

function startChild(...args: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Every whole line of a child, until it ends; `seen` is told of each as it comes. */
async function linesOf<Line>(child: ChildProcess, seen: (count: number) => void = () => {}) {
  const lines: Line[] = [];
  const closed = once(child, 'close');
  if (!child.stdout) throw new Error('The child has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may be cut by the kill: it acknowledges nothing.
    if (!line.endsWith('}')) continue;
    lines.push(JSON.parse(line) as Line);
    seen(lines.length);
  }
  const [code, signal] = await closed;
  return { lines, code, signal };
}

/** Lets a child commit, kills it after some commits, and answers what it acknowledged. */
async function commitUntilKilled(path: string, after: number): Promise<Acknowledged[]> {
  const child = startChild('commit', path);
  const { lines, signal } = await linesOf<Acknowledged>(child, (count) => {
    if (count === after) child.kill('SIGKILL');
  });
  expect(signal).toBe('SIGKILL');
  expect(lines.length).toBeGreaterThanOrEqual(after);
  return lines;
}

async function expectKept(path: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const store = openSqliteStore({ path });
  for (const { awardId, credentialIds, entry } of acknowledged) {
    expect((await store.awards.get(awardId))?.state).toBe('issued');
    const kept = await store.credentials.getMany(credentialIds);
    expect(kept.map(({ text }) => text.length)).toEqual([1500, 1500, 1500]);
    expect((await store.ledger.listOf(entry.chain))[entry.seq]).toStrictEqual(entry);
  }
  await expectWholeChains(store);
  await store.close();
}

async function expectWholeChains(store: ReturnType<typeof openSqliteStore>): Promise<void> {
  for (const chain of await store.ledger.chains()) {
    const entries = await store.ledger.listOf(chain);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at));
    expect(entries.map(({ previous }) => previous)).toEqual([
      '',
      ...entries.slice(0, -1).map(({ hash }) => hash),
    ]);
    // All of a commit or nothing of it, the one that the kill interrupted too.
    for (const { events } of entries) {
      const ids = events.map(({ credentialRowId }) => credentialRowId);
      expect(await store.credentials.getMany(ids)).toHaveLength(3);
    }
  }
}

describe('SQLite among processes', () => {
  // DESIGN section 5: a crash anywhere is finished or voided at start; SECURITY section 4.
  test(`${KILLS} kills lose no acknowledged commit`, async () => {
    const path = folder.file('killed.db');
    const acknowledged: Acknowledged[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...(await commitUntilKilled(path, 5 + kill * 7)));
    }
    await expectKept(path, acknowledged);
    const db = openDatabase({ path });
    expect(db.prepare('PRAGMA integrity_check').all({})).toEqual([{ integrity_check: 'ok' }]);
    db.close();
  });

  test('four processes that open a new database together reserve without overlap', async () => {
    const path = folder.file('shared.db');
    const listId = newId();
    const runs = await Promise.all(
      Array.from({ length: 4 }, () =>
        linesOf<{ start: number; count: number }>(startChild('reserve', path, listId)),
      ),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const counters = runs
      .flatMap(({ lines }) => lines)
      .flatMap(({ start, count }) => Array.from({ length: count }, (_, at) => start + at));
    expect(counters).toHaveLength(4 * 300);
    expect(new Set(counters).size).toBe(counters.length);
  });
});
