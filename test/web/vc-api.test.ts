import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askApi, tokenOf } from './ask-api.ts';
import { GENERIC } from './generic-credentials.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let bearer: string;

beforeAll(async () => {
  web = await startWeb({}, { VC_API: 'on' });
  centre = await openCentreWithBadges(web);
  bearer = await tokenOf(web, centre.profile);
});
afterAll(() => web.stop());

type Body = Readonly<Record<string, unknown>>;

async function post(
  path: string,
  body: unknown,
  token = '',
): Promise<{ status: number; body: never }> {
  const answer = await askApi(web, 'POST', `/vc-api${path}`, { bearer: token, body });
  return { status: answer.status, body: (await answer.json()) as never };
}

const issue = (credential: unknown, options: object = {}) =>
  post('/credentials/issue', { credential, options }, bearer);
const verify = (verifiableCredential: unknown, options: object = {}) =>
  post('/credentials/verify', { verifiableCredential, options });

async function issued(change: object = {}, options: object = {}): Promise<Body> {
  const { status, body } = await issue({ ...GENERIC, ...change }, options);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body['verifiableCredential'];
}

describe('issuing', () => {
  test('answers exactly 201 with the signed credential, and it verifies', async () => {
    const { status, body } = await issue({ ...GENERIC, id: 'urn:uuid:1' });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(['verifiableCredential']);
    const credential: Body = body['verifiableCredential'];
    expect(credential).toMatchObject({ ...GENERIC, id: 'urn:uuid:1' });
    expect(credential['proof']).toMatchObject({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
    });
    expect(credential['issuer']).toMatch(/^did:key:z6Mk/);
    const answer = await verify(credential);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        verified: true,
        verdict: 'verified',
        kind: 'credential',
        errors: [],
        problemDetails: [],
        warnings: ['not_an_open_badge'],
      },
    });
  });

  test('is of one issuer, which is not the centre’s own', async () => {
    const one = await issued();
    const other = await issued({ issuer: { name: 'Essai' } });
    expect(other['issuer']).toEqual({ id: one['issuer'], name: 'Essai' });
    expect(await issued({ issuer: one['issuer'] })).toMatchObject({ issuer: one['issuer'] });
    const did = await (await web.fetch(`/issuers/${centre.profile.handle}/did.json`)).text();
    const jwks = await (await web.fetch('/.well-known/jwks.json')).text();
    const key = String(one['issuer']).slice('did:key:'.length);
    expect(did + jwks).not.toContain(key);
  });

  test('makes one issuer of two requests that come first', async () => {
    const { profile } = await openCentreWithBadges(web);
    const token = await tokenOf(web, profile);
    const answers = await Promise.all(
      [1, 2].map(() => post('/credentials/issue', { credential: GENERIC }, token)),
    );
    const issuers = answers.map(({ body }) => (body['verifiableCredential'] as Body)['issuer']);
    expect(issuers[0]).toMatch(/^did:key:/);
    expect(issuers[1]).toBe(issuers[0]);
    expect(issuers[0]).not.toBe((await issued())['issuer']);
  });

  test('knows the words of contexts that the operator pinned', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecusson-contexts-'));
    const url = 'https://www.w3.org/ns/credentials/examples/v2';
    const text = '{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}';
    const sha256 = createHash('sha256').update(text).digest('hex');
    await writeFile(join(folder, 'examples.json'), text);
    const list = JSON.stringify([{ url, file: 'examples.json', sha256 }]);
    await writeFile(join(folder, 'list.json'), list);
    const env = { VC_API: 'on', OPERATOR_CONTEXTS: join(folder, 'list.json') };
    const pinned = await startWeb({}, env);
    const token = await tokenOf(pinned, (await openCentreWithBadges(pinned)).profile);
    const credential = {
      ...GENERIC,
      '@context': [...GENERIC['@context'], url],
      type: ['VerifiableCredential', 'ExampleDegreeCredential'],
      credentialSubject: { id: 'did:example:subject', degree: 'ExampleBachelor' },
    };
    const ask = (path: string, body: object) =>
      askApi(pinned, 'POST', path, { bearer: token, body });
    const answer = await ask('/vc-api/credentials/issue', { credential });
    expect(answer.status).toBe(201);
    const { verifiableCredential } = (await answer.json()) as Body;
    const verified = await ask('/vc-api/credentials/verify', { verifiableCredential });
    expect(verified.status).toBe(200);
    await pinned.stop();
    await rm(folder, { recursive: true });
  });

  test('answers with an enveloped token when asked for one (VC-JOSE-COSE)', async () => {
    const envelope = await issued({ id: 'urn:uuid:2' }, { format: 'vc+jwt' });
    expect(envelope['type']).toBe('EnvelopedVerifiableCredential');
    const [, token = ''] = String(envelope['id']).split('data:application/vc+jwt,');
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toEqual({
      alg: 'EdDSA',
      kid: expect.stringMatching(/^did:key:(z6Mk\w+)#\1$/),
      typ: 'vc+jwt',
    });
    expect(payload).toMatchObject({ ...GENERIC, id: 'urn:uuid:2' });
    expect(payload).not.toHaveProperty('vc');
    expect(await verify(envelope)).toMatchObject({ status: 200, body: { verified: true } });
    expect(await verify(token)).toMatchObject({ status: 200, body: { verified: true } });
  });

  test.each<[string, object]>([
    ['types that are absolute URLs', { type: ['VerifiableCredential', 'https://a.test/#T'] }],
    ['several subjects', { credentialSubject: [{ id: 'did:example:a' }, { id: 'did:example:b' }] }],
    [
      'a name in several languages',
      {
        name: [
          { '@value': 'Dog', '@language': 'en' },
          { '@value': 'كلب', '@language': 'ar', '@direction': 'rtl' },
        ],
      },
    ],
    [
      'a schema that nobody has',
      {
        credentialSchema: { id: 'did:example:schemas/1', type: 'https://a.test/#Schema' },
      },
    ],
    ['a service to refresh', { refreshService: { type: 'https://a.test/#Refresh' } }],
    [
      'terms and evidence',
      {
        termsOfUse: { type: 'https://a.test/#Policy' },
        evidence: [{ type: 'https://a.test/#Evidence', id: 'https://a.test/e/1' }],
      },
    ],
    ['milliseconds and another zone', { validFrom: '2023-02-26T01:19:19.123-08:00' }],
    ['an end that is past', { validUntil: '2023-02-26T01:19:20Z' }],
    [
      'a status that someone else keeps',
      {
        credentialStatus: { id: 'did:example:status', type: 'https://a.test/#Status' },
      },
    ],
    [
      'the right digest of a context',
      {
        relatedResource: {
          id: 'https://www.w3.org/ns/credentials/v2',
          digestSRI: 'sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU',
          digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ',
        },
      },
    ],
  ])('signs %s', async (_name, change) => {
    const credential = await issued(change);
    expect(credential).toMatchObject(change);
    const mechanics = await verify(credential, { checks: ['proof'] });
    expect(mechanics).toMatchObject({ status: 200, body: { verified: true, errors: [] } });
  });

  test.each<[string, unknown]>([
    ['no credential', undefined],
    ['no context', { ...GENERIC, '@context': undefined }],
    ['a context that is no array', { ...GENERIC, '@context': 4 }],
    [
      'the contexts in another order',
      {
        ...GENERIC,
        '@context': ['https://w3id.org/security/data-integrity/v2', GENERIC['@context'][0]],
      },
    ],
    [
      'an address that is not pinned',
      {
        ...GENERIC,
        '@context': [...GENERIC['@context'], 'https://example.com/v1'],
      },
    ],
    [
      'a context of its own with @vocab',
      {
        ...GENERIC,
        '@context': [...GENERIC['@context'], { '@vocab': 'https://a.test/' }],
      },
    ],
    [
      'a context of its own with @base',
      {
        ...GENERIC,
        '@context': [...GENERIC['@context'], { '@base': 'https://a.test/' }],
      },
    ],
    [
      'a protected term redefined',
      {
        ...GENERIC,
        '@context': [...GENERIC['@context'], { VerifiableCredential: 'https://a.test/#Other' }],
      },
    ],
    [
      'version 1.1',
      {
        ...GENERIC,
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        issuanceDate: '2026-01-01T00:00:00Z',
      },
    ],
    ['no type', { ...GENERIC, type: undefined }],
    ['another type alone', { ...GENERIC, type: ['https://a.test/#T'] }],
    ['types that are not text', { ...GENERIC, type: ['VerifiableCredential', 2, null] }],
    ['a type that no context defines', { ...GENERIC, type: ['VerifiableCredential', 'Unmapped'] }],
    [
      'a word that no context defines',
      {
        ...GENERIC,
        credentialSubject: { id: 'did:example:subject', shoeSize: 43 },
      },
    ],
    ['an id that is no URL', { ...GENERIC, id: 'not-a-url' }],
    ['an id that is null', { ...GENERIC, id: null }],
    ['several ids', { ...GENERIC, id: ['urn:uuid:1', 'urn:uuid:2'] }],
    ['no subject', { ...GENERIC, credentialSubject: undefined }],
    ['an empty subject', { ...GENERIC, credentialSubject: {} }],
    [
      'an empty subject among others',
      {
        ...GENERIC,
        credentialSubject: [{ id: 'did:example:a' }, {}],
      },
    ],
    ['a subject whose id is no URL', { ...GENERIC, credentialSubject: { id: 'Léa' } }],
    [
      'a null within',
      {
        ...GENERIC,
        credentialSubject: { id: 'did:example:subject', name: null },
      },
    ],
    ['an issuer that is null', { ...GENERIC, issuer: null }],
    ['an issuer that is a number', { ...GENERIC, issuer: 4 }],
    ['an issuer of another key', { ...GENERIC, issuer: 'did:example:someone' }],
    ['an issuer object of another key', { ...GENERIC, issuer: { id: 'did:example:someone' } }],
    ['a date without a zone', { ...GENERIC, validFrom: '2026-01-01T00:00:00' }],
    ['a date that is none', { ...GENERIC, validUntil: 'tomorrow' }],
    [
      'an end before the beginning',
      {
        ...GENERIC,
        validFrom: '2026-01-02T00:00:00Z',
        validUntil: '2026-01-01T00:00:00Z',
      },
    ],
    [
      'a name with more than a language',
      {
        ...GENERIC,
        name: { '@value': 'Dog', '@language': 'en', url: 'did:example:dog' },
      },
    ],
    [
      'a name of the issuer with more',
      {
        ...GENERIC,
        issuer: { name: { '@value': 'Dog', '@language': 'en', url: 'did:example:dog' } },
      },
    ],
    [
      'a keyword where no language is said',
      {
        ...GENERIC,
        credentialSubject: { id: 'did:example:subject', '@nest': {} },
      },
    ],
    ['a status without a type', { ...GENERIC, credentialStatus: { id: 'did:example:s' } }],
    [
      'a status whose id is no URL',
      {
        ...GENERIC,
        credentialStatus: { id: 'no', type: 'https://a.test/#S' },
      },
    ],
    ['a schema without an id', { ...GENERIC, credentialSchema: { type: 'https://a.test/#S' } }],
    ['a schema without a type', { ...GENERIC, credentialSchema: { id: 'did:example:s' } }],
    ['terms without a type', { ...GENERIC, termsOfUse: { id: 'did:example:t' } }],
    ['evidence without a type', { ...GENERIC, evidence: { id: 'did:example:e' } }],
    ['a refresh service without a type', { ...GENERIC, refreshService: { id: 'did:example:r' } }],
    ['a related resource as text', { ...GENERIC, relatedResource: ['https://a.test/r'] }],
    [
      'a related resource without an id',
      {
        ...GENERIC,
        relatedResource: { digestSRI: 'sha256-ca3d163bab05' },
      },
    ],
    [
      'a related resource without a digest',
      {
        ...GENERIC,
        relatedResource: { id: 'https://a.test/r' },
      },
    ],
    [
      'a related resource twice',
      {
        ...GENERIC,
        relatedResource: [1, 2].map(() => ({
          id: 'https://a.test/r',
          digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ',
        })),
      },
    ],
    [
      'a digest that is none',
      {
        ...GENERIC,
        relatedResource: { id: 'https://a.test/r', digestMultibase: 'uZTQ0MjM1NiAg' },
      },
    ],
    [
      'a wrong digest of a context',
      {
        ...GENERIC,
        relatedResource: {
          id: 'https://www.w3.org/ns/credentials/v2',
          digestMultibase: 'uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k',
        },
      },
    ],
    ['a proof already', { ...GENERIC, proof: { type: 'DataIntegrityProof' } }],
  ])('refuses %s with 400 (VCDM 2.0)', async (_name, credential) => {
    const { status, body } = await issue(credential);
    expect({ status, body }).toMatchObject({ status: 400, body: { code: expect.any(String) } });
  });

  test('refuses options that ask for what it does not do', async () => {
    for (const options of [
      { format: 'sd-jwt' },
      { cryptosuite: 'ecdsa-sd-2023' },
      { credentialStatus: { type: 'BitstringStatusList', statusPurpose: 'suspension' } },
    ]) {
      expect((await issue(GENERIC, options)).status).toBe(400);
    }
  });

  test('is not there unless the operator switched it on', async () => {
    const off = await startWeb();
    const { profile } = await openCentreWithBadges(off);
    const token = await tokenOf(off, profile);
    for (const path of ['/vc-api/credentials/issue', '/vc-api/credentials/status']) {
      const answer = await askApi(off, 'POST', path, { bearer: token, body: {} });
      expect(answer.status).toBe(404);
    }
    await off.stop();
  });

  test('is for programs that may (SECURITY T56)', async () => {
    expect((await post('/credentials/issue', { credential: GENERIC })).status).toBe(401);
    const narrow = await tokenOf(web, centre.profile, ['awards:write']);
    const answer = await post('/credentials/issue', { credential: GENERIC }, narrow);
    expect(answer).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  });
});

