import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import ContextResolver from 'jsonld/lib/ContextResolver.js';
import contextProcessing, { type ActiveContext } from 'jsonld/lib/context.js';
import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from '../../src/proofs/canonize.ts';
import {
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  OPEN_BADGES_3_0_3,
  PINNED_CONTEXTS,
} from '../../src/proofs/contexts.ts';
import { countRememberedContexts } from '../../src/proofs/fast-contexts.ts';
import { onePassNQuads } from '../../src/proofs/one-pass.ts';
import { ownTermsProblem } from '../../src/proofs/own-terms.ts';
import { badge } from './sample.ts';

const CREDENTIALS = 'https://www.w3.org/2018/credentials#';
const STATUS: JsonObject = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: 'https://issuer.test/status/1',
};
const GENERIC: JsonObject = {
  '@context': [CREDENTIALS_V2],
  id: 'urn:uuid:7f3a2c1e-0000-4000-8000-000000000001',
  type: ['VerifiableCredential'],
  issuer: 'did:web:issuer.test',
  validUntil: '2027-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:subject', name: 'Zoé' },
  credentialStatus: STATUS,
};

const withTerms = (terms: JsonValue, change: JsonObject = {}): JsonObject => ({
  ...GENERIC,
  '@context': [CREDENTIALS_V2, terms],
  ...change,
});

async function codeOf(document: JsonObject): Promise<string> {
  try {
    await canonicalNQuads(document);
    return 'none';
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return error.code;
  }
}

