import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { objectsIn } from './objects-in.ts';
import { type ProofProblem, problem } from './problem.ts';

/** A keyword, an address, or the name of a class in place of a property. */
const STRANGE_NAME = /^@|:|^[A-Z]/;

/**
 * Whether what is read as JSON is what is signed as a graph. An embedded proof covers statements,
 * not their spelling: with keywords (`@nest`, `@reverse`), with words written out as addresses, with
 * a second object of the same id, or with another credential turned inside out, a revocation or an
 * end date can be moved to where nobody reads it, under an intact signature. Such spellings say
 * nothing that plain terms cannot say.
 *
 * Problem: `term_not_plain`.
 */
export function plainTermsProblem(document: JsonObject): { problem: ProofProblem } | undefined {
  // The canonical form has its own limit on how many.
  const objects = objectsIn(document);
  // Made once, and only where something asks: a hostile document asks at each of its objects.
  const texts = once(() => membersOf(objects, ['name', 'description']));
  const endorsements = once(() => membersOf(objects, ['endorsement']));
  const presented = once(() => presentedBy(document));
  for (const object of objects) {
    if ('@value' in object && isLanguageValue(texts(), object)) continue;
    const strange = Object.keys(object).find(
      (name) => name !== '@context' && STRANGE_NAME.test(name),
    );
    if (strange !== undefined) return notPlain(`Not a plain term: ${strange.slice(0, 100)}`);
    const isInside = object !== document && 'issuer' in object && 'credentialSubject' in object;
    // Endorsements are whole credentials; where they stand, the verdict waits for their own check.
    if (isInside && !endorsements().has(object) && !presented().has(object))
      return notPlain('A credential stands inside.');
  }
  const double = doubledId(document, objects, endorsements);
  return double === undefined ? undefined : notPlain(`Two objects share the id ${double}.`);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Everything that stands under one of the names, alone or in a list. */
function membersOf(objects: readonly JsonObject[], names: readonly string[]): ReadonlySet<unknown> {
  return new Set(objects.flatMap((object) => names.flatMap((name) => object[name] ?? [])));
}

/**
 * An id that one of the objects that decide shares with another object: statements could wander from
 * one to the other. The whole and its status entries share theirs with nothing that says anything;
 * the subject may be the issuer too, of a badge that someone gives to themselves.
 */
function doubledId(
  document: JsonObject,
  objects: readonly JsonObject[],
  endorsements: () => ReadonlySet<unknown>,
): string | undefined {
  const double = objects.filter(isOfSharedId(objects));
  if (double.length === 0) return undefined;
  const subjects = [document['credentialSubject']].flat().filter(isJsonObject);
  const entries = [document['credentialStatus']].flat().filter(isJsonObject);
  const endorsed = once(() => subjectsOf(endorsements()));
  const telling = double.filter((object) => saysSomething(object) && !isEndorsed(object, endorsed));
  const all = byId(telling);
  const asSubjects = byId(telling.filter(saysAsSubject));
  const rules = [
    ...[document, ...entries].map((object) => ({ object, tellers: all })),
    ...subjects.map((object) => ({ object, tellers: asSubjects })),
  ];
  for (const { object, tellers } of rules) {
    const { id } = object;
    // Ends at the second one at the latest: one alone can be the object itself.
    const isShared = tellers.get(id)?.some((other) => other !== object);
    if (isShared) return String(id).slice(0, 100);
  }
  return undefined;
}

/** Nearly every document ends here: no two objects of it share an id. */
function isOfSharedId(objects: readonly JsonObject[]): (object: JsonObject) => boolean {
  const [seen, shared] = [new Set<unknown>(), new Set<unknown>()];
  for (const { id } of objects) {
    if (typeof id === 'string') (seen.has(id) ? shared : seen).add(id);
  }
  return ({ id }) => shared.has(id);
}

function byId(objects: readonly JsonObject[]): ReadonlyMap<unknown, readonly JsonObject[]> {
  const found = new Map<unknown, JsonObject[]>();
  for (const object of objects) {
    const { id } = object;
    if (typeof id !== 'string') continue;
    const same = found.get(id);
    if (same) same.push(object);
    else found.set(id, [object]);
  }
  return found;
}

/** What decides in the subject of a badge, and in that of a status list. */
const SAID_OF_SUBJECTS = ['achievement', 'encodedList', 'identifier', 'statusPurpose'];

function saysAsSubject(object: JsonObject): boolean {
  return SAID_OF_SUBJECTS.some((name) => name in object);
}

function saysSomething(object: JsonObject): boolean {
  return Object.keys(object).some((name) => name !== 'id' && name !== 'type');
}

const LANGUAGE_WORDS = ['@value', '@language', '@direction'];

/**
 * A name or description that says its language. Keywords may stand there alone: no verdict hangs on
 * either, and a value that is written as an object is signed as the text that it is.
 */
function isLanguageValue(texts: ReadonlySet<unknown>, object: JsonObject): boolean {
  if (typeof object['@value'] !== 'string' || !texts.has(object)) return false;
  return Object.entries(object).every(([name, value]) => isLanguageWord(name, value));
}

function isLanguageWord(name: string, value: JsonValue): boolean {
  return LANGUAGE_WORDS.includes(name) && typeof value === 'string';
}

/**
 * What a presentation shows: whole credentials, each in a graph of its own, each checked by itself.
 * A document that is a credential too shows nothing.
 */
function presentedBy(document: JsonObject): ReadonlySet<unknown> {
  const types = [document['type'] ?? []].flat();
  const isPresentation =
    types.includes('VerifiablePresentation') && !types.includes('VerifiableCredential');
  return isPresentation ? membersOf([document], ['verifiableCredential']) : new Set();
}

/**
 * The subject of an endorsement bears the id of what is endorsed. It may, as long as it holds what an
 * endorsement says and nothing that could have been taken from elsewhere.
 */
function isEndorsed(object: JsonObject, subjects: () => ReadonlySet<unknown>): boolean {
  const { id: _, type, endorsementComment: comment = '', ...more } = object;
  if (![type].flat().every((name) => name === 'EndorsementSubject')) return false;
  const isBare = Object.keys(more).length === 0 && typeof comment === 'string';
  return isBare && subjects().has(object);
}

function subjectsOf(endorsements: ReadonlySet<unknown>): ReadonlySet<unknown> {
  return new Set([...endorsements].filter(isJsonObject).map((one) => one['credentialSubject']));
}

function notPlain(detail: string): { problem: ProofProblem } {
  return problem('term_not_plain', detail);
}
