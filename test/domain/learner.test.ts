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
    ["Le robot d'Inès", { firstName: 'Inès', lastName: '', nickname: '' }],
  ])('%j names a person of the list', (text, person) => {
    expect(namesPerson(text, person)).toBe(true);
  });

  test.each([
    ['Un petit robot', ROSE],
    ['Une fleur rose', ROSE],
    ['Petite enfance', ROSE],
    ['Atelier robotique', LEA],
    ['', LEA],
    ['Le A majuscule', { firstName: 'Le', lastName: 'A', nickname: '' }],
  ])('%j names nobody', (text, person) => {
    expect(namesPerson(text, person)).toBe(false);
  });
});
