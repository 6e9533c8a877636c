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
    // A first name or a nickname is found whatever its case; a flower is asked about.
    ['Les élèves ont filmé, surtout à léa', LEA],
    ['Une fleur rose', ROSE],
    ['Un exploit de lulu, bravo', LEA],
    // Letters are compared, not the way in which they are written.
    ['Bravo à \uff2c\uff45\uff41', { firstName: 'Lea', lastName: '', nickname: '' }],
    ['Bravo à Lea', { firstName: '\uff2c\uff45\uff41', lastName: '', nickname: '' }],
    // Scripts without spaces, or with little words put onto the name.
    ['感谢李明参加工作坊', { firstName: '李明', lastName: '', nickname: '' }],
    ['感谢李明参加工作坊', { firstName: '明', lastName: '李', nickname: '' }],
    ['شكرا لمحمد', { firstName: 'محمد', lastName: '', nickname: '' }],
    ["Le robot d'Inès", { firstName: 'Inès', lastName: '', nickname: '' }],
  ])('%j names a person of the list', (text, person) => {
    expect(namesPerson(text, person)).toBe(true);
  });

  test.each([
    ['Un petit robot', ROSE],
    ['Un grand-père, un legrand petit', { ...ROSE, lastName: 'Legrand' }],
    ['Petite enfance', ROSE],
    ['感谢大家参加工作坊', { firstName: '明', lastName: '李', nickname: '' }],
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
