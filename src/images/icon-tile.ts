import { EMBLEMS } from './badge-art.ts';
import { readIcon } from './icon-set.ts';
import { mix } from './palette.ts';
import { PICTOGRAMS } from './pictograms.ts';

/** Readable on a light page and on a dark one, for it brings its own paper. */
const PAPER = '#f6efe2';
const INK = '#3a2a33';
const EMBLEM_COLOURS = { ground: PAPER, thread: INK, softThread: mix(INK, PAPER, 0.35) };

/**
 * An icon, as a design names it, to choose from: a small self-contained SVG of 30 by 30 units.
 *
 * @throws {BadgeError} `icon_unknown`
 */
export async function drawIconTile(name: string): Promise<string> {
  const emblem = EMBLEMS.find((known) => name === `ecusson:${known}`);
  const drawing = emblem
    ? `<g transform="translate(15 15) scale(0.082)">${PICTOGRAMS[emblem](EMBLEM_COLOURS)}</g>`
    : `<g fill="none" stroke="${INK}" stroke-width="2" transform="translate(3 3)">${await readIcon(name)}</g>`;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 30 30">' +
    `<rect fill="${PAPER}" width="30" height="30" rx="5"/>` +
    `<g stroke-linecap="round" stroke-linejoin="round">${drawing}</g></svg>`
  );
}
