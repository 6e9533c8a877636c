import { dereference, type Schema, type SchemaDraft, validate } from '@cfworker/json-schema';

/** A JSON object of whatever shape. */
type Json = Readonly<Record<string, unknown>>;

/** `path` is a JSON pointer to where the instance differs. */
export type SchemaAnswer =
  | { readonly outcome: 'fits' | 'too-costly' }
  | { readonly outcome: 'unreadable'; readonly detail: string }
  | { readonly outcome: 'differs'; readonly path: string; readonly detail: string };

/** The versions of JSON Schema by the name they give themselves. */
const DRAFTS: ReadonlyMap<string, SchemaDraft> = new Map([
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
  ['http://json-schema.org/draft-07/schema', '7'],
  ['http://json-schema.org/draft-04/schema', '4'],
] as const);

/**
 * Holds an instance against a JSON Schema. The schema is interpreted, never compiled to code, and
 * nothing is fetched: one that leans on another document is `unreadable`. A stranger's schema can take
 * as long as it likes: whoever calls this can end the thread that it runs in.
 *
 * @param draft counts when the schema names no version
 * @see https://json-schema.org/draft/2020-12/json-schema-core
 */
export function validateSchema(
  schema: Json,
  instance: Json,
  draft: '2019-09' | '2020-12',
): SchemaAnswer {
  const version = versionOf(schema, draft);
  if (version === undefined) return unreadable('A version of JSON Schema that is not known.');
  try {
    const lookup = dereference(schema as Schema);
    if (Object.values(lookup).some((part) => leadsOut(part, lookup))) {
      return unreadable('The schema leans on another document.');
    }
    const { valid, errors } = validate(instance, schema as Schema, version, lookup);
    if (valid) return { outcome: 'fits' };
    // The last is the innermost, the others only say that something within them differs.
    const { instanceLocation = '#', error = '' } = errors.at(-1) ?? {};
    return { outcome: 'differs', path: instanceLocation.slice(1), detail: error.slice(0, 200) };
  } catch (error) {
    if (error instanceof RangeError) return { outcome: 'too-costly' };
    return unreadable(String(error).slice(0, 200));
  }
}

function versionOf({ $schema: named }: Json, draft: SchemaDraft): SchemaDraft | undefined {
  if (named === undefined) return draft;
  return typeof named === 'string' ? DRAFTS.get(named.replace(/#$/, '')) : undefined;
}

function leadsOut(part: Schema | boolean, lookup: Readonly<Record<string, unknown>>): boolean {
  if (typeof part === 'boolean') return false;
  const target = part.__absolute_ref__;
  return '$dynamicRef' in part || (target !== undefined && lookup[target] === undefined);
}

function unreadable(detail: string): SchemaAnswer {
  return { outcome: 'unreadable', detail };
}
