import type { BadgeDesign, BadgeShape } from '../domain/badge-design.ts';
import { contrast, LEAST_CONTRAST } from '../domain/contrast.ts';
import { BadgeError } from '../domain/errors.ts';
import { EMBLEMS, type Emblem, svgAround } from './badge-art.ts';
import { sewCrosses, sewPatch } from './cloth.ts';
import { readIcon } from './icon-set.ts';
import { type Lettering, loadLettering } from './lettering.ts';
import { OUTLINES } from './outlines.ts';
import { type Scheme, schemeOf } from './palette.ts';
import { PICTOGRAMS } from './pictograms.ts';
import { sewRibbon } from './ribbon.ts';
import { round } from './shield.ts';

/** Where what stands on the cloth is centred, and how large it is: units of the badge. */
interface Room {
  readonly y: number;
  readonly size: number;
}

/** The second room is that above a ribbon. Three crosses stand where the first leaves place below. */
const ROOMS: Readonly<Record<BadgeShape, readonly [alone: Room, ribboned: Room, crosses: number]>> =
  {
    shield: [{ y: 262, size: 280 }, { y: 234, size: 232 }, 460],
    circle: [{ y: 288, size: 280 }, { y: 232, size: 232 }, 478],
    hexagon: [{ y: 288, size: 280 }, { y: 234, size: 232 }, 480],
    square: [{ y: 276, size: 290 }, { y: 242, size: 240 }, 452],
    flower: [{ y: 290, size: 260 }, { y: 244, size: 210 }, 470],
    pennant: [{ y: 246, size: 284 }, { y: 226, size: 240 }, 422],
  };

const EMBLEM_PREFIX = 'ecusson:';
const EMBLEM_SIZE = 280;

/**
 * Draws a badge from its design: the cloth of the six shapes has the border, the stitches and the
 * thread of `drawBadge`. Returns a self-contained SVG of 600 by 600 units with a clear background:
 * no text, font, id, style, script or reference. The same design gives the same bytes, for ever.
 *
 * @param title what a screen reader says, usually the achievement's name; any text.
 * @throws {BadgeError} `colours_too_close` (`contrast`, `least`), `icon_unknown`,
 *   `ribbon_unprintable` (`character`)
 */
export async function drawDesign(design: BadgeDesign, title: string): Promise<string> {
  const { shape, ground, thread, icon, ribbon } = design;
  refuseCloseColours(ground, thread);
  const scheme = schemeOf(ground, thread);
  const [alone, ribboned, crosses] = ROOMS[shape];
  const room = ribbon ? ribboned : alone;
  const emblem = await drawIcon(icon, room, scheme);
  const below = ribbon ? sewRibbon(await lettering(), ribbon, scheme) : sewCrosses(thread, crosses);
  return svgAround(title, sewPatch(OUTLINES[shape], scheme) + emblem + below);
}

let loading: Promise<Lettering> | undefined;

/** Read at the first ribbon. */
function lettering(): Promise<Lettering> {
  loading ??= loadLettering();
  return loading;
}

function refuseCloseColours(ground: string, thread: string): void {
  const found = contrast(ground, thread);
  if (found >= LEAST_CONTRAST) return;
  throw new BadgeError('colours_too_close', `The contrast is ${found.toFixed(2)}.`, {
    params: { contrast: Math.floor(found * 10) / 10, least: LEAST_CONTRAST },
  });
}

async function drawIcon(icon: string, { y, size }: Room, scheme: Scheme): Promise<string> {
  if (icon.startsWith(EMBLEM_PREFIX)) {
    const emblem = emblemOf(icon.slice(EMBLEM_PREFIX.length));
    const scale = size === EMBLEM_SIZE ? '' : ` scale(${round(size / EMBLEM_SIZE)})`;
    return `<g transform="translate(300 ${y})${scale}">${PICTOGRAMS[emblem](scheme)}</g>`;
  }
  return embroider(await readIcon(icon), { y, size }, scheme);
}

function emblemOf(name: string): Emblem {
  const emblem = EMBLEMS.find((known) => known === name);
  if (emblem) return emblem;
  throw new BadgeError('icon_unknown', 'There is no such emblem.', { params: { icon: name } });
}

/** The side of the square that the icons of the set are drawn in; they leave about 2 units free. */
const ICON_SIDE = 24;
const ICON_DRAWN = 21.8;

/** Thread laid in satin stitch: its shadow on the cloth, the thread, the turns that show on it. */
function embroider(
  shapes: string,
  { y, size }: Room,
  { shade, thread, softThread }: Scheme,
): string {
  const scale = size / ICON_DRAWN;
  const place = (dy: number) =>
    `translate(${round(300 - (ICON_SIDE / 2) * scale)} ${round(y - (ICON_SIDE / 2) * scale + dy)}) scale(${round(scale)})`;
  return (
    `<g fill="none" stroke="${shade}" stroke-width="2.3" transform="${place(5)}">${shapes}</g>` +
    `<g fill="none" transform="${place(0)}">` +
    `<g stroke="${thread}" stroke-width="2.1">${shapes}</g>` +
    `<g stroke="${softThread}" stroke-width="1.7" stroke-opacity="0.5" stroke-linecap="butt" ` +
    `stroke-dasharray="0.14 0.42">${shapes}</g></g>`
  );
}
