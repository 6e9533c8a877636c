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

describe('of somebody', () => {
  const of = { whose: 'Carnet de {name}', day: 'De {name}, avant de {limit}' };
  const inFrench = createSay(of, 'fr');

  test.each([
    ['Adam', 'Carnet d’Adam'],
    ['Élie', 'Carnet d’Élie'],
    ['awa', 'Carnet d’awa'],
    ['Œdipe', 'Carnet d’Œdipe'],
    ['Hugo', 'Carnet d’Hugo'],
    ['Hélène', 'Carnet d’Hélène'],
    ['Hamza', 'Carnet de Hamza'],
    ['Basile', 'Carnet de Basile'],
    ['Yanis', 'Carnet de Yanis'],
    ['« Adam »', 'Carnet de « Adam »'],
    ['7up', 'Carnet de 7up'],
    ['Анна', 'Carnet de Анна'],
    ['', 'Carnet de '],
  ])('French elides before a vowel and a mute h alone: %s', (name, said) => {
    expect(inFrench('whose', { name })).toBe(said);
  });

  test('a capital stays, and what is no name keeps its word', () => {
    expect(inFrench('day', { name: 'Inès', limit: 'avril' })).toBe('D’Inès, avant de avril');
  });

  test('no other language does', () => {
    expect(createSay(of, 'en')('whose', { name: 'Adam' })).toBe('Carnet de Adam');
  });
});