describe('status', () => {
  const revoke = (credentialId: unknown, more: object = {}, token = bearer) =>
    post('/credentials/status', { credentialId, status: true, ...more }, token);

  test('is a bit of a list of the same issuer, and a revocation is for good', async () => {
    const id = 'urn:uuid:status-1';
    const credential = await issued({ id }, { credentialStatus: { statusPurpose: 'revocation' } });
    const entry = credential['credentialStatus'] as Body;
    expect(entry).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' });
    const listUrl = String(entry['statusListCredential']);
    const list = (await (await web.fetch(new URL(listUrl).pathname)).json()) as Body;
    expect(list).toMatchObject({ id: listUrl, issuer: { id: credential['issuer'] } });
    expect(await verify(credential)).toMatchObject({ status: 200 });
    expect(await revoke(id, { status: false })).toMatchObject({ status: 200 });
    expect(await verify(credential)).toMatchObject({ status: 200 });
    const { statusListCredential, statusListIndex } = entry;
    const credentialStatus = { type: 'BitstringStatusList', statusListCredential, statusListIndex };
    expect(await revoke(id, { credentialStatus })).toMatchObject({ status: 200 });
    expect(await verify(credential)).toMatchObject({
      status: 400,
      body: { verified: false, verdict: 'rejected', state: 'revoked' },
    });
    expect(await verify(credential, { checks: ['proof'] })).toMatchObject({ status: 200 });
    expect(await revoke(id)).toMatchObject({ status: 200 });
    expect(await revoke(id, { status: false })).toMatchObject({
      status: 400,
      body: { code: 'status_irreversible' },
    });
  });

  test('is asked as older clients do, of a token, by the name that was given', async () => {
    const credentialId = 'example.test/7';
    const options = { credentialId, credentialStatus: true, format: 'vc+jwt' };
    const envelope = await issued({}, options);
    expect(await verify(envelope)).toMatchObject({ status: 200 });
    const body = { credentialId, credentialStatus: [{ type: 'BitstringStatusList', status: '1' }] };
    expect((await post('/credentials/status', body, bearer)).status).toBe(200);
    expect(await verify(envelope)).toMatchObject({ status: 400, body: { state: 'revoked' } });
  });

  test('of what was not issued here, has no status, or is another centre’s is unknown', async () => {
    await issued({ id: 'urn:uuid:no-status' });
    await issued({ id: 'urn:uuid:ours' }, { credentialStatus: true });
    const other = await tokenOf(web, (await openCentreWithBadges(web)).profile);
    for (const answer of [
      await revoke('urn:uuid:nobody'),
      await revoke('urn:uuid:no-status'),
      await revoke('urn:uuid:ours', { credentialStatus: { statusListIndex: '131073' } }),
      await revoke('urn:uuid:ours', {}, other),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'credential_unknown' } });
    }
    expect(
      (await post('/credentials/status', { credentialId: 'urn:uuid:ours' }, bearer)).status,
    ).toBe(400);
  });
});
