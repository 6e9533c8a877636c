import { describe, expect, test } from '@jest/globals';
import { type Age, adultFrom, ageAt, bandEnd, isAtLeast } from '../../src/domain/age.ts';

const at = (text: string) => new Date(text);

describe('a band ends with the last day of its month', () => {
  const CHILD: Age = { band: 'under15', bandUntil: '2027-03' };
  const TEEN: Age = { band: '15-17', bandUntil: '2027-03' };
  test.each<[string, Age, string, Age]>([
    ['the last moment of the month', CHILD, '2027-03-31T23:59:59.999Z', CHILD],
    [
      'the first moment after it',
      CHILD,
      '2027-04-01T00:00:00Z',
      { band: '15-17', bandUntil: '2030-03' },
    ],
    [
      'the last moment before eighteen',
      CHILD,
      '2030-03-31T23:59:59Z',
      { band: '15-17', bandUntil: '2030-03' },
    ],
    ['eighteen', CHILD, '2030-04-01T00:00:00Z', { band: 'adult' }],
    ['long after', CHILD, '2060-01-01T00:00:00Z', { band: 'adult' }],
    ['seventeen, the last moment', TEEN, '2027-03-31T23:59:59Z', TEEN],
    ['seventeen, then eighteen', TEEN, '2027-04-01T00:00:00Z', { band: 'adult' }],
    [
      'a December',
      { band: 'under15', bandUntil: '2026-12' },
      '2027-01-01T00:00:00Z',
      { band: '15-17', bandUntil: '2029-12' },
    ],
    ['no month: the band stays', { band: 'under15' }, '2060-01-01T00:00:00Z', { band: 'under15' }],
    ['no band', {}, '2027-01-01T00:00:00Z', {}],
    [
      'a month without a band',
      { bandUntil: '2020-01' },
      '2027-01-01T00:00:00Z',
      { bandUntil: '2020-01' },
    ],
    ['an adult', { band: 'adult' }, '2027-01-01T00:00:00Z', { band: 'adult' }],
  ])('%s', (_name, age, now, expected) => {
    expect(ageAt(age, at(now))).toEqual(expected);
  });

  test('an adult’s month is kept no more, even when it was told', () => {
    expect(ageAt({ band: 'adult', bandUntil: '2020-01' }, at('2027-01-01'))).toEqual({
      band: 'adult',
    });
    expect(ageAt({ band: 'adult', bandUntil: '2099-01' }, at('2027-01-01'))).toEqual({
      band: 'adult',
    });
  });
});

describe('an age is known for sure, or not at all', () => {
  const NOW = '2026-11-20T15:00:00Z';
  test.each<[Age, boolean, boolean, boolean]>([
    [{}, false, false, false],
    [{ band: 'under15' }, false, false, false],
    [{ band: 'under15', bandUntil: '2026-11' }, false, false, false],
    [{ band: 'under15', bandUntil: '2026-10' }, true, false, false],
    // Fifteen at the end of October 2025: sixteen a year later.
    [{ band: 'under15', bandUntil: '2025-10' }, true, true, false],
    [{ band: 'under15', bandUntil: '2023-10' }, true, true, true],
    [{ band: '15-17' }, true, false, false],
    [{ band: '15-17', bandUntil: '2026-11' }, true, true, false],
    [{ band: '15-17', bandUntil: '2028-10' }, true, true, false],
    [{ band: '15-17', bandUntil: '2028-11' }, true, false, false],
    [{ band: '15-17', bandUntil: '2026-10' }, true, true, true],
    [{ band: 'adult' }, true, true, true],
  ])('%j: 15 %s, 16 %s, 18 %s', (age, fifteen, sixteen, eighteen) => {
    expect(isAtLeast(age, 15, at(NOW))).toBe(fifteen);
    expect(isAtLeast(age, 16, at(NOW))).toBe(sixteen);
    expect(isAtLeast(age, 18, at(NOW))).toBe(eighteen);
  });
});

test('control passes with the first moment after the band', () => {
  const now = at('2026-11-20');
  const child: Age = { band: 'under15', bandUntil: '2026-12' };
  expect(bandEnd(child, now)?.toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(adultFrom(child, now)?.toISOString()).toBe('2030-01-01T00:00:00.000Z');
  const teen: Age = { band: '15-17', bandUntil: '2027-03' };
  expect(adultFrom(teen, now)).toEqual(bandEnd(teen, now));
  for (const age of [{}, { band: 'adult' }, { band: '15-17' }, { band: 'under15' }] as const) {
    expect([bandEnd(age, now), adultFrom(age, now)]).toEqual([undefined, undefined]);
  }
});
