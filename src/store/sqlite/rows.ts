import type { CursorPage, Page } from '../../usecases/ports.ts';
import type { Database, Parameters, Row } from './driver.ts';

/** The columns of a value: what is absent is left out; lists, objects, yes and no become JSON text. */
export function toRow(value: object): Parameters {
  const row: Record<string, Parameters[string]> = {};
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue;
    row[name] = isJson(part) ? JSON.stringify(part) : part;
  }
  return row;
}

function isJson(part: unknown): boolean {
  return typeof part === 'boolean' || (typeof part === 'object' && !ArrayBuffer.isView(part));
}

/** The value of a row: nothing where there is NULL, and the columns named in `json` parsed. */
function fromRow(row: Row, json: ReadonlySet<string>): unknown {
  const value: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(row)) {
    if (part === null) continue;
    value[name] = json.has(name) ? JSON.parse(String(part)) : part;
  }
  return value;
}

export interface Question<Value> {
  first(parameters: Parameters): Value | undefined;
  all(parameters: Parameters): Value[];
}

/** A kept SELECT whose columns are named as the properties of `Value`. */
export function question<Value>(
  db: Database,
  sql: string,
  json: ReadonlyArray<keyof Value & string> = [],
): Question<Value> {
  const statement = db.prepare(sql);
  const parsed = new Set<string>(json);
  const all = (parameters: Parameters) =>
    statement.all(parameters).map((row) => fromRow(row, parsed) as Value);
  return { all, first: (parameters) => all(parameters)[0] };
}

/**
 * A kept INSERT … ON CONFLICT DO NOTHING. Says whether the value went in; to be called inside
 * `Database.write`.
 */
export function insertion<Value extends object>(
  db: Database,
  sql: string,
): (value: Value) => boolean {
  const statement = db.prepare(sql);
  return (value) => statement.run(toRow(value)) === 1;
}

/** A table whose columns are named as the properties of what it keeps. */
export interface Table<Value> {
  readonly name: string;
  readonly columns: ReadonlyArray<keyof Value & string>;
  /** Of these, those that hold JSON text. */
  readonly json?: ReadonlyArray<keyof Value & string>;
}

/** `insertion` of all the columns of a table. */
export function insertionInto<Value extends object>(
  db: Database,
  { name, columns }: Table<Value>,
): (value: Value) => boolean {
  const values = columns.map((column) => `:${column}`).join(', ');
  return insertion(
    db,
    `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${values}) ON CONFLICT DO NOTHING`,
  );
}

/** `question` of all the columns of a table. @param rest constant text: WHERE, ORDER BY, LIMIT */
export function questionFrom<Value>(
  db: Database,
  { name, columns, json }: Table<Value>,
  rest: string,
): Question<Value> {
  return question(db, `SELECT ${columns.join(', ')} FROM ${name} ${rest}`, json);
}

/** The ids of the values that went in, of one transaction. */
export function insertEach<Value extends { readonly id: string }>(
  db: Database,
  insert: (value: Value) => boolean,
  values: readonly Value[],
): ReadonlySet<string> {
  return db.write(() => new Set(values.filter(insert).map(({ id }) => id)));
}

/** A list as one parameter, read by `json_each`. */
export function listParameter(values: readonly string[]): string {
  return JSON.stringify(values);
}

/** `:after` and `:limit`; every id comes after the empty text. */
export function pageParameters({ after = '', limit }: Page): { after: string; limit: number } {
  return { after, limit };
}

/** Sorted after every date. */
const END_OF_TIME = '\u{10ffff}';

/** `:at`, `:id` and `:limit` of what is listed latest first. */
export function cursorParameters({ before, limit }: CursorPage): {
  at: string;
  id: string;
  limit: number;
} {
  return { at: before?.at ?? END_OF_TIME, id: before?.id ?? '', limit };
}
