import { expect, test } from '@jest/globals';
import { sensitiveWordIn } from '../../src/domain/sensitive-name.ts';

test.each([
  ['CADA des Lilas', 'CADA'],
  ['Foyer de l’enfance du Nord', 'Foyer de l enfance'],
  ['Hôpital de jour', 'Hôpital'],
  ['Accueil de réfugiés', 'réfugiés'],
  ['Médico-social Horizon', 'Médico'],
  ['Groupe de parole Addictions', 'Addictions'],
  ['Quartier jeunes de la maison d’arrêt, prison de X', 'prison'],
  ['ITEP Les Tilleuls', 'ITEP'],
])('%s says too much by %s (SECURITY 4.1)', (name, word) => {
  expect(sensitiveWordIn(name)).toBe(word);
});

test.each([
  'Centre social de la Gare',
  'Maison des jeunes',
  'Atelier cadastre',
  'Fédération des centres sociaux',
  'Repair café',
  'Cadavre exquis',
  '',
])('%s says nothing of those who come', (name) => {
  expect(sensitiveWordIn(name)).toBeUndefined();
});