/** What jsonld as published signs, in a process of its own; `undefined` when it refuses. */
function stockText(document: JsonObject): string | undefined {
  const script = fileURLToPath(new URL('stock-canonize.js', import.meta.url));
  const contexts = Object.fromEntries(PINNED_CONTEXTS);
  const { stdout } = spawnSync(process.execPath, [script], {
    input: JSON.stringify({ contexts, documents: [document] }),
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as { nquads?: string }[])[0]?.nquads;
}

describe('a credential that is no badge', () => {
  const ORDER = {
    order: 'https://example.org/terms#order',
    school: { '@id': 'https://example.org/terms#school', '@type': '@id' },
    since: {
      '@id': 'urn:example:since',
      '@type': 'http://www.w3.org/2001/XMLSchema#date',
    },
  };
  const subject = {
    id: 'did:example:subject',
    order: 3,
    school: 'https://school.test/',
    since: '2026-01-01',
  };

  test.each<[string, JsonObject]>([
    [
      'a type',
      withTerms(
        { Diploma: 'https://example.org/#Diploma' },
        { type: ['VerifiableCredential', 'Diploma'] },
      ),
    ],
    ['words with values of a kind', withTerms(ORDER, { credentialSubject: subject })],
    ['words as in a file', withTerms({ '@context': ORDER }, { credentialSubject: subject })],
    ['version and protection', withTerms({ '@version': 1.1, '@protected': true, ...ORDER })],
    [
      'two contexts of its own',
      {
        ...GENERIC,
        '@context': [CREDENTIALS_V2, { one: 'urn:example:one' }, { two: 'urn:example:two' }],
        credentialSubject: { one: '1', two: '2' },
      },
    ],
  ])('may define %s, and means what the stock library says', async (_what, document) => {
    const text = await canonicalNQuads(document);
    expect(text).toBe(stockText(document));
    // Contexts that strangers write are neither known to the one pass nor kept.
    expect(onePassNQuads(document)).toBeUndefined();
  });

  test('leaves nothing behind, however often its words change', async () => {
    await canonicalNQuads(withTerms({ first: 'urn:example:first' }));
    const before = countRememberedContexts();
    for (let index = 0; index < 20; index += 1) {
      await canonicalNQuads(withTerms({ [`word${index}`]: `urn:example:${index}` }));
    }
    expect(countRememberedContexts()).toBe(before);
  });

  test('may be shown by a presentation, which may define words too', async () => {
    const Shown = 'https://example.org/#Shown';
    const shown = withTerms({ Shown }, { type: ['VerifiableCredential', 'Shown'] });
    const presentation = {
      '@context': [CREDENTIALS_V2, { Visit: 'https://example.org/#Visit' }],
      type: ['VerifiablePresentation', 'Visit'],
      verifiableCredential: [shown],
    };
    expect(await canonicalNQuads(presentation)).toBe(stockText(presentation));
    const elsewhere = { ...presentation, verifiableCredential: [], holder: shown };
    expect(await codeOf(elsewhere)).toBe('context_not_allowed');
  });
});

describe('words of its own are refused (T17)', () => {
  const terms = { order: 'https://example.org/terms#order' };
  const open = [CREDENTIALS_V2, OPEN_BADGES_3_0_3, terms];

  test.each<[string, JsonObject]>([
    ['in a badge', { ...badge(), '@context': open }],
    [
      'in what calls itself a badge',
      withTerms(terms, { type: ['VerifiableCredential', 'OpenBadgeCredential'] }),
    ],
    ['beside the words of badges', { ...GENERIC, '@context': open }],
    [
      'in an endorsement',
      withTerms(terms, { type: ['VerifiableCredential', 'EndorsementCredential'] }),
    ],
    [
      'in a status list',
      withTerms(terms, { type: ['VerifiableCredential', 'BitstringStatusListCredential'] }),
    ],
    [
      'inside of a credential',
      { ...GENERIC, evidence: { '@context': terms, type: 'urn:example:e' } },
    ],
    ['first', { ...GENERIC, '@context': [terms, CREDENTIALS_V2] }],
    ['alone', { ...GENERIC, '@context': terms }],
    [
      'in a badge that is shown',
      {
        '@context': [CREDENTIALS_V2],
        type: ['VerifiablePresentation'],
        verifiableCredential: { ...badge(), '@context': open },
      },
    ],
  ])('%s', async (_where, document) => {
    expect(await codeOf(document)).toBe('context_not_allowed');
  });
});

/** Renamings that keep every signed statement: the stock library reads the same graph from them. */
const RENAMINGS: ReadonlyArray<[string, JsonObject]> = (() => {
  const { validUntil, credentialStatus, ...rest } = GENERIC;
  const hidden = (terms: JsonObject, change: JsonObject, ...before: JsonValue[]): JsonObject => ({
    ...rest,
    '@context': [CREDENTIALS_V2, ...before, terms],
    ...change,
  });
  const status = { '@id': `${CREDENTIALS}credentialStatus`, '@type': '@id' };
  const until = {
    '@id': `${CREDENTIALS}validUntil`,
    '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
  };
  const aliased = { status: credentialStatus ?? '', validUntil: validUntil ?? '' };
  return [
    ['its status', hidden({ status }, aliased)],
    ['its end', hidden({ ends: until }, { credentialStatus: STATUS, ends: validUntil ?? '' })],
    [
      'its status, by a prefix',
      hidden(
        { cred: CREDENTIALS, status: { '@id': 'cred:credentialStatus', '@type': '@id' } },
        aliased,
      ),
    ],
    [
      'its status, by a prefix that looks like a scheme',
      hidden(
        { urn: CREDENTIALS, status: { '@id': 'urn:credentialStatus', '@type': '@id' } },
        { ...aliased, id: GENERIC['id'] ?? '' },
      ),
    ],
    [
      'its status, by a vocabulary',
      hidden(
        { '@vocab': CREDENTIALS, status: { '@id': 'credentialStatus', '@type': '@id' } },
        aliased,
      ),
    ],
    [
      'its types',
      {
        ...GENERIC,
        '@context': [CREDENTIALS_V2, { kind: '@type' }],
        type: [],
        kind: ['VerifiableCredential'],
      },
    ],
    [
      'a type',
      {
        ...GENERIC,
        '@context': [CREDENTIALS_V2, { Thing: `${CREDENTIALS}VerifiableCredential` }],
        type: ['VerifiableCredential', 'Thing'],
      },
    ],
    [
      'its id',
      { ...GENERIC, '@context': [CREDENTIALS_V2, { self: '@id' }], credentialStatus: STATUS },
    ],
    [
      'a nest',
      hidden(
        { more: '@nest' },
        { more: { credentialStatus: STATUS }, validUntil: validUntil ?? '' },
      ),
    ],
  ];
})();

describe('a signed member cannot be renamed (an intact signature would still hold)', () => {
  test.each(RENAMINGS)('%s', async (_what, document) => {
    expect(await codeOf(document)).toBe('context_not_allowed');
  });

  test('although the stock library reads the same statements', () => {
    const [[, renamed] = ['', {}]] = RENAMINGS;
    expect(stockText(renamed)).toBe(stockText(GENERIC));
  });
});

describe('a context of its own', () => {
  const refused = (terms: JsonValue, ...before: JsonValue[]) =>
    expect({
      terms,
      code: ownTermsProblem([CREDENTIALS_V2, ...before, terms])?.problem.code,
    }).toEqual({ terms, code: 'context_not_allowed' });

  test('holds plain terms for addresses, and no other thing', () => {
    const iri = 'https://example.org/terms#a';
    const keywords: JsonValue[] = [
      { '@base': 'https://example.org/' },
      { '@vocab': 'https://example.org/' },
      { '@vocab': null },
      { '@import': 'https://example.org/' },
      { '@language': 'fr' },
      { '@direction': 'rtl' },
      { '@propagate': false },
      { '@version': 1 },
      { '@protected': false },
      { '@context': [{ a: iri }] },
      { '@context': { '@context': { a: iri } } },
      { '@context': { a: iri }, b: iri },
      { '@context': { '@vocab': iri } },
      { '@context': 'https://example.org/context' },
      { '@context': null },
    ];
    const definitions: JsonValue[] = [
      null,
      7,
      ...['@id', '@type', '@json', '@nest', '@none', '@reverse', '@set'],
      {},
      ...['@container', '@context', '@reverse', '@nest', '@prefix', '@protected'].map((name) => ({
        '@id': iri,
        [name]: name === '@context' ? {} : '@set',
      })),
      ...['@json', '@vocab', '@none', null, 'plain'].map((type) => ({ '@id': iri, '@type': type })),
      { '@id': iri, '@language': 'fr' },
      { '@id': null },
    ];
    for (const terms of [...keywords, null, 7, [], [{ a: iri }]]) refused(terms);
    for (const definition of definitions) refused({ a: definition });
    for (const name of ['', 'a:b', 'a/b', 'é', 'a b', '@a', '_', iri]) refused({ [name]: iri });
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) refused({ [name]: iri });
    refused(JSON.parse(`{"__proto__": "${iri}"}`));
    refused({ a: iri }, { a: iri });
    refused(Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, `${iri}${n}`])));
  });

  test.each([
    'example',
    'http://example.org/#a',
    'did:example:a',
    '_:a',
    'https://example.org',
    'https://example.org/',
    'https://example.org/terms#',
    'urn:example:',
    'https://EXAMPLE.org/#a',
    'HTTPS://example.org/#a',
    'https://example.org:443/#a',
    'https://user@example.org/#a',
    'https://example.org/%61',
    'https://example.org/é',
    'https://example.org/a/../b',
    'https://example.org/./b',
    'https://example.org/b/..',
    'https ://example.org/#a',
    'https://example.org/#a\n',
    `https://example.org/${'a'.repeat(300)}`,
  ])('takes no address that is spelled like %j', (iri) => refused({ a: iri }));

  test.each([
    `${CREDENTIALS}validUntil`,
    `${CREDENTIALS}VALIDUNTIL`,
    `${CREDENTIALS.replace('credentials', 'Credentials')}validUntil`,
    'https://www.w3.org/ns/credentials/status#statusPurpose',
    'https://www.w3.org/ns/credentials/status#encodedList',
    'https://w3id.org/security#proofValue',
    'https://w3id.org/security#expiration',
    'https://www.w3.org/1999/02/22-rdf-syntax-ns#type',
    'https://schema.org/name',
    'https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement',
  ])('takes not %s, which a pinned context gives a meaning', (iri) => {
    refused({ a: iri });
    refused({ a: { '@id': iri, '@type': '@id' } });
    refused({ a: { '@id': 'urn:example:a', '@type': iri } });
  });

  test.each(['badge', 'issuedOn', 'recipient', 'verification', 'vc', 'vp'])(
    'takes not the name %s, which is read where no pinned context defines it',
    (name) => refused({ [name]: 'urn:example:a' }),
  );
});

