import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { addLine, canonicalText, type Lines, newLines, type Reference } from './one-pass-lines.ts';
import {
  iriOf,
  propertyScope,
  revertedScope,
  rootScope,
  type Scope,
  type Term,
  termOf,
  typeScope,
  wordOf,
} from './one-pass-terms.ts';

// From the JSON of a credential straight to its N-Quads, without the expanded document, the node map
// and the dataset in between, nine tenths of what was left to save. It follows the steps of jsonld
// and does the plain ones only; at the first thing that it does not do, it answers `undefined`, and jsonld
// decides. The terms are those of contexts that jsonld processed. A test compares the two on thousands of
// documents, honest and not.

const INTEGER = '^^<http://www.w3.org/2001/XMLSchema#integer>';
const BOOLEAN = '^^<http://www.w3.org/2001/XMLSchema#boolean>';
const RDF_TYPE = ' <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ';

/** A property on the way into its values. */
interface Member {
  readonly name: string;
  /** As it is defined inside of its own context. */
  readonly term: Term;
  readonly scope: Scope;
}

/**
 * What `canonicalNQuads` gives for a document, byte for byte; `undefined` when it takes jsonld to know,
 * or to refuse.
 *
 * @see https://www.w3.org/TR/json-ld11-api/#expansion-algorithm
 */
export function onePassNQuads(document: JsonObject): string | undefined {
  const scope = rootScope(document['@context']);
  if (scope === undefined) return undefined;
  const names = Object.keys(document).filter((name) => name !== '@context');
  const lines = newLines();
  const root = writeNode(lines, scope, document, names);
  const isEmpty = lines.ground.length + lines.links.length === 0;
  return root === undefined || isEmpty ? undefined : canonicalText(lines);
}

/** Writes what a node says, and returns how others refer to it. */
function writeNode(
  lines: Lines,
  outer: Scope,
  node: JsonObject,
  names: readonly string[],
): Reference | undefined {
  const [typeName, ...moreTypes] = names.filter((name) => termOf(outer, name)?.kind === 'type');
  const types = typeName === undefined ? [] : textsOf(node[typeName]);
  const scope = types && scopeOfTypes(outer, types);
  if (scope === undefined || moreTypes.length > 0) return undefined;
  const subject = subjectOf(lines, scope, node, names);
  if (subject === undefined) return undefined;
  for (const type of types ?? []) {
    const iri = wordOf(outer, type);
    if (iri === undefined) return undefined;
    addLine(lines, subject, RDF_TYPE, iri);
  }
  const isWritten = names.every((name) => {
    const term = termOf(scope, name);
    if (term?.kind === 'property') {
      return writeMember(lines, subject, { name, term, scope }, node[name]);
    }
    return term?.kind === 'id' || (term?.kind === 'type' && name === typeName);
  });
  return isWritten ? subject : undefined;
}

function textsOf(value: JsonValue | undefined): string[] | undefined {
  const texts = Array.isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === 'string')
    ? (texts as string[])
    : undefined;
}

/** Each type may bring a context, in the order of their names. */
function scopeOfTypes(outer: Scope, types: readonly string[]): Scope | undefined {
  const sorted = types.length > 1 ? [...types].sort() : types;
  let scope: Scope | undefined = outer;
  for (const type of sorted) {
    const context = outer.context.mappings.get(type)?.['@context'];
    if (context !== undefined) scope = scope && typeScope(scope, context);
  }
  return scope;
}

function subjectOf(
  lines: Lines,
  scope: Scope,
  node: JsonObject,
  names: readonly string[],
): Reference | undefined {
  const ids = names.filter((name) => termOf(scope, name)?.kind === 'id');
  const [name] = ids;
  if (name === undefined) return lines.nodesWithoutId++;
  const id = node[name];
  return ids.length === 1 && typeof id === 'string' ? iriOf(scope, id) : undefined;
}

/** Whether all of it was understood and written. */
function writeMember(
  lines: Lines,
  subject: Reference,
  { name, term, scope }: Member,
  value: JsonValue | undefined,
): boolean {
  const inner = term.scoped === undefined ? scope : propertyScope(scope, term.scoped);
  const innerTerm = inner && termOf(inner, name);
  if (innerTerm?.kind !== 'property') return false;
  const member = { name, term: innerTerm, scope: inner as Scope };
  for (const each of Array.isArray(value) ? value : [value]) {
    const object = isJsonObject(each) ? writeObject(lines, member, each) : scalarOf(member, each);
    if (object === undefined) return false;
    addLine(lines, subject, term.predicate, object);
  }
  return true;
}

/** A node as the value of a property: the contexts of its parent's types end, except for a mere link. */
function writeObject(
  lines: Lines,
  { name, term, scope }: Member,
  node: JsonObject,
): Reference | undefined {
  const names = Object.keys(node);
  const [only = ''] = names;
  const kinds = names.length > 2 ? [] : names.map((each) => termOf(scope, each)?.kind);
  if (names.length === 0 || kinds.includes('other')) return undefined;
  const base = names.length === 1 && kinds[0] === 'id' ? scope : revertedScope(scope);
  const inner = term.scoped === undefined ? base : propertyScope(base, term.scoped);
  if (inner === undefined) return undefined;
  // jsonld drops a mere link from where it sees a graph.
  const isLink = names.length === 1 && termOf(inner, only)?.kind === 'id';
  if (isLink && termOf(inner, name)?.kind === 'other') return undefined;
  return writeNode(lines, inner, node, names);
}

function scalarOf({ term, scope }: Member, value: JsonValue | undefined) {
  if (typeof value === 'string') {
    if (term.reads === 'iri') return iriOf(scope, value);
    if (term.reads === 'word') return wordOf(scope, value);
    return `"${escaped(value)}"${term.datatype}`;
  }
  if (term.reads !== 'literal') return undefined;
  if (typeof value === 'boolean') return `"${value}"${term.datatype || BOOLEAN}`;
  // Of fractions jsonld has its own notion.
  if (!Number.isSafeInteger(value)) return undefined;
  return `"${(value as number).toFixed(0)}"${term.datatype || INTEGER}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what N-Quads escape.
const TO_ESCAPE = /[\u0000-\u001f\u007f"\\]/;
const ALL_TO_ESCAPE = new RegExp(TO_ESCAPE, 'g');
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** @see https://www.w3.org/TR/rdf-canon/#canonical-quads */
function escaped(text: string): string {
  if (!TO_ESCAPE.test(text)) return text;
  return text.replace(ALL_TO_ESCAPE, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return SHORT_ESCAPES[unit] ?? `\\u${code}`;
  });
}
