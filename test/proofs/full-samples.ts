import type { JsonObject } from '../../src/formats/strict-json.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../src/proofs/contexts.ts';
import { badge, ISSUER } from './sample.ts';

const PROFILE = {
  id: ISSUER,
  type: ['Profile'],
  name: 'Centre social L’Étoile',
  url: 'https://issuer.test/issuers/k7',
  email: 'bonjour@issuer.test',
};

/** A badge with what the standard allows besides: numbers, flags, nested nodes, one profile twice. */
export function fullBadge(): JsonObject {
  const { credentialSubject, ...rest } = badge();
  const subject = credentialSubject as JsonObject;
  return {
    ...rest,
    description: 'Un badge\nà deux lignes, "cité" \\ et \u0007.',
    image: { id: 'https://issuer.test/badge.png', type: 'Image', caption: 'Robot' },
    issuer: {
      ...PROFILE,
      otherIdentifier: [
        { type: 'IdentifierEntry', identifier: '123', identifierType: 'identifier' },
      ],
    },
    credentialSubject: {
      ...subject,
      activityStartDate: '2026-02-01T10:00:00Z',
      creditsEarned: 2,
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: 'sha256$ab',
          identityType: 'name',
          salt: 's',
        },
      ],
      result: [
        { type: ['Result'], resultDescription: 'urn:uuid:r1', value: '80' },
        { type: ['Result'], status: 'Completed', achievedLevel: 'urn:uuid:l1' },
      ],
      achievement: {
        ...(subject['achievement'] as JsonObject),
        creator: PROFILE,
        creditsAvailable: 3,
        tag: ['robot', 'équipe', 'robot'],
        resultDescription: [
          {
            id: 'urn:uuid:r1',
            type: ['ResultDescription'],
            name: 'Note',
            resultType: 'Percent',
            rubricCriterionLevel: [
              { id: 'urn:uuid:l1', type: ['RubricCriterionLevel'], name: 'Bien' },
            ],
          },
        ],
        related: [{ type: ['Related'], id: 'https://issuer.test/achievements/2', version: '2' }],
      },
    },
    termsOfUse: [],
    credentialSchema: [{ id: 'https://issuer.test/schema.json', type: 'JsonSchema' }],
  };
}

export function statusList(): JsonObject {
  return {
    '@context': [CREDENTIALS_V2],
    id: 'https://issuer.test/status/1',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: ISSUER, name: 'Centre social L’Étoile' },
    validFrom: '2026-03-01T10:00:00Z',
    credentialSubject: {
      id: 'https://issuer.test/status/1#list',
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ttl: 300_000,
      encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
    },
  };
}

export function endorsement(): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    id: 'https://other.test/endorsements/1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endossement',
    issuer: { id: 'did:web:other.test', type: ['Profile'], name: 'Fédération' },
    validFrom: '2026-03-01T10:00:00Z',
    awardedDate: '2026-03-01T10:00:00Z',
    credentialSubject: {
      id: 'https://issuer.test/achievements/robot-1-fr',
      type: ['EndorsementSubject'],
      endorsementComment: 'Un badge *sérieux*.',
    },
  };
}

/** The options of a proof, as they are put in order beside the document. */
export function proofOptions(): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-03-01T10:00:00Z',
    verificationMethod: `${ISSUER}#z6Mk1`,
    proofPurpose: 'assertionMethod',
  };
}
