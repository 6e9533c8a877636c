import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import type { Scene } from './any-json-scene.ts';
import {
  ASSERTION,
  assertion,
  BADGE,
  badgeClass,
  ISSUER,
  jws,
  keyDocument,
  newKey,
  profile,
  SITE,
  signedAssertion,
} from './legacy-world.ts';

const OLD_LIST = `${SITE}/revoked`;
const PRAISE = `${SITE}/praise`;

function oldDocuments(): Map<string, JsonValue> {
  return new Map<string, JsonValue>([
    [ASSERTION, assertion({ endorsement: PRAISE })],
    [BADGE, badgeClass()],
    [ISSUER, profile()],
    [
      PRAISE,
      {
        '@context': 'https://w3id.org/openbadges/v2',
        type: 'Endorsement',
        id: PRAISE,
        issuer: ISSUER,
        claim: { id: BADGE, endorsementComment: 'Sérieux.' },
        issuedOn: '2024-04-01T10:00Z',
        verification: { type: 'HostedBadge' },
      },
    ],
  ]);
}

const hosted = (name: string, given: JsonObject, change: JsonObject = given): Scene => ({
  name,
  is: 'badge',
  given,
  published: new Map(oldDocuments()).set(ASSERTION, change),
  seal: async (given) => JSON.stringify(given),
});

function signedOld(): Scene {
  const key = newKey('ES256');
  const list = {
    id: OLD_LIST,
    type: 'RevocationList',
    issuer: ISSUER,
    revokedAssertions: ['urn:x'],
  };
  const keyId = `${SITE}/key`;
  return {
    name: 'a signed badge of version 2',
    is: 'badge',
    given: signedAssertion(),
    published: oldDocuments()
      .set(ISSUER, profile({ publicKey: keyId, revocationList: OLD_LIST }))
      .set(OLD_LIST, list)
      .set(keyId, keyDocument(key)),
    seal: async (given) => jws(given, key),
  };
}

/** Badges of before 3.0, hosted and signed. */
export function oldScenes(): Scene[] {
  const classOne = { name: 'Robot', description: 'Un robot.', criteria: `${SITE}/criteria` };
  const zero: JsonObject = {
    recipient: 'lea@example.test',
    verify: { type: 'hosted', url: ASSERTION },
    badge: { ...classOne, version: '0.5.0', issuer: { origin: SITE, name: 'Vieux centre' } },
  };
  const one: JsonObject = {
    uid: 'f2c20',
    recipient: { type: 'email', identity: 'lea@example.test' },
    badge: { ...classOne, issuer: ISSUER },
    verify: { type: 'hosted', url: ASSERTION },
    issuedOn: 1_359_217_910,
  };
  return [
    hosted('a hosted badge of version 2', assertion({ endorsement: PRAISE })),
    hosted('a hosted badge of version 1', one),
    hosted('a hosted badge of version 0.5', zero),
    signedOld(),
  ];
}
