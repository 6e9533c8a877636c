import { plainWord } from '../domain/learner.ts';
import { drawCloth } from './cloth.ts';
import { schemeFor } from './palette.ts';
import { PICTOGRAMS } from './pictograms.ts';

export const EMBLEMS = [
  'robot',
  'camera',
  'trace',
  'hands',
  'tools',
  'speech',
  'leaf',
  'star',
] as const;

/** `trace`: a fingerprint with a lock. `hands`: mutual help. `star`: anything else. */
export type Emblem = (typeof EMBLEMS)[number];

/**
 * Beginnings of words, French and English, without accents; `$` marks a whole word. What is most
 * concrete comes first, since words such as "entraide" are said of any workshop.
 */
const VOCABULARY: ReadonlyArray<readonly [Emblem, string]> = [
  [
    'robot',
    `robot drones?$ arduino electroni algorithm programmation programming codage coder coding`,
  ],
  [
    'trace',
    `traces?$ empreinte fingerprint footprint identit privee?s?$ privacy confidential cyber
     securit password donnees data$ rgpd$ gdpr$`,
  ],
  [
    'camera',
    `camera photo video films?$ filme filmi cine$ cinem images?$ medias?$ tournage reportage
     montages?$ stopmotion`,
  ],
  [
    'tools',
    `outil tool bricol bidouil repara repare repair diy$ maker fablab fabri couture sewing bois$
     wood menuis velos?$ bike mecani craft`,
  ],
  [
    'leaf',
    `leaf leaves$ feuilles?$ jardin garden potager natur plant ecolog environne environm compost
     biodivers climat recycl durable sustainab forets?$ forest arbres?$ trees?$ dechet`,
  ],
  [
    'speech',
    `parole parle speech speak discours debat expression eloquen radio podcast langues?$ langage
     language convers dialog discuss presentation journal theatre oral raconte contes?$ conteu
     recits?$ story`,
  ],
  [
    'hands',
    `entraid aid$ aide aidant help solidar cooper collab benevol volunt inclusi partag share
     sharing accompagn tutor tuteur tutrice mentor intergener passeu mutual mains?$ hands?$ mediat
     equipe team accueil citoyen secour`,
  ],
];

const BEGINNINGS = VOCABULARY.map(
  ([emblem, words]) => [emblem, new RegExp(`^(?:${words.split(/\s+/).join('|')})`)] as const,
);

/**
 * The emblem that suits an achievement, from its tags and name in French or English, in any order.
 * Case and accents do not count; `star` when no word is known.
 */
export function emblemFor(words: readonly string[]): Emblem {
  const known = words.flatMap((text) => plainWord(text).split(/[^a-z0-9]+/));
  const found = BEGINNINGS.find(([, beginning]) => known.some((word) => beginning.test(word)));
  return found?.[0] ?? 'star';
}

/**
 * Draws a badge as a crest sewn on a sleeve: one shape and one border for all, two colours that
 * the seed decides, and an emblem. Returns a self-contained SVG of 600 by 600 units with a clear
 * background: no text, font, id, style, script or reference. The same options give the same
 * bytes, for ever; contrast between emblem and cloth is at least 3:1.
 *
 * @param options.title what a screen reader says, usually the achievement's name; any text.
 * @see https://www.w3.org/TR/WCAG22/#non-text-contrast
 */
export function drawBadge(options: { seed: string; emblem: Emblem; title: string }): string {
  const scheme = schemeFor(options.seed);
  return svgAround(
    options.title,
    `${drawCloth(scheme)}<g transform="translate(300 270)">${PICTOGRAMS[options.emblem](scheme)}</g>`,
  );
}

/** A badge's drawing with the title around it. */
export function svgAround(title: string, drawing: string): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" viewBox="0 0 600 600" ' +
    `role="img"><title>${escapeText(title)}</title>` +
    `<g stroke-linecap="round" stroke-linejoin="round">${drawing}</g></svg>`
  );
}

/**
 * Any text as XML character data. Characters that XML forbids become U+FFFD. "href" is spelled so
 * that the rasteriser, which refuses the word, still takes a badge that teaches it.
 */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/h(?=ref)/gi, (letter) => `&#${letter.charCodeAt(0)};`);
}
