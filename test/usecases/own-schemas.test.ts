import { describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, DID_JSON, newKey, signed, useWorld } from './other-issuer.ts';

// Checklist 3, step 1: a credential may name schemas of its own.

const world = useWorld();

const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';
const STANDARD =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/** Of each test its own, as a failure is remembered for a minute. */
let tests = 0;
const newPlace = () => {
  tests += 1;
  return `other.test/schemas/${tests}.json`;
};

function naming(...schemas: JsonObject[]): JsonObject {
  const base = badge({ credentialSchema: schemas });
  return { ...base, '@context': [...(base['@context'] as string[]), EXTENSIONS] };
}

async function answersTo(given: JsonObject) {
  world().remote.asked.length = 0;
  const report = await world().service.verifyBytes(utf8(JSON.stringify(given)));
  const checks = report.checks.filter(({ name }) => name === 'credential_schema');
  const { verdict } = report;
  const asked = world().remote.asked.filter((one) => one !== DID_JSON);
  return { verdict, codes: checks.map(({ code }) => code), params: checks[0]?.params, asked };
}

async function heldAgainst(schema: JsonObject, type = '1EdTechJsonSchemaValidator2019') {
  const place = newPlace();
  world().documents.set(place, schema);
  const { asked: _, ...rest } = await answersTo(
    await signed(naming({ id: `https://${place}`, type })),
  );
  return rest;
}

const FITS = { verdict: 'verified', codes: ['credential_schema_matched'] };
const unknown = (code: string) => ({ verdict: 'undetermined', codes: [code] });

