import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAttendanceList } from '../../src/formats/attendance-list.ts';
import { concat, utf8 } from '../../src/formats/bytes.ts';
import { codeOf, refusalOf } from './refusal.ts';
import { readShared, testWithVectors } from './vectors.ts';

const MIB = 1024 * 1024;
const read = (text: string) => readAttendanceList(utf8(text));
const refusal = (text: string) => refusalOf(() => read(text));

describe('the lists of a centre', () => {
  testWithVectors('UTF-8 with semicolons', () => {
    const list = readAttendanceList(readShared('examples/atelier-robotique.csv'));
    expect(list).toMatchObject({ encoding: 'utf-8', separator: ';' });
    expect(list.header.slice(0, 3)).toEqual(['Prénom', 'Nom', 'Surnom']);
    expect(list.rows).toHaveLength(13);
    expect(list.rows[2]?.cells[6]).toBe(
      "A présenté le robot à la fête du quartier ; très à l'aise",
    );
    expect(list.rows[8]).toMatchObject({ line: 10 });
    expect(list.rows[8]?.cells[6]).toBe('A écrit le programme "suivi de ligne"');
    expect(list.rows[11]?.cells[1]).toBe('Œuvrard');
    expect(list.rows.at(-1)?.line).toBe(14);
  });

  testWithVectors('windows-1252 with commas', () => {
    const list = readAttendanceList(readShared('examples/atelier-video-windows1252.csv'));
    expect(list).toMatchObject({ encoding: 'windows-1252', separator: ',' });
    expect(list.header).toEqual(['Prénom', 'Nom', 'Courriel', 'Présent']);
    expect(list.rows.map(({ cells }) => cells[0])).toEqual([
      'François',
      'Zoé',
      'Mehdi',
      'Élodie',
      'Anaïs',
      'Gaël, dit « Gégé »',
    ]);
  });
});

describe('encodings', () => {
  test('windows-1252 has its own letters and quotes, whatever the platform thinks', () => {
    const bytes = concat(utf8('Nom\n'), Uint8Array.of(0x8c, 0x92, 0x80, 0xe9, 0x9c, 0x85));
    expect(readAttendanceList(bytes)).toMatchObject({
      encoding: 'windows-1252',
      rows: [{ line: 2, cells: ['Œ’€éœ…'] }],
    });
  });

  test('a byte order mark is no part of the first name', () => {
    expect(read('\ufeffPrénom;Nom\n').header).toEqual(['Prénom', 'Nom']);
  });

  test.each([
    ['UTF-16LE', '\ufeffNom', 'utf16le'],
    ['UTF-16LE without a mark', 'Nom', 'utf16le'],
  ] as const)('SECURITY row 102: %s is refused', async (_name, text, encoding) => {
    const bytes = new Uint8Array(Buffer.from(text, encoding));
    expect(await codeOf(() => readAttendanceList(bytes))).toBe('unsupported_charset');
  });

  test('SECURITY row 102: UTF-16BE, UTF-32 and a workbook are refused', async () => {
    for (const start of ['feff004e', '0000feff', 'fffe0000', '504b030400']) {
      const bytes = new Uint8Array(Buffer.from(start, 'hex'));
      expect(await codeOf(() => readAttendanceList(bytes))).toBe('unsupported_charset');
    }
  });
});

describe('records', () => {
  test.each([
    [';', 'a;b,c;d\n'],
    [',', 'a,b,"c;d;e;f"\n'],
    ['\t', 'a\tb\tc;d\n'],
    [';', 'a;b,c\n'],
    [';', 'alone\n1,2,3,4\n'],
  ])('the separator is %j in %j', (separator, text) => {
    expect(read(text).separator).toBe(separator);
  });

  test.each(['\n', '\r\n', '\r'])('the line is where a record starts, with %j', (end) => {
    const lines = ['a;b', '', '"x', '', 'y";2', ';', ' ; ', '3;4', '', '5', ';;'];
    expect(read(lines.join(end)).rows).toEqual([
      { line: 3, cells: [`x${end}${end}y`, '2'] },
      { line: 8, cells: ['3', '4'] },
      { line: 10, cells: ['5', ''] },
    ]);
  });

  test('cells are left as typed, the header is trimmed, empty cells beyond it are dropped', () => {
    expect(read(' a ; b\n x ;=1+1;;\n')).toMatchObject({
      header: ['a', 'b'],
      rows: [{ line: 2, cells: [' x ', '=1+1'] }],
    });
  });

  test('a header alone is a list of nobody', () => {
    expect(read('a;b').rows).toEqual([]);
    expect(read('a;;b;;\n').header).toEqual(['a', '', 'b', '', ''].slice(0, 3));
  });

  test('what a spreadsheet writes comes back', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', '\r', ' ', '😀'),
    });
    const row = fc.tuple(cell, cell, cell).filter((cells) => cells.some((text) => text.trim()));
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const lines = ['x;y;z', ...rows.map((cells) => cells.map(quote).join(';'))];
        expect(read(lines.join('\r\n')).rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  test('thousands of empty lines at the end are no rows', () => {
    expect(read(`a;b\n1;2\n${';\n'.repeat(500_000)}`).rows).toHaveLength(1);
  });

  test('5,000 rows and 50 columns are read', () => {
    const columns = Array.from({ length: 50 }, (_, index) => `c${index}`).join(';');
    expect(read(`${columns}\n${'x\n'.repeat(5000)}`).rows).toHaveLength(5000);
  });
});

