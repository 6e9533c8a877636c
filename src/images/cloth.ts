import type { Scheme } from './palette.ts';
import { round, shieldOutline } from './shield.ts';

const EDGE = shieldOutline(0);
const BORDER = shieldOutline(13);
const FOLD = shieldOutline(26);
const SEAM = shieldOutline(42);

/** The crest without its emblem: cloth, overlocked border, a row of stitches, three crosses. */
export function drawCloth({ ground, shade, thread, border, borderTurns }: Scheme): string {
  const line = 'fill="none" stroke';
  return (
    `<path fill="${ground}" d="${EDGE.path}"/>` +
    `<path ${line}="${shade}" stroke-width="22" d="${FOLD.path}"/>` +
    `<path ${line}="${border}" stroke-width="30" d="${BORDER.path}"/>` +
    `<path ${line}="${borderTurns}" stroke-width="26" stroke-linecap="butt" ` +
    `${stitches(BORDER.length, 9, 0.55)} d="${BORDER.path}"/>` +
    `<path ${line}="${thread}" stroke-width="7" ` +
    `${stitches(SEAM.length, 34, 0.5)} d="${SEAM.path}"/>` +
    `<path ${line}="${thread}" stroke-width="7" d="M292 452L308 468M308 452L292 468` +
    'M262 454L274 466M274 454L262 466M326 454L338 466M338 454L326 466"/>'
  );
}

/**
 * Dashes about `pitch` units apart, `share` of the pitch long. Their number is even and the first
 * sits astride the start, so that a closed outline that starts in its middle has mirrored stitches.
 */
function stitches(length: number, pitch: number, share: number): string {
  const period = length / (2 * Math.round(length / pitch / 2));
  const stitch = period * share;
  const dashes = `${round(stitch)} ${round(period - stitch)}`;
  return `stroke-dasharray="${dashes}" stroke-dashoffset="${round(stitch / 2)}"`;
}
