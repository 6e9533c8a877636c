import { describe, expect, test } from '@jest/globals';
import { AchievementCredential } from '../../src/domain/credential.ts';
import { DateTime } from '../../src/domain/credential-terms.ts';
import { firstMismatch } from '../../src/domain/mismatch.ts';
import { badge } from '../proofs/sample.ts';

describe('a date and time (xsd:dateTimeStamp)', () => {
  test.each([
    '2026-01-31T10:00:00Z',
    '2024-02-29T10:00:00.123+02:00',
    '2026-01-31T24:00:00Z',
    '2026-12-31T24:00:00.000-14:00',
  ])('%s is one', (text) => {
    expect(DateTime.safeParse(text).success).toBe(true);
    expect(Date.parse(text)).not.toBeNaN();
  });

  test('the end of a day is the beginning of the next', () => {
    expect(Date.parse('2026-12-31T24:00:00Z')).toBe(Date.parse('2027-01-01T00:00:00Z'));
  });

  test.each([
    '2026-01-31T24:00:01Z',
    '2026-01-31T24:01:00Z',
    '2026-01-31T24:00:00.001Z',
    '2026-01-31T24:00:00',
    '2026-01-31T24:00Z',
    '2026-02-30T24:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T10:00:00+24:00',
    '1969-12-31T24:00:00Z',
    '2026-01-31',
    ' 2026-01-31T10:00:00Z',
  ])('%s is none', (text) => {
    expect(DateTime.safeParse(text).success).toBe(false);
  });
});

describe('what is wrong is told where it is', () => {
  const mismatchOf = (change: object) => {
    const { error } = AchievementCredential.safeParse({ ...badge(), ...change });
    return error && firstMismatch(error).path;
  };
  const subject = badge()['credentialSubject'] as object;
  const issuer = badge()['issuer'] as object;

  test.each([
    ['in an issuer written as an object', { issuer: { ...issuer, image: 'x' } }, '/issuer/image'],
    ['in an issuer that is neither', { issuer: 5 }, '/issuer'],
    ['in one of several', { evidence: [{ type: 'Evidence' }, { type: 5 }] }, '/evidence/1/type'],
    ['at the root', { validFrom: 'soon' }, '/validFrom'],
  ])('%s', (_, change, path) => {
    expect(mismatchOf(change)).toBe(path);
  });

  test.each(['3', null, [3]])('credits are a number, not %j (section B.1.2)', (creditsEarned) => {
    expect(mismatchOf({ credentialSubject: { ...subject, creditsEarned: 3.5 } })).toBeUndefined();
    expect(mismatchOf({ credentialSubject: { ...subject, creditsEarned } })).toBe(
      '/credentialSubject/creditsEarned',
    );
  });
});
