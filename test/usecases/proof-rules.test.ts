import { describe, expect, test } from '@jest/globals';
import { answerOf } from '../../src/domain/verification.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { NOW } from '../harness.ts';
import { at, badge, jwt, newKey, proofOf, signed, useWorld } from './other-issuer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const attacker = newKey();
const ATTACKER = `did:key:${attacker.multibase}`;
const ATTACKER_METHOD = `${ATTACKER}#${attacker.multibase}`;

const world = useWorld();

const verify = (given: JsonObject | string) => world().verify(given);

describe('the proof', () => {
  test.each([
    ['row 36: for another purpose', { proofPurpose: 'authentication' }, 'proof_purpose_mismatch'],
    ['row 37: made in an hour', { created: at(HOUR) }, 'proof_in_future'],
    ['row 38: that ended yesterday', { expires: at(-DAY) }, 'proof_expired'],
    ['row 49b: whose date cannot be read', { created: 'yesterday' }, 'proof_malformed'],
  ])('%s', async (_, change, code) => {
    expect(await verify(await signed(badge(), change))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining([code]),
    });
  });

  test('row 37: made in four minutes is good: clocks differ', async () => {
    const text = await signed(badge(), { created: at(240_000) });
    expect(await verify(text)).toMatchObject({ verdict: 'verified' });
  });

  test('row 40: a stranger’s valid proof does not help the issuer’s broken one', async () => {
    const credential = badge();
    const strange = await proofOf(credential, { verificationMethod: ATTACKER_METHOD }, attacker);
    const broken = await proofOf(badge({ name: 'Autre chose' }));
    for (const proof of [
      [strange, broken],
      [broken, strange],
    ]) {
      expect(await verify({ ...credential, proof })).toMatchObject({
        verdict: 'rejected',
        codes: ['signature_invalid'],
      });
    }
  });

  test('row 40: a stranger’s bad proof is not held against one that cannot be read', async () => {
    const credential = badge();
    const unread = { ...(await proofOf(credential)), cryptosuite: 'bbs-2023' };
    const strangers = await proofOf(credential, { verificationMethod: ATTACKER_METHOD }, attacker);
    for (const change of [{}, { expires: at(-DAY) }, { created: at(HOUR) }]) {
      const strange = { ...strangers, ...change };
      for (const proof of [
        [strange, unread],
        [unread, strange],
      ]) {
        expect(await verify({ ...credential, proof })).toMatchObject({
          verdict: 'undetermined',
          codes: ['cryptosuite_unsupported'],
        });
      }
    }
  });

  test('row 40: a stranger’s proof that cannot be read does not excuse the issuer’s broken one', async () => {
    const credential = badge();
    const broken = await proofOf(badge({ name: 'Autre chose' }));
    const strange = { ...broken, verificationMethod: ATTACKER_METHOD, cryptosuite: 'bbs-2023' };
    for (const proof of [
      [strange, broken],
      [broken, strange],
    ]) {
      expect(await verify({ ...credential, proof })).toMatchObject({
        verdict: 'rejected',
        codes: ['signature_invalid'],
      });
    }
  });

  test('row 40: nor does it hurt the issuer’s good one', async () => {
    const credential = badge();
    const strange = await proofOf(credential, { verificationMethod: ATTACKER_METHOD }, attacker);
    const good = await proofOf(credential);
    expect(await verify({ ...credential, proof: [strange, good] })).toMatchObject({
      verdict: 'verified',
    });
  });

  test('row 42: moved to a badge of another name', async () => {
    const proof = await proofOf(badge());
    const achievement = { name: 'Médecine' };
    const subject = badge()['credentialSubject'] as { achievement: JsonObject };
    const changed = badge({
      credentialSubject: { ...subject, achievement: { ...subject.achievement, ...achievement } },
    });
    expect(await verify({ ...changed, proof: [proof] })).toMatchObject({
      verdict: 'rejected',
      codes: ['signature_invalid'],
    });
  });

  test('row 42: a JWT wrapped into an object with other clear fields is not believed', async () => {
    const proof = { type: 'JwtProof2020', jwt: jwt(badge()) };
    expect(await verify({ ...badge({ name: 'Autre' }), proof })).toMatchObject({
      verdict: 'undetermined',
      codes: ['cryptosuite_unsupported'],
    });
  });

  test.each([
    ['missing', undefined, 'proof_missing', 'rejected'],
    ['an empty list', [], 'proof_missing', 'rejected'],
    [
      'five hundred',
      new Array(500).fill({ type: 'DataIntegrityProof' }),
      'too_many_proofs',
      'rejected',
    ],
    ['a text', 'trust me', 'proof_malformed', 'rejected'],
    [
      'of a suite to come',
      { type: 'DataIntegrityProof', cryptosuite: 'foo-2030' },
      'cryptosuite_unsupported',
      'undetermined',
    ],
    [
      'of an old suite',
      { type: 'Ed25519Signature2018' },
      'cryptosuite_unsupported',
      'undetermined',
    ],
  ])('row 49b: %s', async (_, proof, code, verdict) => {
    const credential = proof === undefined ? badge() : badge({ proof: proof as JsonObject });
    expect(await verify(credential)).toMatchObject({
      verdict,
      codes: expect.arrayContaining([code]),
      asked: [],
    });
  });

  test('row 19, T11: a term that no context defines is not passed over', async () => {
    const proof = await proofOf(badge());
    expect(await verify({ ...badge({ grade: 'A+' }), proof: [proof] })).toMatchObject({
      verdict: 'rejected',
      codes: ['unmapped_term'],
    });
  });
});

