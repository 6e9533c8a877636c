import type { ListTable } from './attendance.ts';
import { readTypedNames, type TypedName, tableOfNames } from './typed-names.ts';

/**
 * A list as text that `readTypedNames`, or a reader of tables, reads as the same list again:
 * names one a line where that tells everything, else the table.
 */
export function textOfList({ header, rows }: ListTable): string {
  const people = rows.map(({ cells }): TypedName => {
    const [firstName = '', lastName = '', nickname = '', present = ''] = cells;
    return { line: 0, firstName, lastName, nickname, isAbsent: present === 'non' };
  });
  const text = people.map(lineOfName).join('\n');
  const isPlain = header.join() === tableOfNames([]).header.join();
  const again = tableOfNames(readTypedNames(text).people).rows;
  const isSame = rows.every(({ cells }, at) => again[at]?.cells.join('|') === cells.join('|'));
  if (isPlain && isSame) return text;
  return [header, ...rows.map(({ cells }) => cells)].map(lineOfCells).join('\n');
}

function lineOfName({ firstName, lastName, nickname, isAbsent }: TypedName): string {
  const aside = nickname || (isAbsent ? 'absent' : '');
  return [firstName, lastName, aside && `(${aside})`].filter(Boolean).join(' ');
}

function lineOfCells(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return quoted.join(';');
}
