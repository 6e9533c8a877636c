import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openService } from '../harness.ts';
import { awardsOf, expectSound } from '../usecases/soundness.ts';
import { type Cli, DEMO, openCli, type Ran } from './run-cli.ts';

const EXAMPLES = fileURLToPath(new URL('../../../shared/examples/', import.meta.url));
const isThere = existsSync(EXAMPLES);
if (!isThere) process.emitWarning('No shared examples here: only the list of our own is issued.');

const LIST = `${DEMO}atelier-robotique.csv`;
const PRESENT = 11;

/** Everything between the first and second separator of the list: people's names. */
function namesIn(file: string): string[] {
  const rows = readFileSync(file, 'utf8').split('\n').slice(1);
  const cells = rows.flatMap((row) => row.split(';').slice(0, 3));
  return cells.map((cell) => cell.replaceAll('"', '')).filter((cell) => cell.length > 2);
}

const countOf = ({ results }: Ran, outcome: string) =>
  results.filter((result) => result['outcome'] === outcome).length;

const logLines = ({ stderr }: Ran) => stderr.split('\n').filter((line) => line.startsWith('{'));

describe('the list that the project carries', () => {
  let cli: Cli;
  let first: Ran;
  let again: Ran;
  const ISSUE = ['issue', LIST, '--achievement', 'Robot qui roule', '--yes'];

  beforeAll(async () => {
    cli = await openCli();
    await cli.run('import', 'achievements', `${DEMO}badges.json`);
    first = await cli.run(...ISSUE, '--out', cli.path('out'), '--format', 'json,jwt,png,svg');
    again = await cli.run(...ISSUE);
  }, 60_000);
  afterAll(() => cli.remove());

  test('becomes a badge for each person who was there', () => {
    expect({ code: first.code, awarded: countOf(first, 'awarded') }).toEqual({
      code: 0,
      awarded: PRESENT,
    });
  });

  test('says its encoding, the lines left out and why', () => {
    expect(first.stderr).toContain('encodage utf-8, séparateur «\u00a0;\u00a0»');
    expect(first.stderr).toContain('ligne 7\u00a0: absent');
    expect(first.stderr).toContain('ligne 14\u00a0: même personne que ligne 2');
    expect(first.stderr).toContain('ligne 15\u00a0: absent');
  });

  test('given again awards nobody', async () => {
    expect({ code: again.code, outcomes: countOf(again, 'already_awarded') }).toEqual({
      code: 0,
      outcomes: PRESENT,
    });
    expect(countOf(again, 'awarded')).toBe(0);
  });

  test('with a name in the title says how to say that it names nobody', async () => {
    const named = await cli.run(...ISSUE, '--workshop', `Chez ${namesIn(LIST)[0]}`);
    expect(named.code).not.toBe(0);
    expect(named.stderr).toContain('--text-checked');
  });

  test('leaves a store in which everything holds', async () => {
    const { service, stop } = await openService({ folder: cli.folder });
    const [profile] = await service.store.profiles.list();
    if (!profile) throw new Error('There is no profile.');
    await expectSound(service, profile, PRESENT);
    await stop();
  });

  test('leaves files of four formats that verify, each with one line of report', async () => {
    const names = readdirSync(cli.path('out'));
    expect(names).toHaveLength(PRESENT * 4);
    const verified = await cli.run('verify', ...names.map((name) => cli.path(`out/${name}`)));
    expect(verified.code).toBe(0);
    expect(new Set(verified.results.map(({ verdict }) => verdict))).toEqual(new Set(['verified']));
    expect(verified.results).toHaveLength(PRESENT * 4);
  });

  test('names nobody: not in a file, a file’s name, a result, a log line or the keys (privacy)', () => {
    const names = namesIn(LIST);
    expect(names.length).toBeGreaterThan(20);
    const files = readdirSync(cli.path('out'));
    const written = files.map((name) => readFileSync(cli.path(`out/${name}`), 'utf8'));
    const shown = [...files, ...written, first.stdout, again.stdout];
    const logged = [first, again].flatMap(logLines);
    for (const name of names) {
      for (const line of [...shown, ...logged]) expect(line.includes(name)).toBe(false);
    }
  });
});

