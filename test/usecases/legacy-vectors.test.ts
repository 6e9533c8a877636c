import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { openWorld, type World } from './other-issuer.ts';

// Badges of version 2 made by others, when their folder stands beside the project, with the verdicts
// that their origin gives. What they point to is served as their origin serves it.

const VECTORS = new URL('../../../shared/vectors/', import.meta.url);
const FOLDER = new URL('1edtech-validator/ob20/', VECTORS);
const isThere = existsSync(FOLDER);
if (!isThere) process.emitWarning('No shared vectors here: only the cases of our own are run.');

/** Holds the address of the context, and no more. */
const A_LINK = 'openbadges_context.json';

const read = (file: string) => new Uint8Array(readFileSync(new URL(file, FOLDER)));
/** One of the published files is annotated. */
const parsed = (file: string): JsonObject =>
  JSON.parse(new TextDecoder().decode(read(file)).replace(/ \/\/ .*$/gm, ''));
const place = (url: string) => url.replace(/^https?:\/\//, '');

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => {
  world.documents.clear();
  for (const file of jsonIn('assets/')) {
    for (const host of ['example.org', 'www.example.org', 'example.com']) {
      world.documents.set(`${host}/${file}`, parsed(`assets/${file}`));
    }
  }
});
afterAll(() => world.stop());

function jsonIn(folder: string): string[] {
  if (!isThere) return [];
  return readdirSync(new URL(folder, FOLDER)).filter(
    (name) => name.endsWith('.json') && name !== A_LINK,
  );
}

async function findingOn(bytes: Uint8Array) {
  const report = await world.service.verifyBytes(bytes);
  const bad = report.checks.filter(({ outcome }) => ['failed', 'unknown'].includes(outcome));
  return {
    verdict: report.verdict,
    kind: report.kind,
    codes: bad.map(({ code }) => code),
    warnings: report.warnings,
  };
}

/** Verifies a file with itself published where it says it is. */
async function verifyHosted(file: string) {
  const assertion = parsed(file);
  if (file.endsWith('.json')) world.documents.set(place(String(assertion['id'])), assertion);
  return findingOn(read(file));
}

const VALID = [
  'basic-assertion.json',
  'assertion-with-endorsements.json',
  'basic-assertion-no-public-key.json',
  'basic-assertion-with-allowed-origins.json',
  'basic-assertion-with-allowed-origins-valid-starts-with.json',
  'basic-assertion-with-allowed-origins-valid-multiple-starts-with.json',
  'basic-assertion-with-language.json',
  'assertion-with-extension-node-basic.json',
  'assertion-with-multiple-extensions.json',
];

const INVALID: Readonly<Record<string, string>> = {
  'basic-assertion-invalid-context.json': 'context_not_allowed',
  'basic-assertion-invalid-type.json': 'schema_mismatch',
  'basic-assertion-expired.json': 'expired',
  'basic-assertion-expired-before-issued.json': 'validity_inverted',
  'basic-assertion-in-future.json': 'not_yet_valid',
  'assertion-with-data-image.json': 'schema_mismatch',
  'basic-assertion-with-allowed-origins-invalid-starts-with.json': 'hosted_out_of_scope',
  'basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json': 'hosted_out_of_scope',
  'assertion-with-extension-node-invalid.json': 'schema_mismatch',
};

test('a badge of version 2 whose host has nothing there is neither true nor false', async () => {
  const assertion = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://nowhere.test/badges/1',
    recipient: { type: 'email', hashed: false, identity: 'a@example.test' },
    badge: 'https://nowhere.test/classes/1',
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-01-01T00:00:00Z',
  };
  const found = await findingOn(new TextEncoder().encode(JSON.stringify(assertion)));
  expect(found).toMatchObject({ verdict: 'undetermined', kind: 'open-badge-2' });
});

const describeWithVectors = isThere ? describe : () => undefined;

