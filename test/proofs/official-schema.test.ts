import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { importJWK, jwtVerify } from 'jose';
import type { SignedCredential } from '../../src/domain/award.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { didKeyDocument } from '../../src/proofs/did.ts';
import { awardBatch } from '../../src/usecases/awarding/award-batch.ts';
import { badgeOf, emailCopyOf, jwtOf, sampleOf } from '../../src/usecases/awarding/copies.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import {
  didDocumentOf,
  jwkOf,
  profileOfHandle,
} from '../../src/usecases/operations/published-documents.ts';
import {
  ACHIEVEMENT_TEXT,
  awardCsv,
  NOW,
  OPERATOR,
  openCentre,
  openService,
  type TestService,
} from '../harness.ts';
import { readSharedJson } from './shared.ts';

const SCHEMAS = 'spec/schema/';

let t: TestService;
/** One of every kind that we issue, as it was signed. */
let credentials: Readonly<Record<string, SignedCredential>>;
let jwts: readonly SignedCredential[];

beforeAll(async () => {
  t = await openService();
  const { service } = t;
  const { profile, achievement } = await openCentre(service);
  const imported = await importAchievements(service, OPERATOR, profile.id, [
    ACHIEVEMENT_TEXT,
    { name: 'Bref', inLanguage: 'fr', description: 'Rien de plus.', criteria: 'Être là.' },
  ]);
  const [, english, bare] = imported.map((one) => one.achievement);
  if (!english || !bare) throw new Error('There is no translation.');
  const badge = async (of: typeof achievement) => {
    const [report] = await awardCsv(service, profile, of, 'Prénom\nLéa\n');
    return badgeOf(service, report?.award?.id ?? '');
  };
  const french = await badge(achievement);
  const award = await service.store.awards.get(french.awardId);
  if (!award) throw new Error('There is no award.');
  const copy = await emailCopyOf(service, award, { email: 'a@b.test', band: 'adult' });
  if (typeof copy === 'string') throw new Error(copy);
  credentials = {
    'a badge in French': french,
    'a badge in English': await badge(english),
    'a badge with nothing that may be left out': await plainBadge(profile.id, bare.id),
    'an e-mail copy': copy,
    'a sample': await sampleOf(service, award),
  };
  jwts = [await jwtOf(service, french.id), await jwtOf(service, copy.id)];
});
afterAll(() => t.stop());

/** Neither workshop nor sentence: no evidence. */
async function plainBadge(profileId: string, achievementId: string): Promise<SignedCredential> {
  const list = t.service.readList(new TextEncoder().encode('Prénom\nYanis\n'));
  const command = { profileId, achievementId, occasion: '', list };
  const batch = await prepareBatch(t.service, OPERATOR, command);
  const ids: string[] = [];
  const choices = new Map<number, string>();
  await awardBatch(t.service, OPERATOR, batch, { choices }, ({ award }) => {
    if (award) ids.push(award.id);
  });
  return badgeOf(t.service, ids[0] ?? '');
}

const KINDS = [
  'a badge in French',
  'a badge in English',
  'a badge with nothing that may be left out',
  'an e-mail copy',
  'a sample',
];

const read = (kind: string): JsonObject => JSON.parse(credentials[kind]?.text ?? '{}');

describe.each(KINDS)('%s', (kind) => {
  test('is what the official schema asks for', () => {
    const validate = validator('achievementcredential.json');
    if (!validate) return;
    validate(read(kind));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('names an issuer that is what the official schema of a profile asks for', () => {
    const validate = validator('profile.json');
    if (!validate) return;
    validate(read(kind)['issuer']);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('is verified by the library of Digital Bazaar, and not once it is changed', async () => {
    const text = credentials[kind]?.text ?? '';
    const outcome = await verifiedByOthers(JSON.parse(text));
    expect(outcome).toMatchObject({ verified: true });
    const changed = text.replace('"achievementType":"Badge"', '"achievementType":"Award"');
    expect(changed).not.toBe(text);
    expect(await verifiedByOthers(JSON.parse(changed))).toMatchObject({ verified: false });
  });
});

test('the schema of others finds fault with what is no badge', () => {
  const validate = validator('achievementcredential.json');
  if (!validate) return;
  expect(validate({ ...read('a badge in French'), credentialSubject: {} })).toBe(false);
});

test('jose verifies the JWTs with the bare JWK behind their kid (J1)', async () => {
  for (const { text } of jwts) {
    const { protectedHeader, payload } = await jwtVerify(text, publishedJwk, {
      algorithms: ['RS256'],
      currentDate: NOW,
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(payload['jti']).toBe(payload['id']);
  }
});

test('the JWT says word for word what the badge says', async () => {
  const [jwt] = jwts;
  const [, payload = ''] = jwt?.text.split('.') ?? [];
  const { iss, jti, sub, nbf, ...inside } = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  );
  const { proof: _, ...badge } = read('a badge in French');
  expect(inside).toEqual(badge);
  expect({ iss, jti, sub, nbf }).toEqual({
    iss: (badge['issuer'] as JsonObject)['id'],
    jti: badge['id'],
    sub: (badge['credentialSubject'] as JsonObject)['id'],
    nbf: Date.parse(String(badge['validFrom'])) / 1000,
  });
});

test('the signed status list is verified by the library of Digital Bazaar', async () => {
  const [, second] = Object.values(credentials);
  const list = JSON.parse(await t.service.statusList(second?.statusListId ?? ''));
  expect(await verifiedByOthers(list)).toMatchObject({ verified: true });
});

function validator(name: string) {
  const schema = readSharedJson(`${SCHEMAS}${name}`);
  if (!schema) return undefined;
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

async function verifiedByOthers(credential: object) {
  return verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader,
    checkStatus: async () => ({ verified: true }),
    now: NOW,
  });
}

/** What a stranger's verifier would fetch: the contexts, and our DID documents as we serve them. */
async function documentLoader(documentUrl: string) {
  const context = PINNED_CONTEXTS.get(documentUrl);
  const document = context ?? (await dereference(documentUrl));
  return { contextUrl: null, documentUrl, document };
}

async function dereference(url: string): Promise<JsonObject> {
  const [did = ''] = url.split('#');
  const document = did.startsWith('did:key:') ? keyDocument(did) : await webDocument(did);
  if (url === did) return { ...document, '@context': 'https://www.w3.org/ns/did/v1' };
  const method = (document['verificationMethod'] as JsonObject[]).find(({ id }) => id === url);
  return { '@context': 'https://w3id.org/security/multikey/v1', ...method };
}

function keyDocument(did: string): JsonObject {
  const document = didKeyDocument(did);
  if ('problem' in document) throw new Error(String(document['problem']));
  return document;
}

async function webDocument(did: string): Promise<JsonObject> {
  const profile = await profileOfHandle(t.service, did.split(':').at(-1) ?? '');
  return (await didDocumentOf(t.service, profile)) as JsonObject;
}

async function publishedJwk({ kid = '' }: { kid?: string }) {
  const [, handle = '', name = ''] = /\/issuers\/([^/]+)\/keys\/(.+)$/.exec(kid) ?? [];
  const jwk = await jwkOf(t.service, await profileOfHandle(t.service, handle), name);
  return importJWK(jwk as Record<string, string>);
}
