import { beforeAll, describe, expect, test } from '@jest/globals';
import { drawIconTile } from '../../src/images/icon-tile.ts';
import vocabulary from '../../src/images/icon-words.json' with { type: 'json' };
import { type IconIndex, loadIconIndex } from '../../src/images/search-icons.ts';

let index: IconIndex;
beforeAll(async () => {
  index = await loadIconIndex();
});

const names = (query: string, language: 'fr' | 'en' = 'fr') =>
  index.search(query, language).map(({ name }) => name);

describe('in French', () => {
  test.each([
    ['vélo', 'bike'],
    ['couture', 'scissors'],
    ['cuisine', 'chef-hat'],
    ['jardin', 'sprout'],
    ['caméra', 'video'],
    ['radio', 'radio-tower'],
    ['jeu', 'dices'],
    ['réparer', 'wrench'],
    ['ordinateur', 'laptop'],
    ['confidentialité', 'lock'],
    ['bénévole', 'hand-heart'],
    ['réunion', 'users'],
    ['emploi', 'briefcase'],
    ['chant', 'mic-vocal'],
    ['danse', 'eighth-notes'],
    ['jeux vidéo', 'gamepad-2'],
    ['imprimante 3d', 'printer-3d'],
    ['théâtre', 'drama'],
    ['devoirs', 'notebook-pen'],
    ['premiers secours', 'heart-pulse'],
  ])('%s finds %s among the first', (query, name) => {
    expect(names(query).slice(0, 8)).toContain(name);
  });

  test('accents, case, plurals and beginnings of words do not matter', () => {
    const found = names('vélo');
    for (const query of ['VELO', 've\u0301lo', 'vélos', '  Vélo ', 'le vélo', 'vél']) {
      expect(names(query)[0]).toBe(found[0]);
    }
    expect(names('oeuf')).toContain('egg');
    expect(names('œuf')).toContain('egg');
  });

  test('the whole word comes before one that only begins so', () => {
    expect(names('chat')[0]).toBe('cat');
    expect(names('chant')[0]).toBe('mic-vocal');
  });

  test('words that are not all known find what suits some of them', () => {
    expect(names('atelier couture du mercredi')).toContain('scissors');
  });

  test('a label is French where a word is known, else it reads as a name', () => {
    expect(index.find('bike', 'fr')).toEqual({ name: 'bike', label: 'vélo' });
    expect(index.find('no-such-icon', 'fr')).toBeUndefined();
  });
});

test('in English names and tags are searched', () => {
  expect(names('bike', 'en')[0]).toBe('bike');
  expect(names('sewing', 'en')).toContain('spool');
  expect(names('cooking', 'en')).toContain('chef-hat');
  expect(index.find('gamepad-2', 'en')?.label).toBe('gamepad');
  expect(names('bicycle', 'en')).toContain('bike');
});

test.each(['', '   ', '!!', '😀', 'a', 'zzzzzz', 'e'.repeat(5000), '<script>', '__proto__'])(
  '%j answers at most sixty, each known',
  (query) => {
    for (const language of ['fr', 'en'] as const) {
      const found = index.search(query, language);
      expect(found.length).toBeLessThanOrEqual(60);
      for (const { label } of found) expect(label).not.toBe('');
    }
  },
);

test('without a word there is a choice that begins with our own emblems', () => {
  const found = names('');
  expect(found.slice(0, 8).every((name) => name.startsWith('ecusson:'))).toBe(true);
  expect(found.length).toBeGreaterThan(40);
});

test('the vocabulary has hundreds of words, and every icon in it can be drawn', async () => {
  const words = Object.values(vocabulary.icons).flatMap((line) => line.split(', '));
  expect(new Set(words).size).toBeGreaterThan(800);
  const drawn = await Promise.all(Object.keys(vocabulary.icons).map(drawIconTile));
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const svg of drawn) expect(svg).not.toMatch(/currentColor|href|<script|undefined/);
});
