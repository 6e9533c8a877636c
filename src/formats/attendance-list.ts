import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { BadgeError, type ErrorCode } from '../domain/errors.ts';
import { utf8 } from './bytes.ts';
import { type DecodedText, decodeSpreadsheetText } from './charset.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_ROWS = 5000;
const MAX_COLUMNS = 50;
const MAX_CELL_BYTES = 4096;
/** Empty records between the people; without a limit, five megabytes of them take seconds. */
const MAX_RECORDS = 20_000;

const SEPARATORS = [';', ',', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];

const FORBIDDEN_NAMES = ['__proto__', 'constructor', 'prototype'];
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface AttendanceRow {
  /** Line of the file on which the record starts, from 1. */
  line: number;
  /** As many as the header has; a cell that the line leaves out is empty. Not trimmed. */
  cells: string[];
}

export interface AttendanceTable {
  encoding: DecodedText['encoding'];
  separator: Separator;
  /** Trimmed. */
  header: string[];
  rows: AttendanceRow[];
}

/**
 * Reads the table that a spreadsheet exported: its first line is the header, lines without any
 * content are left out. What the columns mean is not its concern.
 *
 * @throws {BadgeError} `csv_too_large` (5 MiB), `unsupported_charset`, `csv_empty`, and with
 *   `params.line` `csv_syntax`, `csv_header_invalid`, `csv_too_many_rows` (5,000),
 *   `csv_too_many_columns` (50), `csv_cell_too_long` (4 KiB); `params.limit` where there is one
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function readAttendanceList(bytes: Uint8Array): AttendanceTable {
  if (bytes.length > MAX_BYTES) {
    throw new BadgeError('csv_too_large', 'The file is too large.', {
      params: { limit: MAX_BYTES },
    });
  }
  const { encoding, text } = decodeSpreadsheetText(bytes);
  if (text.trim() === '') throw new BadgeError('csv_empty', 'The file is empty.');
  const separator = separatorOf(text);
  const [first, ...rows] = readRecords(utf8(withoutEmptyEnd(text, separator)), separator);
  const header = checkedHeader(first?.cells ?? []);
  return { encoding, separator, header, rows: rows.map((row) => fitted(row, header.length)) };
}

/** The most frequent in the first line, outside quotes; `;` when there is none. */
function separatorOf(text: string): Separator {
  const counts: Record<Separator, number> = { ';': 0, ',': 0, '\t': 0 };
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') break;
    if (isSeparator(character)) counts[character] += 1;
  }
  return SEPARATORS.reduce((best, next) => (counts[next] > counts[best] ? next : best));
}

function isSeparator(character: string): character is Separator {
  return character === ';' || character === ',' || character === '\t';
}

/** Spreadsheets export thousands of empty lines when a whole column was formatted. */
function withoutEmptyEnd(text: string, separator: Separator): string {
  let end = text.length;
  while (end > 0 && `${separator}\r\n`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The first record, whatever it holds, then those that hold something. */
function readRecords(csv: Uint8Array, separator: Separator): AttendanceRow[] {
  const rows: AttendanceRow[] = [];
  const place = { line: 1, byte: 0 };
  let records = 0;
  try {
    parse(csv, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (cells: string[], { bytes }) => {
        const { line } = place;
        advance(place, csv, bytes);
        records += 1;
        if (records > MAX_RECORDS) throw refusal('csv_too_many_rows', line, MAX_ROWS);
        if (rows.length === 0 || !isEmpty(cells)) rows.push(checkedRow({ line, cells }));
        // The header is no row.
        if (rows.length > MAX_ROWS + 1) throw refusal('csv_too_many_rows', line, MAX_ROWS);
        return undefined;
      },
    });
  } catch (error) {
    // The parser's message quotes the cell, so it goes nowhere. A quote that never closes is
    // noticed lines later: the record's first line is where to look.
    if (error instanceof CsvError) throw refusal('csv_syntax', place.line);
    throw error;
  }
  return rows;
}

/** Counts lines up to `byte`; the parser itself counts CRLF inside quotes twice. */
function advance(place: { line: number; byte: number }, csv: Uint8Array, byte: number): void {
  for (; place.byte < byte; place.byte += 1) {
    const code = csv[place.byte];
    const endsLine =
      code === LINE_FEED || (code === CARRIAGE_RETURN && csv[place.byte + 1] !== LINE_FEED);
    if (endsLine) place.line += 1;
  }
}

function checkedRow(row: AttendanceRow): AttendanceRow {
  const { line, cells } = row;
  if (cells.length > MAX_COLUMNS) throw refusal('csv_too_many_columns', line, MAX_COLUMNS);
  if (cells.some((cell) => utf8(cell).length > MAX_CELL_BYTES)) {
    throw refusal('csv_cell_too_long', line, MAX_CELL_BYTES);
  }
  return row;
}

function checkedHeader(cells: readonly string[]): string[] {
  const header = cells.map((cell) => cell.trim());
  const names = header.filter((cell) => cell !== '').map((cell) => cell.normalize().toLowerCase());
  const isDistinct = new Set(names).size === names.length;
  if (names.length === 0 || !isDistinct || names.some((name) => FORBIDDEN_NAMES.includes(name))) {
    throw refusal('csv_header_invalid', 1);
  }
  return header;
}

/** A cell beyond the header, if it holds something, means that a separator went astray. */
function fitted({ line, cells }: AttendanceRow, width: number): AttendanceRow {
  if (!isEmpty(cells.slice(width))) throw refusal('csv_syntax', line);
  return { line, cells: Array.from({ length: width }, (_, column) => cells[column] ?? '') };
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function refusal(code: ErrorCode, line: number, limit?: number): BadgeError {
  return new BadgeError(code, `The list is refused at line ${line}.`, {
    params: limit === undefined ? { line } : { line, limit },
  });
}
