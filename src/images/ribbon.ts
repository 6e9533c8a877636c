import type { Lettering } from './lettering.ts';
import { mix, type Scheme } from './palette.ts';

/** Where the band lies, in the units of the badge. */
const BAND = { left: 66, right: 534, top: 396, bottom: 482, sag: 16 } as const;
const WRITING = { x: 300, y: 439, width: 424, size: 62, sag: 13 } as const;

/** A ribbon across the lower part of a badge, with a few words in outlines. */
export function sewRibbon(lettering: Lettering, text: string, scheme: Scheme): string {
  const { ground, thread, softThread } = scheme;
  const { left, right, top, bottom, sag } = BAND;
  const behind = mix(thread, '#1a0f14', 0.3);
  const fold = mix(thread, '#1a0f14', 0.55);
  const bow = (y: number, to: number) => `Q300 ${y - sag} ${to} ${y + sag}`;
  const band = `M${left} ${top + sag}${bow(top, right)}V${bottom + sag}` + `${bow(bottom, left)}Z`;
  const seam = (y: number) => `M${left + 14} ${y + sag}${bow(y, right - 14)}`;
  return (
    tail(behind, fold, 1) +
    tail(behind, fold, -1) +
    `<path fill="${thread}" stroke="${ground}" stroke-width="7" d="${band}"/>` +
    `<path fill="none" stroke="${mix(softThread, thread, 0.2)}" stroke-width="4" ` +
    `stroke-dasharray="13 10" d="${seam(top + 11)}${seam(bottom - 11)}"/>` +
    `<path fill="${ground}" d="${lettering.write(text, WRITING)}"/>`
  );
}

/** The end that goes on behind the band: `side` is 1 on the right, -1 on the left. */
function tail(colour: string, fold: string, side: 1 | -1): string {
  const x = (away: number) => 300 + side * away;
  return (
    `<path fill="${colour}" d="M${x(170)} 440L${x(290)} 438L${x(268)} 482L${x(290)} 526L${x(170)} 520Z"/>` +
    `<path fill="${fold}" d="M${x(234)} 498L${x(176)} 488L${x(176)} 520Z"/>`
  );
}
