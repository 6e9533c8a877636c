import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { allCases } from './write-corpus.ts';

// Every row of the list of bad inputs is held by a test: sent to a service under watch, by the
// corpus; or where a session, a clock, a disk or many requests are needed, by the test named here.

const HELD_ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  '47': ['domain/mixed-script.test.ts', 'row 47'],
  '69': ['usecases/status.test.ts', 'row 69'],
  '78': ['usecases/status.test.ts', 'row 78'],
  '80': ['usecases/refresh.test.ts', 'row 80'],
  '94': ['images/clean-svg.test.ts', '@import'],
  '99': ['images/clean-svg.test.ts', 'href'],
  '100': ['images/clean-svg.test.ts', 'svg_too_complex'],
  '101': ['formats/attendance-list.test.ts', 'row 101'],
  '102': ['formats/attendance-list.test.ts', 'row 102'],
  '103': ['formats/attendance-list.test.ts', 'row 103'],
  '104': ['formats/attendance-list.test.ts', 'row 104'],
  '105': ['web/award-batch.test.ts', 'SECURITY 105'],
  '106': ['cli/issue.test.ts', 'csv_syntax'],
  '107': ['kill/batch.test.ts', 'SIGKILL'],
  '108': ['web/api-idempotency.test.ts', 'row 108'],
  '110': ['web/api-refusals.test.ts', '110'],
  '112': ['web/api-refusals.test.ts', 'row 112'],
  '114': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '115': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '116': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '117': ['web/sign-in.test.ts', 'row 117'],
  '119': ['web/security.test.ts', 'row 119'],
  '123': ['web/security.test.ts', 'row'],
  '124': ['web/limits.test.ts', 'row'],
  '125': ['cli/service.test.ts', 'SIGTERM'],
  '126': ['store/sqlite-full.test.ts', 'larger disk'],
  '127': ['usecases/awarding.test.ts', 'T80'],
  '129': ['usecases/mutations.test.ts', 'rows 129 and 130'],
  '130': ['usecases/mutations.test.ts', 'rows 129 and 130'],
};

/** Of things that the service does not have: claim codes, cards, public galleries, erasure. */
const WITHOUT_OBJECT = ['109', '118', '120', '128'];

test('every one of the 130 rows has its test', async () => {
  const sent = (await allCases()).map(({ row }) => row);
  const held = new Set([...sent, ...Object.keys(HELD_ELSEWHERE), ...WITHOUT_OBJECT]);
  const rows = Array.from({ length: 130 }, (_, index) => String(index + 1));
  expect(rows.filter((row) => !held.has(row))).toEqual([]);
});

test.each(Object.entries(HELD_ELSEWHERE))('row %s is held by %j', (_row, [file, words]) => {
  const path = new URL(`../${file}`, import.meta.url);
  expect(existsSync(path) && readFileSync(path, 'utf8').includes(words)).toBe(true);
});
