import { describe, expect, test } from '@jest/globals';
import { bandOf, type ListTable, readAttendance } from '../../src/domain/attendance.ts';
import { nameKey, tidyName } from '../../src/domain/learner.ts';
import { codeOf } from '../formats/refusal.ts';

function table(header: string, ...rows: string[]): ListTable {
  return {
    header: header.split(';'),
    rows: rows.map((row, at) => ({ line: at + 2, cells: row.split(';') })),
  };
}

const person = (firstName: string, lastName = '', nickname = '') => ({
  firstName,
  lastName,
  nickname,
});

describe('columns', () => {
  test.each([
    ['Prénom;Nom;Surnom;Courriel;Tranche d’âge;Présent', 'Léa;Dubois;Lé;l@a.test;15-17;oui'],
    ["Présent;Tranche d'age;E-mail;Pseudo;NOM;PRENOM", 'x;15-17;L@A.test;Lé;Dubois;Léa'],
    ['First name;Last name;Nickname;Email;Age band;Attended', 'Léa;Dubois;Lé;l@a.test;16;yes'],
    ['surname;attendance;given name;mail;age;nickname', 'Dubois;Y;Léa;l@a.test;16 ans;Lé'],
    ['  prénom ;Nom de famille;Surnom :;Adresse mail;Âge;Présent·e', 'Léa;Dubois;Lé;l@a.test;15;1'],
  ])('are found by %s', (header, row) => {
    expect(readAttendance(table(header, row))).toMatchObject({
      attendees: [{ line: 2, ...person('Léa', 'Dubois', 'Lé'), email: 'l@a.test', band: '15-17' }],
      problems: [],
    });
  });

  test('that mean nothing are left aside, as is what stands in them', () => {
    const { attendees } = readAttendance(table('Remarque;Prénom;__x', 'secrète;Léa;1'));
    expect(attendees).toEqual([{ line: 2, ...person('Léa') }]);
  });

  test.each(['Nom;Présent', 'a;b', 'Nom'])(
    '%s name nobody: refused (csv_column_missing)',
    async (header) => {
      expect(await codeOf(() => readAttendance(table(header, 'x;y')))).toBe('csv_column_missing');
    },
  );

  test.each(['Nom complet', 'Participant', 'Full name', 'Surnom', 'Prénom / Nom'])(
    '%s alone is enough',
    (header) => {
      expect(readAttendance(table(header, 'Léa D.')).attendees).toHaveLength(1);
    },
  );
});

describe('presence', () => {
  test.each(['oui', 'OUI', 'x', 'X', '1', 'Yes', 'vrai', '✓', '✔️', 'Présente', ' p '])(
    '%s is present',
    (word) => {
      expect(readAttendance(table('Prénom;Présent', `Léa;${word}`)).attendees).toHaveLength(1);
    },
  );

  test.each(['non', 'N', '0', '', 'absente', 'Excusé', 'excusée', '-', 'abs', 'faux'])(
    '"%s" is absent, and nobody absent is awarded',
    (word) => {
      const { attendees, problems } = readAttendance(table('Prénom;Présent', `Léa;${word}`));
      expect({ attendees, problems }).toEqual({
        attendees: [],
        problems: [{ line: 2, code: 'absent' }],
      });
    },
  );

  test.each(['peut-être', 'en retard', '2', 'x?'])('"%s" is asked, never guessed', (word) => {
    const { attendees, problems } = readAttendance(table('Prénom;Présent', `Léa;${word}`));
    expect(attendees).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, code: 'presence_unclear' }]);
  });

  test('an unclear word is cut, so that a report never holds a page', () => {
    const [problem] = readAttendance(table('Prénom;Présent', `Léa;${'y'.repeat(4000)}z`)).problems;
    expect(problem).toMatchObject({ value: 'y'.repeat(40) });
  });

  test.each([
    'Présent(e)',
    'Présent·e',
    'Présent.e',
    'Présence (oui/non)',
    'Présent ?',
    'Présence O/N',
  ])('is read under the title %s: absent people would be awarded otherwise', (title) => {
    expect(readAttendance(table(`Prénom;${title}`, 'Léa;non')).attendees).toEqual([]);
  });

  test('without its column, everyone listed was there', () => {
    expect(readAttendance(table('Prénom', 'Léa', 'Yanis')).attendees).toHaveLength(2);
  });
});

