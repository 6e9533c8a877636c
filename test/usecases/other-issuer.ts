import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { gzipFast } from '../../src/compose/machine.ts';
import { toBase58 } from '../../src/formats/base58.ts';
import { concat, toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads } from '../../src/proofs/canonize.ts';
import { unsignedProof } from '../../src/proofs/data-integrity.ts';
import { multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { bitsOf, encodeList } from '../../src/proofs/status-list.ts';
import { answers, JSON_TYPE, openRemote, PUBLIC, type Remote } from '../egress/harness.ts';
import { NOW, openService, type TestService } from '../harness.ts';
import { badge as sampleBadge } from '../proofs/sample.ts';

/** Someone who is not us, with documents that anyone can fetch. */
export const OTHER = 'did:web:other.test';
const CREATED = '2026-11-20T15:00:00Z';

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly multibase: string;
  readonly jwk: JsonObject;
}

export function newKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' }) as JsonObject;
  const raw = new Uint8Array(Buffer.from(String(jwk['x']), 'base64url'));
  return { privateKey, multibase: multibaseOfEd25519(raw), jwk };
}

export const KEY = newKey();
export const METHOD = `${OTHER}#${KEY.multibase}`;

/** The DID document of an issuer with one key, with changes to the document or to its method. */
export function didDocument(
  change: JsonObject = {},
  methodChange: JsonObject = {},
  key = KEY,
  did = OTHER,
): JsonObject {
  const id = `${did}#${key.multibase}`;
  const method = { id, type: 'Multikey', controller: did, publicKeyMultibase: key.multibase };
  return {
    id: did,
    verificationMethod: [{ ...method, ...methodChange }],
    assertionMethod: [id],
    ...change,
  };
}

/** A badge of `OTHER` without status, with changes. */
export function badge(change: JsonObject = {}): JsonObject {
  const { credentialStatus: _, validUntil: __, ...credential } = sampleBadge();
  return {
    ...credential,
    id: 'https://other.test/badges/1',
    issuer: { id: OTHER, type: ['Profile'], name: 'Autre centre' },
    ...change,
  };
}

/** Signs whatever it is given, properly, as an issuer of bad faith would. */
export async function proofOf(
  credential: JsonObject,
  change: JsonObject = {},
  key = KEY,
): Promise<JsonObject> {
  const options = { ...unsignedProof({ verificationMethod: METHOD, created: CREATED }), ...change };
  const context = credential['@context'] ?? null;
  const proofText = await canonicalNQuads({ ...options, '@context': context });
  const documentText = await canonicalNQuads(credential);
  const data = concat(digest(proofText), digest(documentText));
  const signature = new Uint8Array(sign(null, data, key.privateKey));
  return { ...options, proofValue: `z${toBase58(signature)}` };
}

export async function signed(
  credential: JsonObject,
  change: JsonObject = {},
  key = KEY,
): Promise<JsonObject> {
  return { ...credential, proof: [await proofOf(credential, change, key)] };
}

function digest(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}

/** A VC-JWT signed with Ed25519: header and claims as they should be, with changes. */
export function jwt(
  credential: JsonObject,
  { header = {}, claims = {}, key = KEY }: { header?: object; claims?: object; key?: TestKey } = {},
): string {
  const subject = credential['credentialSubject'] as JsonObject;
  const payload = {
    ...credential,
    iss: (credential['issuer'] as JsonObject)['id'],
    jti: credential['id'],
    sub: subject['id'],
    nbf: Date.parse(String(credential['validFrom'])) / 1000,
    ...claims,
  };
  const parts = [{ alg: 'EdDSA', kid: METHOD, typ: 'JWT', ...header }, payload];
  const input = parts.map((part) => toBase64Url(utf8(JSON.stringify(part)))).join('.');
  const signature = new Uint8Array(sign(null, utf8(input), key.privateKey));
  return `${input}.${toBase64Url(signature)}`;
}

/** Kept by the world's service for 5 minutes once it was read: tests of lists use one each. */
export const LIST_URL = 'https://other.test/status/1';

export function statusEntry(change: JsonObject = {}): JsonObject {
  return {
    id: `${LIST_URL}#7`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: LIST_URL,
    ...change,
  };
}

/** A status list of `OTHER` with these bits set, unsigned. */
export async function statusList(
  revoked: readonly number[],
  change: JsonObject = {},
  subjectChange: JsonObject = {},
): Promise<JsonObject> {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: LIST_URL,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: OTHER,
    validFrom: CREATED,
    credentialSubject: {
      id: `${LIST_URL}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: await encodeList(bitsOf(revoked), { gzip: gzipFast }),
      ...subjectChange,
    },
    ...change,
  };
}

export interface World extends TestService {
  readonly remote: Remote;
  /** What the hosts outside answer, by host and path: `other.test/status/1`. */
  readonly documents: Map<string, JsonObject>;
  /** Verifies; tells the verdict, the failed or unknown codes, and which documents were asked for. */
  verify(badge: JsonObject | string): Promise<Finding>;
}

export interface Finding {
  readonly verdict: string;
  readonly codes: string[];
  readonly asked: string[];
  readonly warnings: readonly string[];
}

/** The real service with a small internet around it: what is asked for is known to the test. */
export async function openWorld(): Promise<World> {
  const documents = new Map<string, JsonObject>();
  const listener: RequestListener = (req, res) => {
    const document = documents.get(`${req.headers.host}${req.url}`);
    const place = document?.['redirectTo'];
    if (typeof place === 'string') res.writeHead(302, { location: place }).end();
    else if (document?.['replyStatus']) res.writeHead(Number(document['replyStatus'])).end();
    else if (typeof document?.['replyText'] === 'string') {
      res.writeHead(200, { 'content-type': 'text/plain' }).end(document['replyText']);
    } else if (document) res.writeHead(200, JSON_TYPE).end(JSON.stringify(document));
    else res.writeHead(404).end();
  };
  const remote = await openRemote(listener);
  const opened = await openService({
    outside: { resolve: async () => answers(PUBLIC), connect: remote.connect },
  });
  return {
    ...opened,
    remote,
    documents,
    async verify(given) {
      remote.asked.length = 0;
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      const report = await opened.service.verifyBytes(utf8(text));
      const bad = report.checks.filter(({ outcome }) => !['passed', 'skipped'].includes(outcome));
      return {
        verdict: report.verdict,
        codes: bad.map(({ code }) => code).filter((code) => code !== 'issuer_not_reached'),
        asked: [...remote.asked],
        warnings: report.warnings,
      };
    },
    async stop() {
      await opened.stop();
      await remote.close();
    },
  };
}

/** Where `OTHER` publishes its DID document. */
export const DID_JSON = 'other.test/.well-known/did.json';

/** A world for the tests of a file; before each, it is the hour it was and `OTHER` alone is online. */
export function useWorld(): () => World {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  beforeEach(() => {
    world.clock.now = NOW;
    world.documents.clear();
    world.documents.set(DID_JSON, didDocument());
  });
  afterAll(() => world.stop());
  return () => world;
}

/** ISO time, so many milliseconds from the moment the tests stand at. */
export function at(milliseconds: number): string {
  return `${new Date(NOW.getTime() + milliseconds).toISOString().slice(0, 19)}Z`;
}
