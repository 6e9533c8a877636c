import * as fc from 'fast-check';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/formats/strict-json.ts';
import {
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  OPEN_BADGES_3_0_0,
  OPEN_BADGES_3_0_2,
  OPEN_BADGES_3_0_3,
  OPEN_BADGES_EXTENSIONS,
  PINNED_CONTEXTS,
} from '../../src/proofs/contexts.ts';

const KEYWORDS = ['@id', '@type', '@value', '@list', '@set', '@graph', '@included', '@nest'];
const MORE_KEYWORDS = ['@language', '@direction', '@reverse', '@index', '@json', '@none', '@wrong'];

const CONTEXTS: JsonValue[] = [
  CREDENTIALS_V2,
  [CREDENTIALS_V2],
  [CREDENTIALS_V2, OPEN_BADGES_3_0_2],
  [CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS],
  [CREDENTIALS_V2, OPEN_BADGES_3_0_3, CREDENTIALS_V2],
  [CREDENTIALS_V1, OPEN_BADGES_3_0_0],
  [CREDENTIALS_V1, CREDENTIALS_V2],
  [OPEN_BADGES_3_0_3, CREDENTIALS_V2],
  [],
];

const VALUES: JsonValue[] = [
  'text',
  '',
  'relative/path',
  '_:b0',
  '@keyword',
  'https://issuer.test/1',
  'Achievement',
  'assertionMethod',
  0,
  1.5,
  true,
  null,
  [],
  {},
  { '@id': 'urn:x:1' },
  { id: 'urn:x:1' },
  { '@value': 'texte', '@language': 'fr' },
  { '@value': 'texte', '@language': 'fr', '@direction': 'ltr' },
  { '@value': 'texte', '@language': 'not a language' },
  { '@type': '@json', '@value': { a: [1] } },
  { '@list': ['a', 1] },
  { '@set': ['a', ['b']] },
  { fr: 'texte', en: 'text' },
  { type: 'Alignment', targetName: 'x' },
  { type: ['Profile', 'Achievement'], id: 'urn:x:2', name: 'n' },
  { type: 'DataIntegrityProof', proofPurpose: 'assertionMethod', created: '2026-01-01T00:00:00Z' },
  { type: 'VerifiablePresentation', verifiableCredential: [{ id: 'urn:x:3' }] },
];

/** Every name that a pinned context gives a meaning, wherever it stands, and every keyword. */
const TERMS = [...KEYWORDS, ...MORE_KEYWORDS, 'unknown', ...namesIn([...PINNED_CONTEXTS.values()])];

interface Step {
  change: keyof typeof CHANGES;
  place: number;
  member: number;
  term: string;
  value: JsonValue;
}

const CHANGES = {
  remove: (object, name) => delete object[name],
  rename(object, name, { term }) {
    const value = object[name] ?? null;
    delete object[name];
    object[term] = value;
  },
  replace: (object, name, { value }) => Object.assign(object, { [name]: value }),
  add: (object, _name, { term, value }) => Object.assign(object, { [term]: value }),
  retype: (object, _name, { term, member }) =>
    Object.assign(object, { type: [term, TERMS[member % TERMS.length] ?? term] }),
  double: (object, name) => Object.assign(object, { [name]: [object[name], object[name]] }),
  wrap: (object, name, { term }) => Object.assign(object, { [name]: { [term]: object[name] } }),
  literal: (object, name) => Object.assign(object, { [name]: { '@value': object[name] } }),
  context: (object, _name, { member }) =>
    Object.assign(object, { '@context': CONTEXTS[member % CONTEXTS.length] }),
} satisfies Record<string, (object: JsonObject, name: string, step: Step) => unknown>;

/** The document after a few random changes, nasty ones preferred. */
export function mutationsOf(document: JsonObject): fc.Arbitrary<JsonObject> {
  const step: fc.Arbitrary<Step> = fc.record({
    change: fc.constantFrom(...(Object.keys(CHANGES) as Step['change'][])),
    place: fc.nat(1000),
    member: fc.nat(1000),
    term: fc.constantFrom(...TERMS),
    value: fc.constantFrom(...VALUES),
  });
  return fc.array(step, { maxLength: 3 }).map((steps) => {
    const changed = structuredClone(document);
    for (const each of steps) apply(changed, each);
    // Values are shared between documents until here.
    return structuredClone(changed);
  });
}

function apply(document: JsonObject, step: Step): void {
  const objects = objectsIn(document);
  const object = objects[step.place % objects.length];
  if (!object || Object.isFrozen(object)) return;
  const names = Object.keys(object);
  const name = names[step.member % names.length];
  if (name !== undefined)
    CHANGES[step.change](object, name, { ...step, value: structuredClone(step.value) });
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

function namesIn(values: JsonValue[]): string[] {
  const names = objectsIn(values).flatMap(Object.keys);
  return [...new Set(names)].filter((name) => !name.startsWith('@'));
}