interface Word {
  readonly name: string;
  readonly iri: string;
}

const options = () => ({
  eventHandler: null,
  documentLoader: async (url: string) => ({
    contextUrl: null,
    documentUrl: url,
    document: PINNED_CONTEXTS.get(url) as object,
  }),
  contextResolver: new ContextResolver({ sharedCache: new Map() }),
});

/** Every word of a context as jsonld understands it, at any depth. */
async function wordsOf(activeCtx: ActiveContext, localCtx: unknown): Promise<Word[]> {
  const call = { activeCtx, localCtx, overrideProtected: true, options: options() };
  const context = await contextProcessing.process(call);
  const words: Word[] = [];
  for (const [name, mapping] of context.mappings) {
    if (mapping === null || activeCtx.mappings.get(name) === mapping) continue;
    words.push({ name, iri: String(mapping['@id']) });
    if (mapping['@type']) words.push({ name, iri: String(mapping['@type']) });
    const inner = mapping['@context'];
    if (inner)
      words.push(...(await wordsOf(contextProcessing.getInitialContext({} as never), inner)));
  }
  return words;
}

test('no word and no address of any pinned context can be taken, as jsonld understands them', async () => {
  let count = 0;
  for (const url of PINNED_CONTEXTS.keys()) {
    for (const { name, iri } of await wordsOf(
      contextProcessing.getInitialContext({} as never),
      url,
    )) {
      count += 1;
      const byName = ownTermsProblem([CREDENTIALS_V1, { [name]: 'urn:example:free' }]);
      const byAddress = ownTermsProblem([CREDENTIALS_V1, { free: iri }]);
      const byLikeness = ownTermsProblem([
        CREDENTIALS_V1,
        {
          free: iri
            .replace(/^http:/, 'https:')
            .toUpperCase()
            .replace('HTTPS', 'https'),
        },
      ]);
      expect({ name, iri, byName, byAddress, byLikeness }).toEqual({
        name,
        iri,
        byName: expect.anything(),
        byAddress: expect.anything(),
        byLikeness: expect.anything(),
      });
    }
  }
  expect(count).toBeGreaterThan(500);
});

