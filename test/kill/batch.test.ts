import { readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, DEMO, linesOf, openCli } from '../cli/run-cli.ts';
import { openService } from '../harness.ts';
import { expectSound, listOf } from '../usecases/soundness.ts';

const PEOPLE = 400;
const BADGE = 'Robot qui roule';

let cli: Cli;
beforeEach(async () => {
  cli = await openCli();
  writeFileSync(cli.path('list.csv'), listOf(PEOPLE));
  await cli.run('import', 'achievements', `${DEMO}badges.json`);
});
afterEach(() => cli.remove());

const ISSUE = () => ['issue', cli.path('list.csv'), '--achievement', BADGE, '--yes'];

/** Issues the list and kills it as the `k`th line of results is seen; gives the lines seen. */
async function issueUntil(k: number): Promise<string[]> {
  const child = cli.start(...ISSUE());
  child.stderr.resume();
  const seen: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<string | null>((resolve) => {
    child.on('close', (_code, signal) => resolve(signal));
  });
  if (k === 0) child.stderr.once('data', () => child.kill('SIGKILL'));
  lines.on('line', (line) => {
    seen.push(line);
    if (seen.length === k) child.kill('SIGKILL');
  });
  expect(await ended).toBe('SIGKILL');
  return seen;
}

describe('kill -9 of a batch of 400, then the same command again (T76, T78)', () => {
  test.each([0, 51, 200])(
    'at line %i: each person exactly once',
    async (k) => {
      const acknowledged = linesOf((await issueUntil(k)).join('\n')).map(({ award }) => award);
      const again = await cli.run(...ISSUE(), '--out', cli.path('out'));
      expect(again.code).toBe(0);
      expect(again.results.filter(({ outcome }) => outcome !== undefined)).toHaveLength(PEOPLE);

      const names = readdirSync(cli.path('out')).map((name) => cli.path(`out/${name}`));
      expect(names).toHaveLength(PEOPLE);
      const verified = await cli.run('verify', ...names);
      expect(verified.code).toBe(0);
      expect(verified.results).toHaveLength(PEOPLE);

      const { service, stop } = await openService({ folder: cli.folder });
      const [profile] = await service.store.profiles.list();
      if (!profile) throw new Error('There is no profile.');
      const badges = await expectSound(service, profile, PEOPLE);
      const kept = new Set<unknown>(badges.map(({ awardId }) => awardId));
      expect(acknowledged.filter((award) => !kept.has(award))).toEqual([]);
      await stop();
    },
    60_000,
  );
});
