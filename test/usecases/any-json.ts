import * as fc from 'fast-check';
import { BadgeError } from '../../src/domain/errors.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import type { EgressSession } from '../../src/usecases/ports.ts';
import { createListMemory } from '../../src/usecases/verification/list-memory.ts';
import type { VerifyAnythingDeps } from '../../src/usecases/verification/verify-url.ts';
import type { Scene } from './any-json-scene.ts';

/** Values that trip a reader who takes a member for a text, a number or a list. */
const TRIPS: readonly JsonValue[] = [
  null,
  true,
  '',
  ' ',
  [],
  {},
  [[]],
  [null],
  0,
  -0,
  -1.5,
  1e15,
  { toString: 1 },
  { toString: 1, valueOf: 1, toJSON: 1 },
  { length: 1e9 },
  { '0': 'a', length: 2 },
  { hasOwnProperty: 1 },
  { id: { toString: 1 } },
  { id: [], type: {} },
  { type: [{ toString: 1 }] },
  { '@value': 'a', '@language': { toString: 1 } },
  { '@value': { toString: 1 } },
  [{ toString: 1 }, { '@value': 'a' }],
  '\u0000\u202e',
  '2026-02-31T99:99:99Z',
  '+275760-09-13T00:00:00Z',
  'https://',
  'https://[::1',
  'http://other.test:99999/',
  'did:web:',
  'did:web:%E0%A4%A',
  'did:key:z',
  'did:jwk:e30',
  'urn:uuid:%',
  '#',
  'a'.repeat(5000),
  deep(40),
];

/** What readers look for where it need not be. */
const NAMES = [
  ...['revoked', 'expires', 'created', 'expirationDate', 'issuanceDate', 'controller', 'owner'],
  ...['endorsement', 'endorsementJwt', 'relatedResource', 'credentialSchema', 'refreshService'],
  ...['termsOfUse', 'statusMessage', 'statusSize', 'ttl', 'holder', 'previousProof', 'nonce'],
  ...['exp', 'nbf', 'iat', 'aud', 'sub', 'iss', 'vc', 'vp', 'jwk', 'cty', 'crit', 'use', 'key_ops'],
  ...['uid', 'revocationList', 'revokedAssertions', 'revocationReason', 'allowedOrigins', 'starts'],
  ...['verification', 'verify', 'salt', 'origin', 'result', 'source', 'creator', 'inLanguage'],
  ...['@context', '@id', '@type', '@language', 'toString', 'length', 'extensions:x', 'image'],
] as const;

function deep(depth: number): JsonValue {
  return depth === 0 ? 'a' : depth % 2 === 0 ? [deep(depth - 1)] : { a: deep(depth - 1) };
}

/** One change of a scene: what is at a place, or a new member there, becomes another value. */
export interface Change {
  readonly scene: number;
  readonly document: number;
  readonly place: number;
  readonly name: string | undefined;
  /** `undefined` takes it away. */
  readonly value: JsonValue | undefined;
  /** Whether the issuer, of bad faith, signs what it changed. */
  readonly signs: boolean;
}

export const anyChange = (scenes: number): fc.Arbitrary<Change> =>
  fc.record({
    scene: fc.nat(scenes - 1),
    document: fc.nat(),
    place: fc.nat(),
    name: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 2 }),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...TRIPS) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue> },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    signs: fc.boolean(),
  });

type Place = { readonly holder: JsonObject | JsonValue[]; readonly key: string | number };

/** Every place in a value where another value could stand. */
function placesIn(value: JsonValue): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    { holder: value, key },
    ...placesIn((value as Record<string | number, JsonValue>)[key] ?? null),
  ]);
}

/** The documents of a scene with one of them changed: half of the time, what the verifier is given. */
export function changed(scene: Scene, { document, place, name, value }: Change): Scene {
  const given = structuredClone(scene.given);
  const published = new Map(structuredClone([...scene.published]));
  const documents = [...published.values()];
  const target =
    document % 2 === 0 ? given : (documents[(document >> 1) % documents.length] ?? given);
  const places = placesIn(target);
  const { holder, key } = places[place % places.length] ?? { holder: target, key: 'id' };
  const isMember = name !== undefined && !Array.isArray(holder);
  Object.assign(holder, { [isMember ? name : key]: value });
  return { ...scene, given, published };
}

/** What a scene's hosts publish, without a network: every other address is not found. */
function sessionOf(published: ReadonlyMap<string, JsonValue>): EgressSession {
  let left = 8;
  return {
    contacted: [],
    async get(url) {
      left -= 1;
      if (left < 0) throw new BadgeError('egress_budget', 'More than 8 requests.');
      const document = published.get(url);
      if (document === undefined) throw new BadgeError('remote_not_found', 'Nothing is there.');
      const bytes = utf8(typeof document === 'string' ? document : JSON.stringify(document));
      return { url, contentType: 'application/json', bytes, ms: 1 };
    },
  };
}

/** A verifier for which the documents of a scene are all that there is outside. */
export function depsFor(deps: VerifyAnythingDeps, { published }: Scene): VerifyAnythingDeps {
  return { ...deps, lists: createListMemory(deps.now), egress: () => sessionOf(published) };
}