describe('the lists of the examples', () => {
  test('both are issued, then again, and nobody is awarded twice', async () => {
    if (!isThere) return;
    const cli = await openCli();
    await cli.run('import', 'achievements', `${EXAMPLES}badges-numerique-jeunes.json`);
    const [badge] = JSON.parse(readFileSync(`${EXAMPLES}badges-numerique-jeunes.json`, 'utf8'));
    const issue = (list: string) =>
      cli.run('issue', `${EXAMPLES}${list}`, '--achievement', badge.name, '--yes');
    const robots = await issue('atelier-robotique.csv');
    const videos = await issue('atelier-video-windows1252.csv');
    expect(robots).toMatchObject({ code: 0 });
    expect(videos.stderr).toContain('encodage windows-1252, séparateur «\u00a0,\u00a0»');
    expect([countOf(robots, 'awarded'), countOf(videos, 'awarded')]).toEqual([11, 5]);
    expect(countOf(await issue('atelier-robotique.csv'), 'already_awarded')).toBe(11);
    expect(countOf(await issue('atelier-video-windows1252.csv'), 'already_awarded')).toBe(5);
    const { service, stop } = await openService({ folder: cli.folder });
    const [profile] = await service.store.profiles.list();
    if (profile) await expectSound(service, profile, 16);
    await stop();
    await cli.remove();
  }, 60_000);
});

describe('a list that cannot be read', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await openCli();
    await cli.run('import', 'achievements', `${DEMO}badges.json`);
  }, 60_000);
  afterAll(() => cli.remove());

  const rows = (count: number) =>
    `Prénom\n${Array.from({ length: count }, (_, at) => `Zoé${at}`).join('\n')}\n`;

  test.each([
    ['5,001 rows', rows(5001), 'csv_too_many_rows', 'ligne 5002'],
    ['6 MiB', `Prénom\n${'é'.repeat(3 * 1024 * 1024)}`, 'csv_too_large', ''],
    [
      'an unclosed quote',
      'Prénom;Nom\nLéa;Dubois\n"Zoé;Petit\nNora;Roy\n',
      'csv_syntax',
      'ligne 3',
    ],
    ['no column of names', 'Âge;Présent\n12;oui\n', 'csv_column_missing', 'ligne 1'],
    ['UTF-16', Buffer.from('\ufeffPrénom\nLéa\n', 'utf16le'), 'unsupported_charset', ''],
    ['a __proto__ header', 'Prénom;__proto__\nLéa;x\n', 'csv_header_invalid', 'ligne 1'],
    ['nothing', '', 'csv_empty', ''],
    ['nobody present', 'Prénom;Présent\nLéa;non\n', 'list_without_people', ''],
  ])(
    '%s: exit 1 with its code and line, and nobody is awarded (T61)',
    async (name, content, code, line) => {
      const file = cli.path(`${name.replace(/\W/g, '')}.csv`);
      await writeFile(file, content);
      const ran = await cli.run('issue', file, '--achievement', 'Robot qui roule', '--yes');
      expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 1, stdout: '' });
      expect(ran.stderr).toContain(`(${code})`);
      expect(ran.stderr).toContain(line);
      expect(ran.stderr).not.toContain('    at ');
    },
  );

  test('after all of them, nobody has an award', async () => {
    const { service, stop } = await openService({ folder: cli.folder });
    const [profile] = await service.store.profiles.list();
    if (!profile) throw new Error('There is no profile.');
    expect(await awardsOf(service, profile)).toEqual([]);
    expect(await service.store.awards.listIntended({ limit: 10 })).toEqual([]);
    await stop();
  });

  test('without --yes and nobody to ask: exit 2, and nobody is awarded', async () => {
    const ran = await cli.run('issue', LIST, '--achievement', 'Robot qui roule');
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--yes');
  });

  test.each([
    [['issue', LIST, '--yes'], 2],
    [['issue', LIST, '--achievement', 'Robot qui roule', '--format', 'pdf', '--yes'], 2],
    [['issue', LIST, '--achievement', 'Robot qui roule', '--date', '2026-02-30', '--yes'], 2],
    [['issue', LIST, '--achievement', 'Robot qui roule', '--nope'], 2],
    [['issue', LIST, '--achievement', 'Inconnu', '--yes'], 1],
    [['issue', '/no/such/list.csv', '--achievement', 'Robot qui roule', '--yes'], 1],
  ])('%j ends with %i, and nobody is awarded', async (args, code) => {
    const ran = await cli.run(...args);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
  });
});
