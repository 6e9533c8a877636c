/** A JSON object of whatever shape, as strangers write them. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property that may stand once or several times, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text, or nothing: whatever else stands there is not read as one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Its types, of which one may be written without a list. */
export function typesOf(value: Json): readonly unknown[] {
  return listOf(value['type']);
}
