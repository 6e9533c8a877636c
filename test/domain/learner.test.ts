import { describe, expect, test } from '@jest/globals';
import { namesPerson } from '../../src/domain/learner.ts';

const LEA = { firstName: 'Léa', lastName: "D'Hondt", nickname: 'Lulu' };
const ROSE = { firstName: 'Rose', lastName: 'Petit', nickname: '' };

describe('a text that would be signed (DESIGN section 4: a badge names nobody)', () => {
  test.each([
    ['Bravo à Léa !', LEA],
    ['Atelier de Mme D’Hondt', LEA],
    ['Lulu, championne', LEA],
    ['Le\u0301a a soudé', LEA],
    ['(Petit)', ROSE],
    ['bravo à rose et aux autres', ROSE],
    ['Bravo 李明', { firstName: '李明', lastName: '', nickname: '' }],
    ['Un robot pour Ben', { firstName: 'Ben', lastName: '', nickname: '' }],
    ['Merci Soren', { firstName: 'Søren', lastName: '', nickname: '' }],
    ["Robot d'Elodie", { firstName: 'Élodie', lastName: 'MARCHAND', nickname: '' }],
    ['atelier elodie', { firstName: 'Élodie', lastName: '', nickname: '' }],
    ["Le robot d'Inès", { firstName: 'Inès', lastName: '', nickname: '' }],
  ])('%j names a person of the list', (text, person) => {
    expect(namesPerson(text, person)).toBe(true);
  });

  test.each([
    ['Un petit robot', ROSE],
    ['Une fleur rose', ROSE],
    ['Petite enfance', ROSE],
    ['Atelier robotique', LEA],
    [
      'Le groupe a filmé la rue. La suite en mai.',
      { firstName: 'Loïc', lastName: 'Le Gall', nickname: 'La Mouche' },
    ],
    ['', LEA],
    ['Le A majuscule', { firstName: 'Le', lastName: 'A', nickname: '' }],
  ])('%j names nobody', (text, person) => {
    expect(namesPerson(text, person)).toBe(false);
  });
});
