import { describe, expect, test } from '@jest/globals';
import { createSay } from '../../src/domain/sentences.ts';

const sentences = {
  hello: 'Bonjour {name}, {name} !',
  'badges.one': '{count} badge',
  'badges.other': '{count} badges',
};
const say = createSay(sentences, 'fr');

describe('a sentence', () => {
  test('is filled wherever a name stands, as it is', () => {
    expect(say('hello', { name: '$& {count}' })).toBe('Bonjour $& {count}, $& {count} !');
  });

  test('leaves empty what is not given', () => {
    expect(say('hello')).toBe('Bonjour ,  !');
  });

  test('counts as its language does: none is one in French, many in English', () => {
    const count = (language: string, number: number) =>
      createSay(sentences, language)('badges', { count: number });
    expect([0, 1, 2].map((number) => count('fr', number))).toEqual([
      '0 badge',
      '1 badge',
      '2 badges',
    ]);
    expect(count('en', 0)).toBe('0 badges');
  });

  test('that is missing is a fault', () => {
    expect(() => say('absent')).toThrow('No sentence "absent" in fr.');
  });
});