describe('a schema that the credential names', () => {
  test.each([[{ toString: 1 }], [[]], [{ length: 1e9 }], [7], [null]])(
    'and that says %j where its version stands is not read, and is no fault',
    async ($schema) => {
      const answer = await heldAgainst({ $schema: $schema as never, type: 'object' });
      expect(answer).toMatchObject(unknown('credential_schema_not_read'));
    },
  );

  test.each([
    ['1EdTechJsonSchemaValidator2019', { $schema: DRAFT_2019 }],
    ['1EdTechJsonSchemaValidator2019', {}],
    ['JsonSchema', { $schema: DRAFT_2020 }],
    ['JsonSchema', { $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['JsonSchema', {}],
  ])('%s %j: followed or broken', async (type, head) => {
    const good = { ...head, type: 'object', required: ['issuer', 'proof'] };
    expect(await heldAgainst(good, type)).toMatchObject(FITS);
    const subject = { properties: { achievement: { required: ['name', 'masterpiece'] } } };
    const bad = { ...head, properties: { credentialSubject: subject } };
    expect(await heldAgainst(bad, type)).toEqual({
      verdict: 'rejected',
      codes: ['credential_schema_mismatch'],
      params: { path: '/credentialSubject/achievement' },
    });
  });

  test('is read by the rules of its version', async () => {
    const items = { $defs: { text: { type: 'string' } }, properties: { type: {} } };
    const list = [{ const: 'VerifiableCredential' }, { const: 'Nothing' }];
    // `prefixItems` is a word of 2020-12 alone; `items` with a list was one until then.
    const fits = { ...items, $schema: DRAFT_2019, properties: { type: { prefixItems: list } } };
    const breaks = { ...items, $schema: DRAFT_2020, properties: { type: { prefixItems: list } } };
    expect(await heldAgainst(breaks)).toMatchObject({ codes: ['credential_schema_mismatch'] });
    expect(await heldAgainst({ ...fits, $ref: '#/$defs/none' })).toMatchObject(
      unknown('credential_schema_not_read'),
    );
  });

  test('may lean on its own parts, and on nothing else', async () => {
    const $defs = { id: { type: 'string' } };
    const own = { $defs, properties: { id: { $ref: '#/$defs/id' } } };
    expect(await heldAgainst(own)).toMatchObject(FITS);
    const foreign = { properties: { evidence: { $ref: 'https://other.test/else.json' } } };
    expect(await heldAgainst(foreign)).toMatchObject(unknown('credential_schema_not_read'));
    const dynamic = { $schema: DRAFT_2020, $dynamicRef: '#node' };
    expect(await heldAgainst(dynamic)).toMatchObject(unknown('credential_schema_not_read'));
  });

  test.each<[string, JsonObject]>([
    ['of an unknown version', { $schema: 'https://example.test/schema' }],
    ['with a pattern that is none', { properties: { id: { pattern: '(' } } }],
    ['that is no schema', { properties: 5, allOf: 'x', enum: 7 }],
  ])('%s cannot be read, which is no fault', async (_, schema) => {
    expect((await heldAgainst(schema)).codes).not.toContain('credential_schema_matched');
  });

  test('that is not there', async () => {
    const id = 'https://other.test/schemas/none.json';
    expect(await answersTo(await signed(naming({ id, type: 'JsonSchema' })))).toMatchObject(
      unknown('credential_schema_unreachable'),
    );
  });

  test('of another type, or without an address', async () => {
    const schemas = [
      { id: 'https://other.test/schemas/1', type: 'JsonSchemaCredential' },
      { type: 'JsonSchema' },
    ];
    expect(await answersTo(await signed(naming(...schemas)))).toMatchObject({
      verdict: 'undetermined',
      codes: ['credential_schema_unsupported', 'credential_schema_unsupported'],
      asked: [],
    });
  });

  test('more than four are not asked for', async () => {
    const schemas = Array.from({ length: 5 }, (_, n) => ({
      id: `https://other.test/many/${n}`,
      type: 'JsonSchema',
    }));
    const found = await answersTo(await signed(naming(...schemas)));
    expect(found).toMatchObject({ ...unknown('too_many_schemas'), asked: [] });
  });

  test('T01: nobody is asked on the word of a badge that does not hold', async () => {
    const place = newPlace();
    world().documents.set(place, {});
    const given = naming({ id: `https://${place}`, type: 'JsonSchema' });
    const found = await answersTo(await signed(given, {}, newKey()));
    expect(found).toMatchObject({
      verdict: 'rejected',
      codes: ['credential_schema_not_reached'],
      asked: [],
    });
  });

  test('T08: that of the standard is not fetched: the model of this verifier is the same', async () => {
    const type = '1EdTechJsonSchemaValidator2019';
    expect(await answersTo(await signed(naming({ id: STANDARD, type })))).toMatchObject({
      ...FITS,
      asked: [],
    });
    const subject = badge()['credentialSubject'] as JsonObject;
    const { name: _, ...achievement } = subject['achievement'] as JsonObject;
    const given = naming({ id: STANDARD, type });
    const broken = await signed({ ...given, credentialSubject: { ...subject, achievement } });
    expect(await answersTo(broken)).toMatchObject({
      verdict: 'rejected',
      codes: ['credential_schema_mismatch'],
      asked: [],
    });
  });
});

describe('a hostile schema does not hold up the service (T46)', () => {
  const slow = { properties: { name: { pattern: '^(([a-zA-Zé: ])+)+$' } } };
  const endless = { $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } };

  test.each<[string, JsonObject]>([
    ['a pattern that takes years', slow],
    ['one that leads back to itself', { ...endless, $ref: '#/$defs/a' }],
  ])('%s', async (_, schema) => {
    const place = newPlace();
    world().documents.set(place, schema);
    const given = naming({ id: `https://${place}`, type: 'JsonSchema' });
    const name = `${'a'.repeat(60)}!`;
    const found = await answersTo(await signed({ ...given, name }));
    expect(found).toMatchObject(unknown('credential_schema_too_costly'));
  });

  test('many at once, with good ones among them: the good ones get their answer', async () => {
    const places = Array.from({ length: 6 }, newPlace);
    places.forEach((place, n) => {
      world().documents.set(place, n % 2 === 0 ? slow : { type: 'object' });
    });
    const found = await Promise.all(
      places.map(async (place) => {
        const given = naming({ id: `https://${place}`, type: 'JsonSchema' });
        const text = await signed({ ...given, name: `${'a'.repeat(60)}!` });
        return (await world().service.verifyBytes(utf8(JSON.stringify(text)))).verdict;
      }),
    );
    expect(found).toEqual(Array(3).fill(['undetermined', 'verified']).flat());
  });
});
