import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { PINNED_CONTEXTS } from './contexts.ts';
import { type ProofProblem, problem } from './problem.ts';

// A credential that is no badge may define words of its own, written out among its contexts. An
// embedded proof covers the addresses that words stand for, neither the words nor the contexts: who
// holds a credential may rewrite both, as long as the same statements come out. So a word of its own
// must never be able to take the place of one that somebody reads:
//
// 1. Its name is no name of any pinned context, at any depth, and none that this service reads
//    elsewhere. What is read as `validUntil` was signed as what the pinned contexts say.
// 2. Its address is no address of any pinned context. What was signed as an end date or a status
//    cannot be written in a way that nobody reads. Addresses are compared character by character when
//    they are signed; here those that differ in case, scheme or an ending slash count as the same,
//    and those that can be spelled in several ways are no addresses.
// 3. It is a word and nothing more: no keyword, prefix (an address that ends like one), vocabulary,
//    container, reversal or context inside, and each is defined once. It changes what no other word
//    means, and nothing but the word itself reaches its address.
//
// What is left to a forger is to call the issuer's own words by other names: so people are shown the
// ends of the addresses, which are signed, and a warning tells programs.

const MAX_TERMS = 50;
const MAX_NAME = 100;
const MAX_IRI = 300;

/** A word, in letters that nothing else uses. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const HTTPS = /^https:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*[/?#][\w.~!$&'()*+,;=:@/?#-]*$/;
const URN = /^urn:[a-z0-9][a-z0-9-]+:[\w.~!$&'()*+,;=:@/-]+$/;
/** One that ends so is a prefix for whatever follows. */
const PREFIX_END = /[:/?#[\]@]$/;
/** Steps that some would take, and others not. */
const DOTS = /\/\.{1,2}(?:[/?#]|$)/;
const DATATYPE = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#[A-Za-z]+$/;
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Read by this service, and in no pinned context: words of Open Badges 2, of lists and of tokens. */
const READ_ELSEWHERE = [
  ...['badge', 'recipient', 'identity', 'issuedOn', 'tags', 'verification', 'verify', 'revoked'],
  ...['revocationReason', 'revokedCredential', 'revokedCredentials', 'vc', 'vp', 'nonce', 'cnf'],
];

/** What brings no words of its own: badges, what is said of them, and lists, by context and type. */
const OPEN_BADGES = 'https://purl.imsglobal.org/';
const CLOSED_TYPES = [
  ...['OpenBadgeCredential', 'AchievementCredential', 'EndorsementCredential'],
  'BitstringStatusListCredential',
];

/** Whether a document is one that may bring words of its own. */
export function mayBringTerms({ '@context': contexts = [], type = [] }: JsonObject): boolean {
  const isBadge = [contexts]
    .flat()
    .some((context) => typeof context === 'string' && context.startsWith(OPEN_BADGES));
  return !isBadge && ![type].flat().some((name) => CLOSED_TYPES.includes(name as string));
}

/**
 * What is wrong with the contexts that a document writes out, given all of its contexts in their
 * order; `undefined` when nothing is, or none is written out. Those that are URLs are not looked at.
 *
 * Problem: `context_not_allowed`.
 */
export function ownTermsProblem(
  contexts: readonly JsonValue[],
): { problem: ProofProblem } | undefined {
  const own = contexts.filter((context) => typeof context !== 'string').map(unwrapped);
  if (own.length === 0) return undefined;
  if (typeof contexts[0] !== 'string') return refused('The first context is written out.');
  if (!own.every(isJsonObject)) return refused('A context is neither a URL nor an object.');
  const terms = own
    .flatMap((context) => Object.entries(context))
    .filter(([name, definition]) => !isHarmless(name, definition));
  if (terms.length > MAX_TERMS) return refused(`More than ${MAX_TERMS} terms.`);
  const names = new Set<string>();
  for (const [name, definition] of terms) {
    const reason = names.has(name) ? 'is defined twice' : reasonAgainst(name, definition);
    if (reason) return refused(`"${name.slice(0, MAX_NAME)}" ${reason}.`);
    names.add(name);
  }
  return undefined;
}

/** As a context stands in a file of its own, which means the same. */
function unwrapped(context: JsonValue): JsonValue {
  if (!isJsonObject(context) || Object.keys(context).length !== 1) return context;
  return context['@context'] ?? context;
}

/** Neither changes what any word means: the second forbids others to. */
function isHarmless(name: string, value: JsonValue): boolean {
  return (name === '@version' && value === 1.1) || (name === '@protected' && value === true);
}

function reasonAgainst(name: string, definition: JsonValue): string | undefined {
  const { names } = pinnedWords();
  if (!NAME.test(name) || name.length > MAX_NAME) return 'is no plain term';
  if (name in {} || names.has(name)) return 'is defined already';
  const iri = isJsonObject(definition) ? definition['@id'] : definition;
  if (!isFree(iri)) return 'stands for no address of its own';
  if (!isJsonObject(definition)) return undefined;
  const { '@id': _, '@type': type = '@id', ...more } = definition;
  if (Object.keys(more).length > 0) return 'is more than a term';
  const isText = typeof type === 'string' && DATATYPE.test(type);
  return type === '@id' || isText || isFree(type) ? undefined : 'has values of an unknown type';
}

/** An address that can be written in one way only, and that no pinned context gives a meaning. */
function isFree(iri: JsonValue | undefined): boolean {
  if (typeof iri !== 'string' || iri.length > MAX_IRI) return false;
  if (!(HTTPS.test(iri) || URN.test(iri)) || PREFIX_END.test(iri) || DOTS.test(iri)) return false;
  const { names, addresses } = pinnedWords();
  return !names.has(iri.slice(0, iri.indexOf(':'))) && !addresses.has(likeness(iri));
}

/** The same for addresses that someone may take for one another. */
function likeness(iri: string): string {
  return iri
    .toLowerCase()
    .replace(/^http:/, 'https:')
    .replace(/[/#?]+$/, '');
}

interface Words {
  readonly names: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
}

let pinnedBefore: { readonly size: number; readonly words: Words } | undefined;

/** Of all pinned contexts together, whichever a document names: rather one too many. */
function pinnedWords(): Words {
  // The operator may pin more, and nothing is ever taken away.
  if (pinnedBefore?.size !== PINNED_CONTEXTS.size) {
    pinnedBefore = { size: PINNED_CONTEXTS.size, words: collectWords() };
  }
  return pinnedBefore.words;
}

function collectWords(): Words {
  const terms = contextsIn([...PINNED_CONTEXTS.values()]).flatMap((context) =>
    Object.entries(context),
  );
  /** What each name, prefixes among them, is defined as anywhere. */
  const definitions = new Map<string, string[]>();
  for (const [name, definition] of terms) {
    definitions.set(name, [...(definitions.get(name) ?? []), ...addressesIn(definition)]);
  }
  const bases = [...(definitions.get('@vocab') ?? []), ...(definitions.get('@base') ?? [])];
  const written = [RDF_TYPE, ...definitions.keys(), ...[...definitions.values()].flat()];
  const addresses = [...new Set(written)].flatMap((text) => readings(text, definitions, bases));
  return {
    names: new Set([...definitions.keys(), ...READ_ELSEWHERE]),
    addresses: new Set(addresses.map(likeness)),
  };
}

/** Every context in a value, whatever it is scoped to. */
function contextsIn(value: JsonValue): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(contextsIn);
  if (!isJsonObject(value)) return [];
  const own = [value['@context']].flat().filter(isJsonObject);
  return [...own, ...Object.values(value).flatMap(contextsIn)];
}

function addressesIn(definition: JsonValue): string[] {
  const texts = isJsonObject(definition)
    ? ['@id', '@type', '@reverse'].map((name) => definition[name])
    : [definition];
  return texts.filter((text) => typeof text === 'string');
}

/** A prefix of a prefix is as far as it goes. */
const MAX_STEPS = 3;

/** The text, and what it may stand for by any prefix and any vocabulary. */
function readings(
  text: string,
  definitions: ReadonlyMap<string, readonly string[]>,
  bases: readonly string[],
  steps = MAX_STEPS,
): string[] {
  const [, prefix, rest] = /^([^:]*):(?!\/\/)(.*)$/.exec(text) ?? [];
  if (prefix === undefined) return [text, ...bases.map((base) => `${base}${text}`)];
  const starts = steps > 0 ? (definitions.get(prefix) ?? []) : [];
  const longer = [...new Set(starts)].map((start) => `${start}${rest}`);
  return [text, ...longer.flatMap((each) => readings(each, definitions, bases, steps - 1))];
}

function refused(detail: string): { problem: ProofProblem } {
  return problem('context_not_allowed', `A context of its own: ${detail}`);
}
