import { describe, expect, test } from '@jest/globals';
import { AchievementFile } from '../../src/domain/achievement.ts';
import type { BadgeError } from '../../src/domain/errors.ts';
import { parse } from '../../src/domain/parse.ts';
import { ProfileText } from '../../src/domain/profile.ts';
import { codeOf } from '../formats/refusal.ts';

const text = {
  name: 'Robot',
  inLanguage: 'fr',
  description: 'Monte un robot.',
  criteria: '- câbler',
};

describe('parse', () => {
  test('gives the value, with what was left out filled in', () => {
    expect(parse(AchievementFile, text)).toEqual([
      { ...text, achievementType: 'Badge', tags: [], alignments: [] },
    ]);
  });

  test('a refusal has the code that was asked for and a pointer to each field', () => {
    const refusal = (() => {
      try {
        return parse(ProfileText, { name: 'x', email: 'nobody' }, 'profile_invalid');
      } catch (error) {
        return error as BadgeError;
      }
    })();
    expect(refusal).toMatchObject({
      code: 'profile_invalid',
      params: { path: '/name' },
      issues: [{ path: '/name' }, { path: '/email' }],
    });
  });

  test('says request_invalid when nothing else is asked for', async () => {
    expect(await codeOf(() => parse(ProfileText, 7))).toBe('request_invalid');
  });
});

describe('an achievement as people write it', () => {
  test.each([
    ['an unknown member (mass assignment, T43)', { profileId: 'x' }],
    ['no name', { name: ' ' }],
    ['a language that is none', { inLanguage: 'français' }],
    ['a type that the standard has not', { achievementType: 'Gommette' }],
    [
      'a script for an address',
      { alignments: [{ framework: 'f', name: 'n', url: 'javascript:1' }] },
    ],
    ['too long a text', { criteria: 'x'.repeat(10_001) }],
    ['a translation into its own language', { translation: { ...text } }],
    ['too many tags', { tags: new Array(31).fill('t') }],
  ])('is refused with %s', async (_, change) => {
    expect(await codeOf(() => parse(AchievementFile, { ...text, ...change }))).toBe(
      'request_invalid',
    );
  });

  test('an empty file is refused', async () => {
    expect(await codeOf(() => parse(AchievementFile, []))).toBe('request_invalid');
  });
});