describe('doubles', () => {
  const header = 'Prénom;Nom;Surnom;Courriel;Âge';

  test.each([
    ['the same line', 'Léa;Dubois;;;'],
    ['another case', 'LÉA;dubois;;;'],
    ['spaces, no-break ones too', ' Léa\u00a0;\u202fDubois ;;;'],
    ['a decomposed accent', 'Le\u0301a;Dubois;;;'],
  ])('%s is the same person, awarded once', (_, row) => {
    const { attendees, problems } = readAttendance(table(header, 'Léa;Dubois;;;', row));
    expect(attendees).toHaveLength(1);
    expect(problems).toEqual([{ line: 3, code: 'duplicate', of: 2 }]);
  });

  test.each([
    ['address', 'Léa;Dubois;;lea2@a.test;'],
    ['age', 'Léa;Dubois;;;adulte'],
  ])('the same name with another %s is a homonym: asked, never guessed', (_, row) => {
    const { attendees, problems } = readAttendance(table(header, 'Léa;Dubois;;;', row));
    expect(attendees).toHaveLength(1);
    expect(problems).toEqual([{ line: 3, code: 'homonym', of: 2 }]);
  });

  test.each([
    ['another nickname', 'Léa;Dubois;Lé;;'],
    ['another accent', 'Lea;Dubois;;;'],
    ['another last name', 'Léa;Du Bois;;;'],
  ])('%s is another person', (_, row) => {
    expect(readAttendance(table(header, 'Léa;Dubois;;;', row)).attendees).toHaveLength(2);
  });

  test('an absent line does not hide the same person who came', () => {
    const list = table('Prénom;Présent', 'Léa;non', 'Léa;oui');
    expect(readAttendance(list).attendees.map(({ line }) => line)).toEqual([3]);
  });

  test('a line without a name is told', () => {
    expect(readAttendance(table(header, ';;;a@b.test;')).problems).toEqual([
      { line: 2, code: 'name_missing' },
    ]);
  });
});

describe('names', () => {
  test.each([
    ['  Jean\u00a0\u202f Paul \t', 'Jean Paul'],
    ['N’Diaye', "N'Diaye"],
    ['D‘Hondt', "D'Hondt"],
    ['Jean\u2011Paul', 'Jean-Paul'],
    ['Zoe\u0308', 'Zoë'],
    ['Le\u202ea\u200b', 'Lea'],
    ['Œillard', 'Œillard'],
    ['de La Tour', 'de La Tour'],
    ['a\u0000b\nc', 'ab c'],
  ])('%j is kept as %j', (text, kept) => {
    expect(tidyName(text)).toBe(kept);
  });

  test('cannot be made to look like other columns', () => {
    expect(nameKey(person('a|b', 'c'))).not.toBe(nameKey(person('a', 'b|c')));
  });
});

describe('bandOf', () => {
  test.each([
    ['11-14', 'under15'],
    ['15-17', '15-17'],
    ['18-25', 'adult'],
    ['adulte', 'adult'],
    ['Adultes', 'adult'],
    ['majeure', 'adult'],
    ['14', 'under15'],
    ['15 ans', '15-17'],
    ['17 ans et demi', '15-17'],
    ['18 et +', 'adult'],
    ['entre 17 et 14', 'under15'],
    ['', undefined],
    ['ado', undefined],
  ])('%s is %s', (text, band) => {
    expect(bandOf(text)).toBe(band);
  });

  // A minor taken for older would get a copy with a hash of their address.
  test.each([
    'moins de 15',
    'moins de 18 ans',
    '-18',
    '– 18 ans',
    '< 16',
    'under 18',
    'jusqu’à 17',
  ])('%s may be a child', (text) => {
    expect(bandOf(text)).toBe('under15');
  });

  test.each(['2013', 'né en 2013', '12345'])('%s is no age', (text) => {
    expect(bandOf(text)).toBeUndefined();
  });

  test('a date of birth is never read as an adult’s age', () => {
    for (const text of ['2013-05-12', '12/05/2013', '12.5.13'])
      expect(bandOf(text)).not.toBe('adult');
  });
});