test('whatever is allowed changes nothing of what the words of others mean', async () => {
  const whole = { ...GENERIC, credentialStatus: { id: 'urn:example:status', ...STATUS } };
  const expected = await canonicalNQuads(whole);
  const name = fc.constantFrom(
    ...['validUntil', 'id', 'type', 'urn', 'did', 'https', 'http', 'cred', 'VerifiableCredential'],
    ...[
      'status',
      'word',
      'Word',
      'constructor',
      '@vocab',
      '@base',
      '@protected',
      '@version',
      'a:b',
    ],
  );
  const address = fc.constantFrom<JsonValue>(
    ...['urn:example:a', 'urn:example:', 'https://example.org/#a', 'https://example.org/', '@id'],
    ...[
      '@type',
      CREDENTIALS,
      `${CREDENTIALS}validUntil`,
      'https://w3id.org/security#',
      'a',
      'cred:a',
    ],
    ...[true, 1.1, null, {}],
  );
  const definition = fc.oneof(
    address,
    fc.record({ '@id': address, '@type': address }, { requiredKeys: ['@id'] }),
    fc.record({ '@id': address, '@prefix': fc.constant(true), '@container': fc.constant('@set') }),
  );
  const context = fc.dictionary(name, definition, { maxKeys: 3 }) as fc.Arbitrary<JsonObject>;
  let allowed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(context, { minLength: 1, maxLength: 2 }), async (own) => {
      const document = { ...whole, '@context': [CREDENTIALS_V2, ...own] };
      if (ownTermsProblem(document['@context'])) return;
      allowed += 1;
      expect(await canonicalNQuads(document)).toBe(expected);
    }),
    { numRuns: 3000, seed: 20_261_122 },
  );
  expect(allowed).toBeGreaterThan(100);
});
