import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { VerificationReport } from '../../src/domain/verification.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { verdictView } from '../../src/web/views/verifier/verdict.ts';
import { wordsOf } from '../../src/web/words.ts';
import { ORIGIN } from '../harness.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { askApi, tokenOf } from './ask-api.ts';
import { GENERIC } from './generic-credentials.ts';
import { openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const CREATED = '2026-11-20T15:00:00Z';
const TERMS = {
  Licence: 'https://example.org/terms#Licence',
  suspended: 'https://example.org/terms#suspended',
};

let web: TestWeb;
let bearer: string;

beforeAll(async () => {
  web = await startWeb({}, { VC_API: 'on' });
  bearer = await tokenOf(web, (await openCentreWithBadges(web)).profile);
});
afterAll(() => web.stop());

type Answer = { status: number; body: never };

async function post(path: string, body: object): Promise<Answer> {
  const answer = await askApi(web, 'POST', `/vc-api${path}`, { bearer, body });
  return { status: answer.status, body: (await answer.json()) as never };
}

const issue = (change: object, options: object = {}) =>
  post('/credentials/issue', { credential: { ...GENERIC, ...change }, options });
const verify = (verifiableCredential: unknown, options: object = {}) =>
  post('/credentials/verify', { verifiableCredential, options });

const licence = (terms: object = TERMS): JsonObject => ({
  ...GENERIC,
  '@context': [V2, terms as JsonObject],
  type: ['VerifiableCredential', 'Licence'],
  credentialSubject: { id: 'did:example:subject', suspended: true },
});

describe('a credential with words of its own', () => {
  test.each(['eddsa-rdfc-2022', 'vc+jwt'])('is issued and verified as %s', async (format) => {
    const { status, body } = await issue(licence(), { format });
    expect({ status, body }).toMatchObject({ status: 201 });
    expect(await verify(body['verifiableCredential'])).toMatchObject({
      status: 200,
      body: { verdict: 'verified', warnings: expect.arrayContaining(['terms_of_its_own']) },
    });
  });

  test.each([
    ['a base', { '@base': 'https://example.org/' }],
    ['a vocabulary', { '@vocab': 'https://example.org/' }],
    ['a word of the model', { ...TERMS, validUntil: 'https://example.org/terms#until' }],
    [
      'an address of the model',
      { ...TERMS, ends: 'https://www.w3.org/2018/credentials#validUntil' },
    ],
    ['no address', { ...TERMS, Licence: 'https ://example.org/#Licence' }],
  ])('is not issued with %s', async (_what, terms) => {
    expect(await issue(licence(terms))).toMatchObject({
      status: 400,
      body: { code: 'credential_invalid', issues: [{ path: '/credential/@context' }] },
    });
  });

  test('cannot hide that it was revoked: the signed graph would stay the same', async () => {
    const id = 'urn:uuid:7f3a2c1e-0000-4000-8000-00000000000a';
    const { body } = await issue({ ...licence(), id }, { credentialStatus: true });
    const { credentialStatus, ...rest } = body['verifiableCredential'] as JsonObject;
    const entry = { type: 'BitstringStatusListEntry' };
    await post('/credentials/status', { credentialId: id, credentialStatus: entry, status: true });
    const status = {
      '@id': 'https://www.w3.org/2018/credentials#credentialStatus',
      '@type': '@id',
    };
    const hidden = { ...rest, '@context': [V2, { ...TERMS, status }], status: credentialStatus };
    for (const options of [{}, { checks: ['proof'] }]) {
      expect(await verify(hidden, options)).toMatchObject({
        status: 400,
        body: {
          verified: false,
          problemDetails: expect.arrayContaining([
            expect.objectContaining({ code: 'context_not_allowed' }),
          ]),
        },
      });
    }
  });

  test('is shown by what was signed, whatever its words were changed to since', async () => {
    const { body } = await issue(licence());
    const { suspended: address, ...others } = TERMS;
    const renamed = {
      ...(body['verifiableCredential'] as JsonObject),
      '@context': [V2, { ...others, honoured: address }],
      credentialSubject: { id: 'did:example:subject', honoured: true },
    };
    const answer = await verify(renamed);
    expect(answer).toMatchObject({ status: 200, body: { verified: true } });
    const report = answer.body as VerificationReport;
    const { content } = verdictView(wordsOf('fr'), report, ORIGIN);
    const labels = content.facts.map(({ label }) => label);
    expect(labels).toContain('suspended');
    expect(labels).not.toContain('honoured');
  });

  test('may be shown, by a presentation with words of its own', async () => {
    const { body } = await issue(licence());
    const holder = newKey();
    const did = `did:key:${holder.multibase}`;
    const presentation = {
      '@context': [V2, { Visit: 'https://example.org/terms#Visit' }],
      type: ['VerifiablePresentation', 'Visit'],
      holder: did,
      verifiableCredential: [body['verifiableCredential']],
    };
    const use = { proofPurpose: 'authentication', challenge: 'abc', created: CREATED };
    const method = { verificationMethod: `${did}#${holder.multibase}` };
    const verifiablePresentation = await signed(presentation, { ...use, ...method }, holder);
    const options = { challenge: 'abc' };
    expect(await post('/presentations/verify', { verifiablePresentation, options })).toMatchObject({
      status: 200,
      body: { verified: true },
    });
  });
});

test.each([
  ['a badge', badge()],
  [
    'an endorsement',
    { ...badge(), type: ['VerifiableCredential', 'EndorsementCredential'] } as JsonObject,
  ],
])('%s has no words of its own (T17)', async (_what, credential) => {
  const contexts = credential['@context'] as string[];
  const given = { ...credential, '@context': [...contexts, TERMS] };
  expect(await verify(given)).toMatchObject({
    status: 400,
    body: {
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'contexts', code: 'context_not_allowed' }),
      ]),
    },
  });
});

test('a proof must have been made for the purpose that is asked for', async () => {
  const { body } = await issue({});
  const given = body['verifiableCredential'];
  const asked = (expectedProofPurpose: string) =>
    verify(given, { checks: ['proof'], expectedProofPurpose });
  expect(await asked('assertionMethod')).toMatchObject({ status: 200 });
  expect(await asked('authentication')).toMatchObject({
    status: 400,
    body: {
      verified: false,
      problemDetails: [
        {
          type: 'https://w3id.org/security#MISMATCHED_PROOF_PURPOSE_ERROR',
          code: 'proof_purpose_mismatch',
        },
      ],
    },
  });
});

test.each([
  { statusPurpose: 'revocation', statusListIndex: true },
  { statusPurpose: 'revocation', statusListIndex: '-1' },
  { statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: 'nowhere' },
  { statusPurpose: 'revocation', statusListIndex: '1', statusSize: 0 },
  { statusListIndex: '1' },
])('a status that says %j is not signed (Bitstring Status List, 2.1)', async (entry) => {
  const type = 'BitstringStatusListEntry';
  const list = { statusListCredential: 'https://example.com/status/1' };
  const answer = await issue({ credentialStatus: { type, ...list, ...entry } });
  expect(answer).toMatchObject({ status: 400, body: { code: 'credential_invalid' } });
});
