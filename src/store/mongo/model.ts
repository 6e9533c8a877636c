import { type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Cursor } from '../../usecases/ports.ts';
import { type Layout, namesInStore, type StoredRow } from './rows.ts';

/** Documents without mongoose's own types: rows are typed by their table. */
export type DocumentModel = Model<StoredRow>;

const SCHEMA_OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  id: false,
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

const TYPES = { text: String, number: Number, json: String, bytes: Buffer } as const;

/** The model of a collection; nothing is sent to the server. */
export function modelOf(
  connection: Connection,
  name: string,
  { key, fields }: Layout,
  indexes: ReadonlyArray<{ readonly on: Record<string, 1 | -1>; readonly unique: boolean }>,
): DocumentModel {
  const types = Object.entries(namesInStore(key, fields)).map(([field, kind]) => [
    field,
    { type: TYPES[kind] },
  ]);
  const schema = new Schema(Object.fromEntries(types), SCHEMA_OPTIONS);
  for (const { on, unique } of indexes) {
    schema.index(namesInStore(key, on), unique ? { unique } : {});
  }
  return connection.model(name, schema, name) as unknown as DocumentModel;
}

/** In place of a value: any of several. */
export interface AnyOf {
  readonly $in: readonly string[];
}

/**
 * Trusted by a symbol, which nothing that comes from outside can carry: mongoose neutralises any
 * other operator.
 */
export function anyOf(values: readonly string[]): AnyOf {
  return trusted({ $in: [...values] });
}

/** Everything that is sorted after a value; trusted as `anyOf` is. */
export function after(value: string): { readonly $gt: string } {
  return trusted({ $gt: value });
}

export function before(value: string): { readonly $lt: string } {
  return trusted({ $lt: value });
}

export function between(low: string, high: string): { readonly $gt: string; readonly $lt: string } {
  return trusted({ $gt: low, $lt: high });
}

/**
 * In the order of a date and then of `_id`, both descending: everything that comes after this
 * place. The bound on the date is said apart, so that an index may start there.
 */
export function comesAfter(date: string, { at, id }: Cursor): StoredRow {
  return { [date]: trusted({ $lte: at }), $or: [{ [date]: before(at) }, { _id: before(id) }] };
}

/** An update that writes these properties; an `undefined` one goes. */
export function changeOf(parts: Readonly<Record<string, unknown>>): Record<string, StoredRow> {
  const entries = Object.entries(parts);
  const gone = entries.filter(([, part]) => part === undefined).map(([name]) => [name, 1]);
  const set = entries.filter(([, part]) => part !== undefined);
  return {
    ...(set.length > 0 ? { $set: Object.fromEntries(set) } : {}),
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone) } : {}),
  };
}
