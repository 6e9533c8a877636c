import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeEach } from '@jest/globals';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { NOW } from '../harness.ts';
import { useWorld, type World } from './other-issuer.ts';

/** An issuer of the years before 3.0, and what it publishes. */
export const SITE = 'https://old.test';
export const ASSERTION = `${SITE}/assertions/1`;
export const BADGE = `${SITE}/badge`;
export const ISSUER = `${SITE}/issuer`;
const KEY_ID = `${SITE}/key`;
const CONTEXT = 'https://w3id.org/openbadges/v2';

export const EMAIL = 'lea@example.test';
export const hashOf = (alg: string, text: string) => createHash(alg).update(text).digest('hex');

export const recipient = (change: JsonObject = {}): JsonObject => ({
  type: 'email',
  hashed: true,
  salt: 'sel',
  identity: `sha256$${hashOf('sha256', `${EMAIL}sel`)}`,
  ...change,
});

export function assertion(change: JsonObject = {}): JsonObject {
  return {
    '@context': CONTEXT,
    type: 'Assertion',
    id: ASSERTION,
    recipient: recipient(),
    badge: BADGE,
    verification: { type: 'HostedBadge' },
    issuedOn: '2024-03-01T10:00:00+01:00',
    evidence: [{ id: `${SITE}/work`, narrative: 'Un robot.' }, `${SITE}/film`],
    ...change,
  };
}

export function badgeClass(change: JsonObject = {}): JsonObject {
  return {
    '@context': CONTEXT,
    type: 'BadgeClass',
    id: BADGE,
    name: 'Robot suiveur',
    description: 'Monte un robot.',
    image: `${SITE}/robot.png`,
    criteria: { id: `${SITE}/criteria`, narrative: 'Câbler un robot.' },
    issuer: ISSUER,
    tags: ['robotique'],
    alignment: [{ targetName: 'Programmation', targetUrl: `${SITE}/digcomp`, targetCode: '3.4' }],
    ...change,
  };
}

export function profile(change: JsonObject = {}): JsonObject {
  return {
    '@context': CONTEXT,
    type: 'Issuer',
    id: ISSUER,
    name: 'Vieux centre',
    url: SITE,
    email: 'contact@old.test',
    ...change,
  };
}

/** A world in which each test comes a minute later: what did not answer is not asked twice in one. */
export function useOldWorld(): () => World {
  const world = useWorld();
  let minutes = 0;
  beforeEach(() => {
    minutes += 1;
    world().clock.now = new Date(NOW.getTime() + minutes * 61_000);
  });
  return world;
}

const place = (url: string) => url.replace(/^https?:\/\//, '');

export function publish(world: World, documents: Readonly<Record<string, JsonObject>>): void {
  for (const [url, document] of Object.entries(documents)) {
    world.documents.set(place(url), document);
  }
}

/** Everything that a hosted badge of version 2 needs, online. */
export function publishAll(world: World, change: JsonObject = {}): void {
  publish(world, {
    [ASSERTION]: assertion(change),
    [BADGE]: badgeClass(),
    [ISSUER]: profile(),
  });
}

export interface OldKey {
  readonly privateKey: KeyObject;
  readonly pem: string;
  readonly alg: 'RS256' | 'ES256';
}

export function newKey(alg: OldKey['alg'] = 'RS256'): OldKey {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, alg, pem: publicKey.export({ format: 'pem', type: 'spki' }).toString() };
}

/** The issuer's key as it publishes it. */
export function keyDocument({ pem }: OldKey, change: JsonObject = {}): JsonObject {
  return {
    '@context': CONTEXT,
    type: 'CryptographicKey',
    id: KEY_ID,
    owner: ISSUER,
    publicKeyPem: pem,
    ...change,
  };
}

/** Puts a signing issuer online; its profile lists the key at `KEY_ID`. */
export function publishSigner(world: World, key: OldKey, change: JsonObject = {}): void {
  publish(world, {
    [BADGE]: badgeClass(),
    [ISSUER]: profile({ publicKey: KEY_ID, ...change }),
    [KEY_ID]: keyDocument(key),
  });
}

export const signedAssertion = (change: JsonObject = {}) =>
  assertion({
    id: 'urn:uuid:52e4c6b3-8c13-4fa8-8482-a5cf34ef37a9',
    verification: { type: 'SignedBadge', creator: KEY_ID },
    ...change,
  });

export function jws(payload: JsonObject, key: OldKey, header: JsonObject = {}): string {
  const parts = [{ alg: key.alg, ...header }, payload];
  const input = parts.map((part) => toBase64Url(utf8(JSON.stringify(part)))).join('.');
  const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' as const };
  return `${input}.${toBase64Url(new Uint8Array(sign('sha256', utf8(input), options)))}`;
}
