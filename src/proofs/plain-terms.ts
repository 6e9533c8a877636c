import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
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
  const objects = objectsIn(document);
  let known: ReadonlySet<unknown> | undefined;
  const texts = () => {
    known ??= new Set(
      objects.flatMap(({ name = [], description = [] }) => [name, description].flat()),
    );
    return known;
  };
  for (const object of objects) {
    if ('@value' in object && isLanguageValue(texts(), object)) continue;
    const strange = Object.keys(object).find(
      (name) => name !== '@context' && STRANGE_NAME.test(name),
    );
    if (strange !== undefined) return notPlain(`Not a plain term: ${strange.slice(0, 100)}`);
    const isInside = object !== document && 'issuer' in object && 'credentialSubject' in object;
    if (isInside && !isEndorsement(document, object) && !isPresented(document, object))
      return notPlain('A credential stands inside.');
  }
  const double = doubledId(document, objects);
  return double === undefined ? undefined : notPlain(`Two objects share the id ${double}.`);
}

/** Every object of a document, itself first; the canonical form has its own limit on how many. */
function objectsIn(document: JsonObject): JsonObject[] {
  // Grows while it is walked.
  const values: unknown[] = [document];
  const objects: JsonObject[] = [];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) values.push(member);
    if (isJsonObject(value)) objects.push(value);
  }
  return objects;
}

/**
 * An id that one of the objects that decide shares with another object: statements could wander from
 * one to the other. The whole and its status entries share theirs with nothing that says anything;
 * the subject may be the issuer too, of a badge that someone gives to themselves.
 */
function doubledId(document: JsonObject, objects: readonly JsonObject[]): string | undefined {
  const subjects = [document['credentialSubject']].flat().filter(isJsonObject);
  const entries = [document['credentialStatus']].flat().filter(isJsonObject);
  const saysAsSubject = (object: JsonObject) => SAID_OF_SUBJECTS.some((name) => name in object);
  const rules = [
    ...[document, ...entries].map((object) => ({ object, isDouble: saysSomething })),
    ...subjects.map((object) => ({ object, isDouble: saysAsSubject })),
  ];
  for (const { object, isDouble } of rules) {
    const { id } = object;
    if (typeof id !== 'string') continue;
    const others = objects.filter((other) => other !== object && other['id'] === id);
    if (others.some((other) => isDouble(other) && !isEndorsed(document, other)))
      return id.slice(0, 100);
  }
  return undefined;
}

/** What decides in the subject of a badge, and in that of a status list. */
const SAID_OF_SUBJECTS = ['achievement', 'encodedList', 'identifier', 'statusPurpose'];

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
function isPresented(document: JsonObject, object: JsonObject): boolean {
  const { type = [], verifiableCredential = [] } = document;
  const types = [type].flat();
  if (!types.includes('VerifiablePresentation') || types.includes('VerifiableCredential'))
    return false;
  return [verifiableCredential].flat().some((shown) => shown === object);
}

/** Endorsements are whole credentials; where they stand, the verdict waits for their own check. */
function isEndorsement(document: JsonObject, object: JsonObject): boolean {
  return listsOf(document).some((list) => list.includes(object));
}

/**
 * The subject of an endorsement bears the id of what is endorsed. It may, as long as it holds what an
 * endorsement says and nothing that could have been taken from elsewhere.
 */
function isEndorsed(document: JsonObject, object: JsonObject): boolean {
  const { id: _, type, endorsementComment: comment = '', ...more } = object;
  const isBare = Object.keys(more).length === 0 && typeof comment === 'string';
  if (!isBare || ![type].flat().every((name) => name === 'EndorsementSubject')) return false;
  const endorsements = listsOf(document).flat().filter(isJsonObject);
  return endorsements.some(({ credentialSubject }) => credentialSubject === object);
}

/** What stands under `endorsement`, wherever that is. */
function listsOf(document: JsonObject): JsonValue[][] {
  return objectsIn(document).map(({ endorsement = [] }) => [endorsement].flat());
}

function notPlain(detail: string): { problem: ProofProblem } {
  return problem('term_not_plain', detail);
}
