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
  '94': [
    'images/clean-svg.test.ts',
    'what can run, load or link goes (SECURITY T32, cases 91, 94, 99)',
  ],
  '99': [
    'images/clean-svg.test.ts',
    'what can run, load or link goes (SECURITY T32, cases 91, 94, 99)',
  ],
  '100': ['images/clean-svg.test.ts', 'what would never end, or is no picture, is refused'],
  '101': ['formats/attendance-list.test.ts', 'row 101'],
  '102': ['formats/attendance-list.test.ts', 'row 102'],
  '103': ['formats/attendance-list.test.ts', 'row 103'],
  '104': ['formats/attendance-list.test.ts', 'row 104'],
  '105': ['web/award-batch.test.ts', 'the same list again awards nobody twice (SECURITY 105)'],
  '106': ['cli/issue.test.ts', 'after all of them, nobody has an award'],
  '107': ['kill/batch.test.ts', 'kill -9 of a batch of 400, then the same command again'],
  '108': ['web/api-idempotency.test.ts', 'row 108'],
  '110': ['web/api-refusals.test.ts', 'nothing is made (SECURITY rows 110, 111)'],
  '109': ['usecases/cards.test.ts', 'SECURITY row 109: many at once'],
  '112': ['web/api-refusals.test.ts', 'row 112'],
  '114': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '115': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '116': ['web/sign-in.test.ts', 'rows 114 to 116'],
  '117': ['web/sign-in.test.ts', 'row 117'],
  '118': ['web/card.test.ts', 'one and the same page (SECURITY row 118, T59)'],
  '119': ['web/share.test.ts', 'wherever it is asked (row 119)'],
  '120': ['web/share.test.ts', 'without a parent’s yes: 409, and what can be done now (row 120)'],
  '123': ['web/security.test.ts', 'SECURITY row 123'],
  '124': ['web/limits.test.ts', 'limits (SECURITY rows 123, 124)'],
  '125': ['cli/service.test.ts', 'at SIGTERM ends what it accepted'],
  '126': ['store/sqlite-full.test.ts', 'writes are refused whole, reads go on'],
  '127': ['usecases/awarding.test.ts', 'a clock that went wrong signs nothing'],
  '128': ['web/erasure.test.ts', 'SECURITY row 128: erasure asked twice'],
  '129': ['usecases/mutations.test.ts', 'rows 129 and 130'],
  '130': ['usecases/mutations.test.ts', 'rows 129 and 130'],
};

test('every one of the 130 rows has its test', async () => {
  const sent = (await allCases()).map(({ row }) => row);
  const held = new Set([...sent, ...Object.keys(HELD_ELSEWHERE)]);
  const rows = Array.from({ length: 130 }, (_, index) => String(index + 1));
  expect(rows.filter((row) => !held.has(row))).toEqual([]);
});

/** Words that only the test of that row says: its number, or a title. */
test.each(Object.entries(HELD_ELSEWHERE))(
  'row %s is named by telling words, %j',
  (row, [, words]) => {
    expect(words.includes(row) || words.length > 20 || /rows \d+ to \d+/.test(words)).toBe(true);
  },
);

test.each(Object.entries(HELD_ELSEWHERE))('row %s is held by %j', (_row, [file, words]) => {
  const path = new URL(`../${file}`, import.meta.url);
  expect(existsSync(path) && readFileSync(path, 'utf8').includes(words)).toBe(true);
});
