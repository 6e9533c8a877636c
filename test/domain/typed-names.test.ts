import { describe, expect, test } from '@jest/globals';
import { readAttendance } from '../../src/domain/attendance.ts';
import { textOfList } from '../../src/domain/list-text.ts';
import {
  looksLikeTable,
  readTypedNames,
  tableOfNames,
  withPeople,
} from '../../src/domain/typed-names.ts';

/** `first|last|nick`, with a mark for those who were absent. */
const read = (text: string) =>
  readTypedNames(text).people.map(
    ({ firstName, lastName, nickname, isAbsent }) =>
      `${firstName}|${lastName}|${nickname}${isAbsent ? ' absent' : ''}`,
  );

describe('names typed one a line', () => {
  test.each([
    ['Léa', 'Léa||'],
    ['Léa Martin', 'Léa|Martin|'],
    ['Léa de la Tour', 'Léa|de la Tour|'],
    ['  Léa\u00a0 Martin  ', 'Léa|Martin|'],
    ['MARTIN Léa', 'Léa|MARTIN|'],
    ['Marie Claire DUPONT', 'Marie Claire|DUPONT|'],
    ['LÉA', 'LÉA||'],
    ['Martin, Léa', 'Léa|Martin|'],
    ['Jean-Pierre N’Diaye', "Jean-Pierre|N'Diaye|"],
    ['- Léa', 'Léa||'],
    ['• Léa', 'Léa||'],
    ['☐ Léa', 'Léa||'],
    ['[x] Léa', 'Léa||'],
    ['1. Léa', 'Léa||'],
    ['12) Léa Martin', 'Léa|Martin|'],
    ['3 - Léa', 'Léa||'],
    ['Léa (surnom Lélé)', 'Léa||Lélé'],
    ['Léa Martin (Lélé)', 'Léa|Martin|Lélé'],
    ['Léa « Lélé » Martin', 'Léa|Martin|Lélé'],
    ['Léa (dite Lélé)', 'Léa||Lélé'],
    ['Léa (Dito)', 'Léa||Dito'],
    ['Léa (absente)', 'Léa|| absent'],
    ['Léa (12 ans)', 'Léa||'],
    ['(Lélé)', 'Lélé||'],
    ['Léa\tMartin\tLélé', 'Léa|Martin|Lélé'],
    ['Léa;Martin', 'Léa|Martin|'],
    ['1;Léa;Martin', 'Léa|Martin|'],
    ['Léa,', 'Léa||'],
    ['محمد علي', 'محمد|علي|'],
    ['דוד', 'דוד||'],
    ['\u202eLéa\u200f', 'Léa||'],
    ['🎉', '🎉||'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>||'],
    ['=HYPERLINK("http://x.test")', '=HYPERLINK("http://x.test")||'],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('a line of several commas is several people', () => {
    expect(read('Léa, Yanis, Inès')).toEqual(['Léa||', 'Yanis||', 'Inès||']);
  });

  test('empty lines, and titles above the names, are nobody', () => {
    expect(read('Prénom Nom\r\n\r\nLéa Martin\r\n  \rYanis')).toEqual(['Léa|Martin|', 'Yanis||']);
    expect(read('\u200f\n \u00a0 \n')).toEqual([]);
  });

  test('numbers the people, and says when something was guessed', () => {
    expect(readTypedNames('Léa\n\nYanis').people.map(({ line }) => line)).toEqual([1, 2]);
    expect(readTypedNames('Léa\nYanis').guessed).toBe(false);
    for (const text of ['Léa Martin', '- Léa', 'Léa (Lélé)', 'Léa;Martin', 'Léa, Tom, Inès']) {
      expect([text, readTypedNames(text).guessed]).toEqual([text, true]);
    }
  });

  test('a thousand lines of marks take no time to give up (SECURITY 101)', () => {
    const text = `${'- '.repeat(50_000)}\n${'('.repeat(50_000)}\n${'1 '.repeat(50_000)}`;
    expect(readTypedNames(text).people.length).toBeLessThan(4);
  });
});

test.each([
  ['Prénom;Nom\nLéa;Martin', true],
  ['\n\nPrénom\tPrésent\nLéa\toui', true],
  ['"First name","Last name"\nLéa,Martin', true],
  ['Léa;Martin\nYanis;B', false],
  ['Prénom\nLéa', false],
  ['', false],
])('%j is a table: %s', (text, expected) => {
  expect(looksLikeTable(text)).toBe(expected);
});

describe('people added to a list', () => {
  const lea = { firstName: 'Léa', lastName: 'Martin', nickname: 'Lélé' };

  test('stand in its columns, after its lines, and were there', () => {
    const table = {
      header: ['Nom', 'Présent', 'Prénom'],
      rows: [{ line: 4, cells: ['D', 'non', 'Tom'] }],
    };
    const { attendees, problems } = readAttendance(withPeople(table, [lea]));
    expect(attendees).toEqual([{ ...lea, line: 5 }]);
    expect(problems).toEqual([{ line: 4, code: 'absent' }]);
  });

  test('stand beside full names too', () => {
    const table = { header: ['Nom complet'], rows: [{ line: 2, cells: ['Tom Petit'] }] };
    const { attendees } = readAttendance(withPeople(table, [lea]));
    expect(attendees.map(({ firstName }) => firstName)).toEqual(['Tom Petit', 'Léa']);
  });
});

describe('a list as text again', () => {
  test('is one name a line where that tells everything', () => {
    const text = 'Léa Martin\nYanis\nInès (Nénès)\nTom (absent)';
    expect(textOfList(tableOfNames(readTypedNames(text).people))).toBe(text);
  });

  test('is a table where it does not', () => {
    const rows = [{ line: 1, cells: ['Marie Claire', 'de; "la" Tour', '', 'oui'] }];
    const text = textOfList({ header: ['Prénom', 'Nom', 'Surnom', 'Présent'], rows });
    expect(text).toBe('Prénom;Nom;Surnom;Présent\nMarie Claire;"de; ""la"" Tour";;oui');
    expect(looksLikeTable(text)).toBe(true);
  });
});