describe('the dates (row 39)', () => {
  test.each([
    ['tomorrow', { validFrom: at(DAY) }, 'not_yet_valid'],
    ['yesterday', { validUntil: at(-DAY) }, 'expired'],
    ['inverted', { validFrom: at(-DAY), validUntil: at(-2 * DAY) }, 'validity_inverted'],
    ['a day that is none', { validFrom: '2026-02-30T00:00:00Z' }, 'date_invalid'],
    ['no time zone', { validFrom: '2026-01-30T00:00:00' }, 'date_invalid'],
    ['a number', { validFrom: 1 }, 'date_invalid'],
  ])('%s', async (_, change, code) => {
    expect(await verify(await signed(badge(change)))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining([code]),
    });
  });

  test('the moment itself counts on both sides', async () => {
    const moment = at(0);
    const text = await signed(badge({ validFrom: moment, validUntil: moment }));
    expect(await verify(text)).toMatchObject({ verdict: 'verified' });
  });

  test('a JWT that ends by its exp alone ends (T18)', async () => {
    const exp = Math.floor(NOW.getTime() / 1000) - 10;
    expect(await verify(jwt(badge(), { claims: { exp } }))).toMatchObject({
      verdict: 'rejected',
      codes: ['expired'],
    });
    expect(await verify(jwt(badge(), { claims: { exp: exp + 7200 } }))).toMatchObject({
      verdict: 'verified',
      warnings: ['jwt_exp_alone'],
    });
  });
});

describe('claims of a JWT against the credential inside (row 41)', () => {
  test.each([
    { iss: 'did:web:evil.test' },
    { jti: 'https://other.test/badges/2' },
    { sub: 'urn:uuid:someone-else' },
    { nbf: 1 },
    { iss: undefined },
  ])('%j is jwt_claim_mismatch', async (claims) => {
    expect(await verify(jwt(badge(), { claims }))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['jwt_claim_mismatch']),
    });
  });

  test('an exp that is not validUntil', async () => {
    const claims = { exp: Math.floor(NOW.getTime() / 1000) + 7200 };
    expect(await verify(jwt(badge({ validUntil: at(DAY) }), { claims }))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['jwt_claim_mismatch']),
    });
  });
});

describe('the contexts (rows 15 to 18, T10): what they are decides what the words mean', () => {
  const [base, openBadges] = badge()['@context'] as [string, string];

  test.each([
    [
      'an inline object',
      [base, openBadges, { name: 'https://evil.test/#n' }],
      'context_not_allowed',
    ],
    ['@vocab', [base, openBadges, { '@vocab': 'https://evil.test/#' }], 'context_not_allowed'],
    [
      'one that is not pinned',
      [base, openBadges, 'https://evil.test/c.json'],
      'context_not_allowed',
    ],
    ['the wrong order', [openBadges, base], 'context_order'],
    ['the base alone', [base], 'context_order'],
    ['a text', base, 'context_missing'],
  ])('%s is refused, and nobody at that address is asked', async (_, context, code) => {
    const { proof = [] } = await signed(badge());
    const finding = await verify({ ...badge({ '@context': context }), proof });
    expect(finding).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining([code]),
    });
    expect(finding.asked.filter((place) => place.startsWith('evil.test'))).toEqual([]);
  });

  // What cannot be read is not false: a person is told so, and a machine is refused all the same.
  test('one that is not known leaves the signature unread; one written out beside it does not', async () => {
    const answered = async (...more: readonly (string | JsonObject)[]) => {
      const { proof = [] } = await signed(badge());
      const given = { ...badge({ '@context': [base, openBadges, ...more] }), proof };
      const report = await world().service.verifyBytes(utf8(JSON.stringify(given)));
      const { outcome } = report.checks.find(({ name }) => name === 'proof') ?? {};
      return { verdict: report.verdict, proof: outcome, answer: answerOf(report) };
    };
    const stranger = 'https://evil.test/c.json';
    expect(await answered(stranger)).toEqual({
      verdict: 'rejected',
      proof: 'unknown',
      answer: 'cannot_say',
    });
    const forged = { verdict: 'rejected', proof: 'failed', answer: 'not_authentic' };
    expect(await answered(stranger, { name: 'https://evil.test/#n' })).toEqual(forged);
    expect(await answered({ '@vocab': 'https://evil.test/#' })).toEqual(forged);
  });

  test('one inside the badge is refused too', async () => {
    const { proof = [] } = await signed(badge());
    const evidence = { '@context': base, type: ['Evidence'], name: 'x' };
    expect(await verify({ ...badge({ evidence }), proof })).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['context_not_allowed']),
    });
  });
});