describeWithVectors('each published badge of version 2', () => {
  test.each(VALID)('%s is verified', async (file) => {
    expect(await verifyHosted(file)).toMatchObject({
      verdict: 'verified',
      kind: 'open-badge-2',
      codes: [],
      warnings: expect.arrayContaining(['legacy_badge']),
    });
  });

  test.each(Object.entries(INVALID))('%s is rejected: %s', async (file, code) => {
    const finding = await verifyHosted(file);
    expect(finding.verdict).toBe('rejected');
    expect(finding.codes).toContain(code);
  });

  test.each(['simple.jwt', 'simple-not-revoked.jwt'])('%s is verified', async (file) => {
    expect(await findingOn(read(file))).toMatchObject({ verdict: 'verified', codes: [] });
  });

  test('simple-revoked.jwt is rejected: revoked, and authentic', async () => {
    const finding = await findingOn(read('simple-revoked.jwt'));
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['revoked'] });
  });

  test('simple-badge.png is verified', async () => {
    publishBeth();
    expect(await findingOn(read('simple-badge.png'))).toMatchObject({ verdict: 'verified' });
  });

  test('warning-with-redirection.json: a badge class elsewhere on the host is a warning', async () => {
    expect(await verifyHosted('warning-with-redirection.json')).toMatchObject({
      verdict: 'verified',
      warnings: expect.arrayContaining(['legacy_address_differs']),
    });
  });

  test('redirected-validation-subject.json is no JSON as published (comments): refused', async () => {
    expect(await refusalOf(read('redirected-validation-subject.json'))).toBe('json_syntax');
  });

  test('redirected-validation-subject.json without them: the address it names counts', async () => {
    const badge = parsed('redirected-validation-subject.json');
    world.documents.set('example.org/beths-robotics-badge.json', badge);
    world.documents.set('example.org/altbadgeurl', badge);
    expect(await findingOn(read('basic-assertion.json'))).toMatchObject({
      verdict: 'verified',
      warnings: expect.arrayContaining(['legacy_address_differs', 'hosted_copy_differs']),
    });
  });

  test('warning-issuer-non-http.json: who the issuer is, its address says; a warning', async () => {
    expect(await verifyHosted('warning-issuer-non-http.json')).toMatchObject({
      verdict: 'verified',
      warnings: expect.arrayContaining(['legacy_address_differs']),
    });
  });

  test('valid-baked.png of the Mozilla backpack carries an address: what is there counts', async () => {
    const assertion = parsed('assertion-with-extension-node-basic.json');
    world.documents.set('example.org/assertion', assertion);
    const file = new URL('mozilla-openbadges-backpack/valid-baked.png', VECTORS);
    expect(await findingOn(new Uint8Array(readFileSync(file)))).toMatchObject({
      verdict: 'verified',
      kind: 'open-badge-2',
    });
  });

  // The origin tests its RDF rules on these. None is an assertion: whoever shows one has no badge,
  // whether it is well made or not.
  const parts = [
    'badge-class-with-language.json',
    'issuer-compact-iri-validation.json',
    ...jsonIn('assets/').map((file) => `assets/${file}`),
    ...jsonIn('rdf-validation/').map((file) => `rdf-validation/${file}`),
  ];
  test.each(parts)('%s is a part of a badge and no badge: not_a_credential', async (file) => {
    expect(await refusalOf(read(file))).toBe('not_a_credential');
  });

  test('every published file has its case here', () => {
    const known = [...VALID, ...Object.keys(INVALID), ...parts];
    const others = jsonIn('.').filter((file) => !known.includes(file));
    expect(others).toEqual([
      'redirected-validation-subject.json',
      'warning-issuer-non-http.json',
      'warning-with-redirection.json',
    ]);
  });
});

/** What is baked into the origin's picture, published where it says it is. */
function publishBeth(): void {
  world.documents.set('example.org/beths-robotics-badge.json', parsed('basic-assertion.json'));
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const error = await world.service.verifyBytes(bytes).catch((thrown: unknown) => thrown);
  return error instanceof BadgeError ? error.code : 'no refusal';
}
