import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { awardCsv, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

const VC = 'https://www.w3.org/2018/credentials#';

type Badge = Record<string, unknown> & { credentialSubject: Record<string, unknown> };

let t: TestService;
let text: string;

beforeAll(async () => {
  t = await openService();
  const { profile, achievement } = await openCentre(t.service);
  const [report] = await awardCsv(t.service, profile, achievement, 'Prénom\nLéa\n');
  const awardId = report?.award?.id ?? '';
  ({ text } = await badgeOf(t.service, awardId));
  await revokeAward(t.service, OPERATOR, { awardId });
});
afterAll(() => t.stop());

/** The revoked badge, its status moved to where it is not read; the signed graph stays the same. */
const RESPELLINGS: ReadonlyArray<[string, (badge: Badge, status: object) => unknown]> = [
  ['an address as a key', (badge, status) => ({ ...badge, [`${VC}credentialStatus`]: status })],
  ['@nest', (badge, status) => ({ ...badge, '@nest': { credentialStatus: status } })],
  [
    '@included',
    (badge, status) => ({
      ...badge,
      credentialSubject: {
        ...badge.credentialSubject,
        '@included': [{ id: badge['id'], [`${VC}credentialStatus`]: status }],
      },
    }),
  ],
  [
    'a second object of the same id',
    (badge, status) => ({
      ...badge,
      evidence: [
        badge['evidence'],
        { id: badge['id'], type: ['VerifiableCredential', 'Evidence'], credentialStatus: status },
      ].flat(),
    }),
  ],
  ['@graph', (badge, status) => ({ ...badge, '@graph': [{ credentialStatus: status }] })],
  [
    'another credential around it',
    (badge, status) => ({
      ...badge,
      id: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      evidence: [{ ...badge, credentialStatus: status }],
    }),
  ],
  ['the name of a class', (badge) => ({ ...badge, Evidence: badge['evidence'] })],
  [
    'its subject twice',
    (badge, status) => ({
      ...badge,
      evidence: [
        badge['evidence'],
        { ...badge.credentialSubject, type: ['Evidence', 'AchievementSubject'] },
      ].flat(),
      credentialStatus: status,
    }),
  ],
  ['an alias of @type', (badge) => ({ ...badge, '@type': badge['type'] })],
];

describe('a revoked badge whose holder spells it another way (vc-data-integrity, T11)', () => {
  test('says that it is revoked when it is left alone', async () => {
    const { verdict, state } = await t.service.verifyText(text);
    expect([verdict, state]).toEqual(['rejected', 'revoked']);
  });

  test.each(RESPELLINGS)('with %s is never verified', async (_, respell) => {
    const { credentialStatus, ...badge } = JSON.parse(text);
    const hidden = JSON.stringify(respell(badge, credentialStatus));
    const { verdict, checks } = await t.service.verifyBytes(utf8(hidden));
    expect(verdict).not.toBe('verified');
    expect(checks.map(({ code }) => code)).toContain('term_not_plain');
  });

  test('with a key in its proof that is no plain term is never verified', async () => {
    const { proof, ...badge } = JSON.parse(text);
    const moved = { ...proof[0], '@nest': { expires: '2020-01-01T00:00:00Z' } };
    const { checks } = await t.service.verifyBytes(
      utf8(JSON.stringify({ ...badge, proof: moved })),
    );
    expect(checks.map(({ code }) => code)).toContain('term_not_plain');
  });
});

describe('values that are no text where a text is expected (no input gives a 5xx)', () => {
  const trap = { toString: 1, valueOf: 1 };
  test.each(['cryptosuite', 'type', 'created', 'expires', 'verificationMethod', 'proofPurpose'])(
    'as %s of the proof',
    async (name) => {
      const { proof, ...badge } = JSON.parse(text);
      const forged = { ...badge, proof: { ...proof[0], [name]: trap } };
      const { verdict } = await t.service.verifyBytes(utf8(JSON.stringify(forged)));
      expect(verdict).not.toBe('verified');
    },
  );

  test.each(['issuer', 'type', 'id', 'validFrom', 'name', 'evidence', '@context'])(
    'as %s of the badge',
    async (name) => {
      const forged = JSON.stringify({ ...JSON.parse(text), [name]: trap });
      const answer = await t.service.verifyBytes(utf8(forged)).catch(({ code }) => code);
      expect(answer.verdict ?? answer).not.toBe('verified');
    },
  );
});
