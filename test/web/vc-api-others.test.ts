import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compactVerify, importJWK } from 'jose';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { NOW } from '../harness.ts';
import { askApi, tokenOf } from './ask-api.ts';
import { GENERIC } from './generic-credentials.ts';
import { openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let bearer: string;
const documents = new Map<string, object>(PINNED_CONTEXTS);

beforeAll(async () => {
  web = await startWeb({}, { VC_API: 'on' });
  bearer = await tokenOf(web, (await openCentreWithBadges(web)).profile);
});
afterAll(() => web.stop());

async function documentLoader(documentUrl: string): Promise<object> {
  const document = documents.get(documentUrl);
  if (!document) throw new Error(`${documentUrl} is not here.`);
  return { contextUrl: null, documentUrl, document };
}

async function issued(options: object): Promise<Record<string, string>> {
  const body = { credential: { ...GENERIC, validFrom: '2026-11-20T15:00:00Z' }, options };
  const answer = await askApi(web, 'POST', '/vc-api/credentials/issue', { bearer, body });
  return ((await answer.json()) as { verifiableCredential: never }).verifiableCredential;
}

function publish(did: string): void {
  const multibase = did.slice('did:key:'.length);
  const id = `${did}#${multibase}`;
  const context = 'https://w3id.org/security/multikey/v1';
  const method = { id, type: 'Multikey', controller: did, publicKeyMultibase: multibase };
  documents.set(id, { '@context': context, ...method });
  const controller = 'https://w3id.org/security/v2';
  documents.set(did, {
    '@context': controller,
    id: did,
    assertionMethod: [id],
    authentication: [id],
  });
}

test('what is issued verifies with a verifier that nobody here wrote', async () => {
  const credential = await issued({});
  publish(String(credential['issuer']));
  const suite = new DataIntegrityProof({ cryptosuite });
  const checkStatus = async () => ({ verified: true });
  const given = { credential, suite, documentLoader, checkStatus, now: NOW };
  expect(await vc.verifyCredential(given)).toMatchObject({ verified: true });
  const changed = { ...given, credential: { ...credential, id: 'urn:uuid:other' } };
  expect(await vc.verifyCredential(changed)).toMatchObject({ verified: false });
});

test('a token verifies with a library that nobody here wrote', async () => {
  const { id = '' } = await issued({ format: 'vc+jwt' });
  const [, token = ''] = id.split(',');
  const { store } = web.service;
  const keys = await store.keys.listAll();
  const key = keys.find(({ profileId }) => profileId.endsWith('.vc-api'));
  const { payload } = await compactVerify(token, await importJWK({ ...key?.publicJwk }, 'EdDSA'));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject(GENERIC);
});

test('a presentation that others made verifies, for its own occasion alone', async () => {
  const pair = await Ed25519Multikey.generate({ controller: 'did:key:unknown' });
  const exported = await pair.export({ publicKey: true, includeContext: true });
  const { publicKeyMultibase } = exported as { publicKeyMultibase: string };
  const did = `did:key:${publicKeyMultibase}`;
  const signer = Object.assign(pair.signer(), { id: `${did}#${publicKeyMultibase}` });
  publish(did);
  const occasion = { challenge: 'c-1', domain: 'verifier.test' };
  const verifiablePresentation = await vc.signPresentation({
    presentation: {
      '@context': GENERIC['@context'],
      type: ['VerifiablePresentation'],
      holder: did,
      verifiableCredential: [await issued({})],
    },
    suite: new DataIntegrityProof({ cryptosuite, signer, date: '2026-11-20T15:00:00Z' }),
    documentLoader,
    ...occasion,
  });
  const present = (options: object) =>
    askApi(web, 'POST', '/vc-api/presentations/verify', {
      bearer: '',
      body: { verifiablePresentation, options },
    });
  const answer = await present(occasion);
  expect(await answer.json()).toMatchObject({ verified: true, holder: did });
  expect(answer.status).toBe(200);
  expect((await present({ ...occasion, challenge: 'c-2' })).status).toBe(400);
});
