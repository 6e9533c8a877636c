import type { ActiveContext, TermMapping } from 'jsonld/lib/context.js';
import { rememberedContext, startingContext } from './fast-contexts.ts';

/** What a name means in a scope. `other` is everything that the one pass leaves to jsonld. */
export interface Term {
  readonly kind: 'id' | 'type' | 'property' | 'other';
  /** Of a property: its IRI as N-Quads write a predicate, with a space on either side. */
  readonly predicate: string;
  /** How its texts are read: as an IRI, as a term or IRI, or as a literal. */
  readonly reads: 'iri' | 'word' | 'literal';
  /** Of a literal: `^^<…>`, or nothing. */
  readonly datatype: string;
  /** The context that holds inside of its values; `undefined` when there is none, unlike `null`. */
  readonly scoped: unknown;
}

/**
 * An active context that jsonld processed, with its terms put in short form as they are used, and the
 * scopes that lead on from it. Hangs from the starting context, and goes when that is forgotten.
 */
export interface Scope {
  readonly context: ActiveContext;
  readonly terms: Map<string, Term>;
  readonly byType: Map<unknown, Scope>;
  readonly byProperty: Map<unknown, Scope>;
}

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** Written like plain or native values, or converted: two spellings of one value would be one line. */
const DATATYPES_OF_JSONLD: ReadonlySet<string> = new Set([
  `${XSD}string`,
  `${XSD}double`,
  `${RDF}langString`,
]);

/** Members of a definition that change how values are read, and that no badge needs. */
const LEFT_TO_JSONLD = ['@language', '@direction', '@index', '@nest'];

/** Absolute, and free of what N-Quads would have to escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: N-Quads escape them too.
const PLAIN_IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u0020<>"{}|^`\\]*$/;

const OTHER: Term = {
  kind: 'other',
  predicate: '',
  reads: 'literal',
  datatype: '',
  scoped: undefined,
};

const scopes = new WeakMap<ActiveContext, Scope>();

/** The scope of a whole document; `undefined` until jsonld has processed its contexts once. */
export function rootScope(contexts: unknown): Scope | undefined {
  const activeCtx = startingContext();
  return activeCtx && scopeOf(rememberedContext({ activeCtx, localCtx: contexts }));
}

/** The scope after a type that brings a context, which holds for one node alone. */
export function typeScope({ context, byType }: Scope, localCtx: unknown): Scope | undefined {
  const known = byType.get(localCtx);
  if (known) return known;
  return keep(
    byType,
    localCtx,
    rememberedContext({ activeCtx: context, localCtx, propagate: false }),
  );
}

/** The scope inside of a property that brings a context. */
export function propertyScope({ context, byProperty }: Scope, localCtx: unknown) {
  const known = byProperty.get(localCtx);
  if (known) return known;
  return keep(
    byProperty,
    localCtx,
    rememberedContext({ activeCtx: context, localCtx, propagate: true, overrideProtected: true }),
  );
}

/** The scope as it was before the types of a node. */
export function revertedScope(scope: Scope): Scope {
  return scope.context.previousContext === undefined
    ? scope
    : newOrKnown(scope.context.revertToPreviousContext());
}

/** `undefined` when the scope does not define the name. */
export function termOf({ context, terms }: Scope, name: string): Term | undefined {
  const known = terms.get(name);
  if (known) return known;
  const mapping = context.mappings.get(name);
  if (mapping === undefined) return undefined;
  const term = mapping === null || name.startsWith('@') ? OTHER : shorten(context, mapping);
  terms.set(name, term);
  return term;
}

/** `<…>` of an absolute IRI; `undefined` for whatever else jsonld may make of the text. */
export function iriOf({ context }: Scope, value: string): string | undefined {
  if (!PLAIN_IRI.test(value)) return undefined;
  const colon = value.indexOf(':');
  if (!value.startsWith('//', colon + 1) && context.mappings.has(value.slice(0, colon))) {
    return undefined;
  }
  return `<${value}>`;
}

/** `<…>` of a term, or else of an absolute IRI. */
export function wordOf(scope: Scope, value: string): string | undefined {
  if (!scope.context.mappings.has(value)) return iriOf(scope, value);
  const iri = scope.context.mappings.get(value)?.['@id'];
  return typeof iri === 'string' && PLAIN_IRI.test(iri) ? `<${iri}>` : undefined;
}

function shorten(context: ActiveContext, mapping: TermMapping): Term {
  const { '@id': iri, '@type': type = '', '@context': scoped } = mapping;
  if (isStrange(context, mapping)) return OTHER;
  if (iri === '@id' || iri === '@type') {
    return scoped === undefined ? { ...OTHER, kind: iri === '@id' ? 'id' : 'type' } : OTHER;
  }
  if (typeof iri !== 'string' || !PLAIN_IRI.test(iri) || iri === `${RDF}type`) return OTHER;
  const property = { kind: 'property', predicate: ` <${iri}> `, datatype: '', scoped } as const;
  if (type === '') return { ...property, reads: 'literal' };
  if (type === '@id') return { ...property, reads: 'iri' };
  if (type === '@vocab') return { ...property, reads: 'word' };
  if (!PLAIN_IRI.test(type) || DATATYPES_OF_JSONLD.has(type)) return OTHER;
  return { ...property, reads: 'literal', datatype: `^^<${type}>` };
}

function isStrange(context: ActiveContext, mapping: TermMapping): boolean {
  return (
    mapping.reverse ||
    LEFT_TO_JSONLD.some((name) => name in mapping) ||
    (mapping['@container'] ?? []).some((each) => each !== '@set') ||
    '@language' in context ||
    '@direction' in context
  );
}

function keep(among: Map<unknown, Scope>, localCtx: unknown, context: ActiveContext | undefined) {
  const scope = scopeOf(context);
  if (scope) among.set(localCtx, scope);
  return scope;
}

function scopeOf(context: ActiveContext | undefined): Scope | undefined {
  return context && newOrKnown(context);
}

function newOrKnown(context: ActiveContext): Scope {
  const known = scopes.get(context);
  if (known) return known;
  const scope = { context, terms: new Map(), byType: new Map(), byProperty: new Map() };
  scopes.set(context, scope);
  return scope;
}