describe('what is refused', () => {
  test.each([
    ['row 101', 'csv_empty', '', {}],
    ['row 101', 'csv_empty', '\ufeff\r\n \n', {}],
    ['row 101', 'csv_too_many_rows', `a\n${'x\n'.repeat(5001)}`, { line: 5002, limit: 5000 }],
    [
      'row 101',
      'csv_too_many_rows',
      `a;b\n${';\n'.repeat(2_000_000)}1`,
      { line: 20_001, limit: 5000 },
    ],
    ['row 101', 'csv_too_many_columns', `a${';'.repeat(59)}b\n`, { line: 1, limit: 50 }],
    ['row 101', 'csv_too_many_columns', `a\n\n${';'.repeat(50)}x\n`, { line: 3, limit: 50 }],
    ['row 101', 'csv_cell_too_long', `a\nb\n${'x'.repeat(5000)}`, { line: 3, limit: 4096 }],
    ['row 101', 'csv_cell_too_long', `a\n${'é'.repeat(2049)}`, { line: 2, limit: 4096 }],
    ['row 101', 'csv_syntax', `a;b\n1;2\n"${'x;y\n'.repeat(50_000)}`, { line: 3 }],
    ['row 101', 'csv_syntax', 'a;b\n1;2\n\n"x\ny"z;2\n', { line: 4 }],
    ['row 101', 'csv_syntax', 'a;b\n1;x"y"\n', { line: 2 }],
    ['row 101', 'csv_syntax', '"a;b\n1;2', { line: 1 }],
    ['row 101', 'csv_syntax', 'a;b\n1;2\n1;2;;3\n', { line: 3 }],
    ['row 103', 'csv_header_invalid', '__proto__,nom\n', { line: 1 }],
    ['row 103', 'csv_header_invalid', 'nom, Constructor\n', { line: 1 }],
    ['row 103', 'csv_header_invalid', 'nom;prototype\n', { line: 1 }],
    ['row 103', 'csv_header_invalid', 'Nom;Prénom;nom \n', { line: 1 }],
    ['row 103', 'csv_header_invalid', 'Prénom;Pre\u0301nom\n', { line: 1 }],
    ['row 103', 'csv_header_invalid', ';;\nLéa;Dubois\n', { line: 1 }],
    ['row 103', 'csv_header_invalid', ';;\n', { line: 1 }],
  ])('SECURITY %s: %s', async (_rule, code, text, params) => {
    expect(await refusal(text)).toEqual({ code, params });
  });

  test('SECURITY row 101: more than 5 MiB, before anything is read', async () => {
    const bytes = new Uint8Array(5 * MIB + 1);
    expect(await codeOf(() => readAttendanceList(bytes))).toBe('csv_too_large');
  });

  test('SECURITY row 104: a formula is text, kept as typed', () => {
    expect(read('a\n"=HYPERLINK(""http://a.test"")"\n').rows[0]?.cells).toEqual([
      '=HYPERLINK("http://a.test")',
    ]);
  });

  test('the message never repeats a cell, which may be a name', async () => {
    const act = async () => read('a;b\nÉlodie"Caudron";1\n');
    await expect(act).rejects.toThrow(/^The list is refused at line 2\.$/);
    const error: unknown = await act().catch((thrown: unknown) => thrown);
    expect((error as Error).cause).toBeUndefined();
  });

  test('SECURITY row 130: no bytes make it fail otherwise than by a refusal', async () => {
    const soup = fc.string({ unit: fc.constantFrom('a', '"', ';', '\t', ',', '\r', '\n', 'é') });
    const bytes = fc.oneof(soup.map(utf8), fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(bytes, async (list) => {
        await codeOf(() => readAttendanceList(list));
      }),
      { numRuns: 5000 },
    );
  });
});
