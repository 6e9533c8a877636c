import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../src/proofs/contexts.ts';

/** The SHA-256 port, as the service fills it. */
export const deps = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};

export const ISSUER = 'did:web:issuer.test:issuers:k7';

/** A badge with everything that ours carry. */
export function badge(): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    id: 'https://issuer.test/credentials/1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Robotique : premiers pas',
    issuer: {
      id: ISSUER,
      type: ['Profile'],
      name: 'Centre social L’Étoile',
      url: 'https://issuer.test/issuers/k7',
    },
    validFrom: '2026-03-01T10:00:00Z',
    validUntil: '2036-03-01T10:00:00Z',
    awardedDate: '2026-03-01T10:00:00Z',
    credentialSubject: {
      id: 'urn:uuid:0b8e1f52-6b8e-4b43-8a86-95f7f6e3f1a0',
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://issuer.test/achievements/robot-1-fr',
        type: ['Achievement'],
        achievementType: 'Badge',
        inLanguage: 'fr',
        name: 'Robotique',
        description: 'Sait faire rouler un robot.',
        criteria: { narrative: 'Le robot suit la ligne.' },
        image: { id: 'https://issuer.test/achievements/robot-1.png', type: 'Image' },
        alignment: [
          {
            type: ['Alignment'],
            targetName: 'Programmer',
            targetUrl: 'https://framework.test/1',
            targetCode: '1',
          },
          { type: ['Alignment'], targetName: 'Coopérer', targetUrl: 'https://framework.test/2' },
        ],
      },
    },
    evidence: [
      {
        id: 'https://issuer.test/evidence/1',
        type: ['Evidence'],
        name: 'Atelier',
        narrative: 'Six heures.',
      },
    ],
    credentialStatus: {
      id: 'https://issuer.test/status/1#94567',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '94567',
      statusListCredential: 'https://issuer.test/status/1',
    },
  };
}

/** An Ed25519 key made of 32 secret bytes. */
export function ed25519(secret: Uint8Array): { privateKey: KeyObject; raw: Uint8Array } {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, secret]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = privateKey.export({ format: 'jwk' });
  return { privateKey, raw: new Uint8Array(Buffer.from(x ?? '', 'base64url')) };
}

export function signEd25519(data: Uint8Array, key: KeyObject): Uint8Array {
  return new Uint8Array(sign(null, data, key));
}
