import { CLOTHS, THREADS } from './badge-colours.ts';
import type { BadgeDesign } from './badge-design.ts';
import type { Say } from './sentences.ts';

/**
 * What a drawn badge shows, in words, for when nobody wrote it: its shape, its colours, its drawing,
 * its ribbon.
 *
 * @param drawing what the icon shows, in the language of `say`
 */
export function designWords(say: Say, design: BadgeDesign, drawing: string): string {
  const { shape, ground, thread, ribbon } = design;
  return say(ribbon ? 'alt.designRibbon' : 'alt.design', {
    shape: say(`alt.shape.${shape}`),
    ground: say(`alt.colour.${colourName(ground)}`),
    thread: say(`alt.colour.${colourName(thread)}`),
    drawing,
    ribbon,
  });
}

const NAMED = Object.entries({ ...CLOTHS, ...THREADS });

/** Where each colour of the circle ends, in degrees. */
const HUES = [
  [15, 'red'],
  [45, 'orange'],
  [70, 'yellow'],
  [160, 'green'],
  [195, 'turquoise'],
  [255, 'blue'],
  [290, 'violet'],
  [335, 'pink'],
  [360, 'red'],
] as const;

/** The name of ours, or the plain word that comes closest. */
function colourName(colour: string): string {
  const own = NAMED.find(([, value]) => value === colour);
  if (own) return own[0];
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255,
  );
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (spread < 0.12) return most > 0.85 ? 'white' : most < 0.2 ? 'black' : 'grey';
  const turn =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  const hue = (turn * 60 + 360) % 360;
  const [, name = 'red'] = HUES.find(([end]) => hue <= end) ?? [];
  return name === 'orange' && most < 0.65 ? 'brown' : name;
}
