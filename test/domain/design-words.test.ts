import { expect, test } from '@jest/globals';
import { SENTENCES } from '../../src/compose/sentences.ts';
import type { BadgeDesign } from '../../src/domain/badge-design.ts';
import { designWords } from '../../src/domain/design-words.ts';
import { createSay } from '../../src/domain/sentences.ts';

const DESIGN: BadgeDesign = {
  shape: 'shield',
  ground: '#2b4570',
  thread: '#fbf2df',
  icon: 'bike',
  ribbon: '',
};
const inEach = (parts: Partial<BadgeDesign>, drawing = 'vélo') =>
  (['fr', 'en'] as const).map((language) =>
    designWords(createSay(SENTENCES[language], language), { ...DESIGN, ...parts }, drawing).replace(
      /[\u202f\u00a0]/g,
      ' ',
    ),
  );

test('a design is said in words: shape, colours, drawing, ribbon', () => {
  expect(inEach({})).toEqual([
    'Écusson en forme de bouclier bleu nuit : vélo, en fil crème.',
    'Shield-shaped dark blue crest: vélo, in cream thread.',
  ]);
  expect(inEach({ shape: 'circle', ribbon: 'Mécano' })).toEqual([
    'Écusson rond bleu nuit : vélo, en fil crème, et « Mécano » sur un ruban.',
    'Round dark blue crest: vélo, in cream thread, and “Mécano” on a ribbon.',
  ]);
});

test.each([
  ['#ff0000', 'rouge', 'red'],
  ['#cc0033', 'rouge', 'red'],
  ['#ff8800', 'orange', 'orange'],
  ['#6b3a10', 'brun', 'brown'],
  ['#ffee00', 'jaune', 'yellow'],
  ['#007700', 'vert', 'green'],
  ['#00c0c0', 'turquoise', 'turquoise'],
  ['#0000aa', 'bleu', 'blue'],
  ['#6000c0', 'violet', 'purple'],
  ['#ff60c0', 'rose', 'pink'],
  ['#000000', 'noir', 'black'],
  ['#777777', 'gris', 'grey'],
  ['#ffffff', 'blanc', 'white'],
])('a colour of one’s own, %s, has the plain name %s', (ground, french, english) => {
  const [fr, en] = inEach({ ground });
  expect(fr).toContain(`bouclier ${french} :`);
  expect(en).toContain(`Shield-shaped ${english} crest:`);
});
