import type { Scheme } from './palette.ts';
import { type Outline, round, shieldOutline } from './shield.ts';

/** The crest without its emblem: cloth, overlocked border, a row of stitches, three crosses. */
export function drawCloth(scheme: Scheme): string {
  return sewPatch(shieldOutline, scheme) + sewCrosses(scheme.thread, 460);
}

/** A piece of cloth with an overlocked border and a row of stitches inside it. */
export function sewPatch(
  outline: (inset: number) => Outline,
  { ground, shade, thread, border, borderTurns }: Scheme,
): string {
  const [edge, overlock, fold, seam] = [outline(0), outline(13), outline(26), outline(42)];
  const line = 'fill="none" stroke';
  return (
    `<path fill="${ground}" d="${edge.path}"/>` +
    `<path ${line}="${shade}" stroke-width="22" d="${fold.path}"/>` +
    `<path ${line}="${border}" stroke-width="30" d="${overlock.path}"/>` +
    `<path ${line}="${borderTurns}" stroke-width="26" stroke-linecap="butt" ` +
    `${stitches(overlock.length, 9, 0.55)} d="${overlock.path}"/>` +
    `<path ${line}="${thread}" stroke-width="7" ` +
    `${stitches(seam.length, 34, 0.5)} d="${seam.path}"/>`
  );
}

/** Three crosses around the middle, at a height. */
export function sewCrosses(thread: string, y: number): string {
  const cross = (x: number, half: number) =>
    `M${x - half} ${y - half}L${x + half} ${y + half}M${x + half} ${y - half}L${x - half} ${y + half}`;
  return (
    `<path fill="none" stroke="${thread}" stroke-width="7" ` +
    `d="${cross(300, 8)}${cross(268, 6)}${cross(332, 6)}"/>`
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
