import { describe, expect, test } from '@jest/globals';
import { frameworkOf } from '../../src/domain/framework-table.ts';
import { readAttendanceList } from '../../src/formats/attendance-list.ts';
import { refusalOf } from '../formats/refusal.ts';

const about = { id: 'ours', name: { fr: 'Le nôtre', en: 'Ours' }, url: 'https://centre.test/r' };
const read = (csv: string) => frameworkOf(readAttendanceList(new TextEncoder().encode(csv)), about);
const paramsOf = async (csv: string) => {
  const refusal = await refusalOf(() => read(csv));
  return { code: refusal?.code, ...refusal?.params };
};

describe('a table of skills', () => {
  test('has its columns in any order, in French or English, and may have others', () => {
    const { competences } = read(
      'Description;NAME_EN;Nom;remarque;Code;url\nDire non;To refuse;Refuser;x;A1;https://x.test/a\n;;Écouter;;A2;\n',
    );
    expect(competences).toEqual([
      {
        code: 'A1',
        name: { fr: 'Refuser', en: 'To refuse' },
        words: [],
        url: 'https://x.test/a',
        description: { fr: 'Dire non', en: 'Dire non' },
      },
      { code: 'A2', name: { fr: 'Écouter', en: 'Écouter' }, words: [] },
    ]);
  });

  test('says the line and the column of what cannot be used', async () => {
    expect(await paramsOf('code;nom\n1;Un\n;Deux\n')).toMatchObject({
      code: 'framework_invalid',
      line: 3,
      column: 'code',
    });
    expect(await paramsOf('code;nom\n1;\n')).toMatchObject({ line: 2, column: 'nom' });
    expect(await paramsOf('code;nom;url\n1;Un;javascript:alert(1)\n')).toMatchObject({
      line: 2,
      column: 'url',
    });
    expect(await paramsOf(`code;nom\n1;${'é'.repeat(301)}\n`)).toMatchObject({
      line: 2,
      column: 'nom',
    });
    expect(await paramsOf('code;nom\n')).toMatchObject({ code: 'framework_invalid' });
  });

  test('needs a column for codes and one for names', async () => {
    expect(await paramsOf('nom\nUn\n')).toMatchObject({
      code: 'csv_column_missing',
      column: 'code',
    });
    expect(await paramsOf('code\n1\n')).toMatchObject({
      code: 'csv_column_missing',
      column: 'nom',
    });
  });

  test('has each code once', async () => {
    expect(await paramsOf('code;nom\n1;Un\n2;Deux\n1;Trois\n')).toMatchObject({
      code: 'framework_code_doubled',
      line: 4,
      of: 2,
    });
  });

  test('has 2,000 skills at most', async () => {
    const lines = Array.from({ length: 2001 }, (_, at) => `${at};Nom`).join('\n');
    expect(await paramsOf(`code;nom\n${lines}`)).toMatchObject({ code: 'csv_too_many_rows' });
  });
});
