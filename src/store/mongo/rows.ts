import { BadgeError } from '../../domain/errors.ts';

/**
 * How a property is kept. `json` is for lists and objects: their keys may hold what a database
 * gives a meaning to, and their order counts.
 */
export type Kind = 'text' | 'number' | 'json' | 'bytes';

/** What a document is made of. */
export interface Layout {
  /** The property that is kept as `_id`. */
  readonly key: string;
  /** Every property, the key too. */
  readonly fields: Readonly<Record<string, Kind>>;
}

export type StoredRow = Record<string, unknown>;

/** The same parts, each under the name it is kept by. */
export function namesInStore<Value>(
  key: string,
  parts: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const entries = Object.entries(parts);
  return Object.fromEntries(entries.map(([name, part]) => [nameInStore(key, name), part]));
}

function nameInStore(key: string, name: string): string {
  return name === key ? '_id' : name;
}

/** The document of a value: its declared properties, without those that are absent. */
export function toDocument({ key, fields }: Layout, value: object): StoredRow {
  const parts = value as Readonly<StoredRow>;
  const document: StoredRow = {};
  for (const [name, kind] of Object.entries(fields)) {
    const part = parts[name];
    if (part === undefined) continue;
    document[nameInStore(key, name)] = kept(name, kind, part);
  }
  return document;
}

/** Properties that are written anew, as they are kept; an `undefined` one stays so. */
export function toParts({ key, fields }: Layout, parts: Readonly<StoredRow>): StoredRow {
  const entries = Object.entries(parts).map(([name, part]) => {
    const kind = fields[name];
    if (kind === undefined) throw new Error(`${name} is not declared.`);
    return [nameInStore(key, name), part === undefined ? part : kept(name, kind, part)];
  });
  return Object.fromEntries(entries);
}

function kept(name: string, kind: Kind, part: unknown): unknown {
  return kind === 'json' ? JSON.stringify(part) : keepable(name, part);
}

/** The value of a document, as it was before `toDocument`. */
export function fromDocument({ key, fields }: Layout, document: Readonly<StoredRow>): StoredRow {
  const value: StoredRow = {};
  for (const [name, kind] of Object.entries(fields)) {
    const part = document[nameInStore(key, name)];
    if (part !== undefined && part !== null) value[name] = readers[kind](part);
  }
  return value;
}

const readers: Readonly<Record<Kind, (part: unknown) => unknown>> = {
  text: (part) => part,
  number: (part) => part,
  json: (part) => JSON.parse(String(part)),
  bytes: bytesOf,
};

/** A lean answer holds the driver's own wrapper, whose buffer may be longer than its content. */
function bytesOf(part: unknown): Uint8Array {
  const { buffer, position } = part as { buffer: Uint8Array; position: number };
  return new Uint8Array(buffer.subarray(0, position));
}

/** Rather refused than kept otherwise than it was given: a lone surrogate has no UTF-8. */
function keepable(name: string, part: unknown): unknown {
  if (typeof part === 'string' && /\p{Cs}/u.test(part)) {
    throw new BadgeError('request_invalid', `${name} has a character that cannot be kept.`);
  }
  return part instanceof Uint8Array ? Buffer.from(part) : part;
}
