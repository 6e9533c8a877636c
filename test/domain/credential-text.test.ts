import { describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Award, Workshop } from '../../src/domain/award.ts';
import { AchievementCredential } from '../../src/domain/credential.ts';
import { type CredentialParts, credentialText } from '../../src/domain/credential-text.ts';
import type { Profile } from '../../src/domain/profile.ts';

const at = '2026-11-20T15:04:05Z';

const profile: Profile = {
  id: 'profile-row',
  handle: 'h4ndle',
  origin: 'https://issuer.test',
  name: 'Centre social de la Gare',
  createdAt: at,
};

const achievement: Achievement = {
  id: 'achievement-row',
  profileId: profile.id,
  origin: profile.origin,
  digest: 'd',
  inLanguage: 'fr',
  name: 'Robot suiveur',
  description: 'Monte un robot.',
  criteria: '- câbler',
  achievementType: 'Badge',
  tags: [],
  alignments: [],
  related: [],
  svg: '<svg/>',
  createdAt: at,
};

const award: Award = {
  id: 'award-row',
  profileId: profile.id,
  learnerId: 'learner-row',
  achievementId: achievement.id,
  awardedBy: 'member:Madame-Canari',
  occasion: 'Zoé Canari',
  awardedDate: at,
  state: 'intended',
};

const workshop: Workshop = {
  id: 'workshop-row',
  profileId: profile.id,
  title: 'Atelier robotique',
  date: '2026-11-01',
  hours: 3,
  createdAt: at,
};

const parts: CredentialParts = {
  profile,
  achievement,
  award,
  credentialId: 'urn:uuid:1',
  subjectId: 'urn:uuid:2',
  validFrom: at,
};

const read = (more: Partial<CredentialParts> = {}) =>
  JSON.parse(credentialText({ ...parts, ...more }));

const list = {
  id: 'l1',
  profileId: profile.id,
  origin: profile.origin,
  ordinal: 0,
  shuffle: [],
  createdAt: at,
};

/** Every value inside, with the names that lead to it. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const inside = Object.entries(value);
  return inside.length === 0
    ? [[path, value]]
    : inside.flatMap(([name, member]) => leaves(member, `${path}/${name}`));
}

describe('a badge', () => {
  test('names nobody: neither the learner, nor who awarded, nor a row of ours (privacy)', () => {
    const text = credentialText({ ...parts, workshop, status: { list, index: 7 } });
    expect(text).not.toMatch(/canari|learner-row|award-row|profile-row|workshop-row/i);
    expect(JSON.parse(text).credentialSubject).not.toHaveProperty('identifier');
  });

  test('holds no null, no empty list and no empty text', () => {
    for (const [path, value] of leaves(read())) {
      expect({ path, empty: value === null || value === '' }).toEqual({ path, empty: false });
      expect({ path, empty: typeof value === 'object' }).toEqual({ path, empty: false });
    }
  });

  test('is of the shape that our own reader asks for', () => {
    for (const text of [read(), read({ workshop, status: { list, index: 7 } })]) {
      expect(AchievementCredential.safeParse(text).success).toBe(true);
    }
  });

  test('has its two contexts in order, and its dates in whole seconds', () => {
    const credential = read({ validUntil: '2026-12-20T15:04:05Z' });
    expect(credential['@context']).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ]);
    for (const name of ['validFrom', 'validUntil', 'awardedDate']) {
      expect(credential[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  test('has its issuer as a Profile object with its page', () => {
    expect(read().issuer).toEqual({
      id: 'did:web:issuer.test:issuers:h4ndle',
      type: ['Profile'],
      name: 'Centre social de la Gare',
      url: 'https://issuer.test/issuers/h4ndle',
    });
  });

  test('has its status entry with an id and a text index', () => {
    expect(read({ status: { list, index: 7 } }).credentialStatus).toEqual({
      id: 'https://issuer.test/status/l1#7',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: 'https://issuer.test/status/l1',
    });
    expect(read()).not.toHaveProperty('credentialStatus');
  });
});

describe('evidence', () => {
  test('stands at the top, and is the workshop and the one shared sentence', () => {
    const credential = read({ workshop, award: { ...award, sentence: 'Bravo à tous.' } });
    expect(credential.evidence).toEqual([
      {
        type: ['Evidence'],
        name: 'Atelier robotique',
        description: 'Atelier du 1er novembre 2026, 3 h.',
        narrative: 'Bravo à tous.',
      },
    ]);
    expect(credential.credentialSubject).not.toHaveProperty('evidence');
  });

  test('is in the language of the achievement', () => {
    const english = { ...achievement, inLanguage: 'en' };
    const { hours: _, ...untimed } = workshop;
    expect(read({ workshop: untimed, achievement: english }).evidence[0].description).toBe(
      'Workshop of 1 November 2026.',
    );
  });

  test('is left out when there is nothing to say', () => {
    expect(read()).not.toHaveProperty('evidence');
  });
});

describe('copies', () => {
  test('the e-mail copy carries a salted hash and nothing else of a person', () => {
    const { identifier } = read({
      email: { identityHash: 'sha256$ab', salt: 's4lt' },
    }).credentialSubject;
    expect(identifier).toEqual([
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: 'sha256$ab',
        identityType: 'emailAddress',
        salt: 's4lt',
      },
    ]);
  });

  test('a sample is marked in its name, and its issuer is the did:key', () => {
    const sample = read({ mark: 'essai', issuerId: 'did:key:z6Mk' });
    expect(sample.name).toBe('Robot suiveur (essai)');
    expect(sample.issuer).toMatchObject({ id: 'did:key:z6Mk', type: ['Profile'] });
  });
});
