import type { Scheme } from './palette.ts';

/** Draws inside a square of about 280 units centred on the origin; the caller sets round joins. */
type Pictogram = (colours: Pick<Scheme, 'ground' | 'thread' | 'softThread'>) => string;

/** One weight for lines of thread, one for lines where the cloth shows through. */
const LINE = 15;
const FINE = 10;
/** The cloth left between two shapes, so that they stay apart when small. */
const GAP = 10;
/** Shapes swell by half of this, which rounds their corners. */
const SOFT = 8;

export const PICTOGRAMS = {
  robot: ({ ground, thread, softThread }) =>
    line(thread, 'M0-70V-104') +
    disc(thread, 0, -116, 17) +
    box(softThread, -122, -35, 22, 64, 11) +
    box(softThread, 100, -35, 22, 64, 11) +
    box(thread, -94, -78, 188, 142, 38) +
    box(ground, -68, -48, 136, 82, 30) +
    disc(thread, -31, -12, 15) +
    disc(thread, 31, -12, 15) +
    line(thread, 'M-15 15Q0 24 15 15', FINE) +
    shape(softThread, 'M-58 132V116A32 32 0 0 1-26 84H26A32 32 0 0 1 58 116V132Z'),

  camera: ({ ground, thread, softThread }) =>
    shape(softThread, 'M-56-66L-44-96A18 18 0 0 1-27-107H27A18 18 0 0 1 44-96L56-66Z') +
    box(thread, -132, -72, 264, 182, 34) +
    disc(ground, 0, 20, 66) +
    disc(thread, 0, 20, 50) +
    disc(ground, 0, 20, 35) +
    line(thread, 'M-17 20A17 17 0 0 1 0 3', FINE) +
    disc(ground, 98, -38, 12),

  trace: ({ ground, thread, softThread }) =>
    '<g transform="translate(-6 -6)">' +
    line(thread, 'M-122 22V-18A104 104 0 0 1 84.7-34.3') +
    line(thread, 'M-107 80Q-91 44-91 4V-18A73 73 0 0 1 53.4-33.2') +
    line(thread, 'M-76 112Q-60 60-60 4V-18A42 42 0 0 1 24-18V-14') +
    line(thread, 'M-38 128Q-18 66-18-18') +
    line(softThread, 'M38 44V22A32 32 0 0 1 102 22V44') +
    box(thread, 11, 43, 118, 96, 24) +
    disc(ground, 70, 84, 14) +
    line(ground, 'M70 88V108', FINE) +
    '</g>',

  hands: ({ ground, thread, softThread }) =>
    `<g transform="translate(69 2) rotate(14) scale(-1.04 1.04)">${hand(softThread)}</g>` +
    `<g transform="translate(-69 2) rotate(-14) scale(1.04)">${hand(thread)}` +
    `<path fill="${ground}" d="M0 80C-21 66-31 54-31 40A16 16 0 0 1 0 34A16 16 0 0 1 31 40` +
    'C31 54 21 66 0 80Z"/></g>',

  tools: ({ ground, thread, softThread }) =>
    '<g transform="rotate(45)">' +
    shape(softThread, 'M-6 6V-108L-13-124V-142H13V-124L6-108V6Z') +
    box(softThread, -25, 16, 50, 134, 22) +
    line(ground, 'M-7 48V120M7 48V120', FINE) +
    '</g><g transform="rotate(-45)">' +
    line(ground, 'M0-40V124', 38 + 2 * GAP) +
    line(thread, 'M0-60V124', 38) +
    disc(thread, 0, -96, 54) +
    shape(ground, 'M-17-160H17V-100L0-88L-17-100Z') +
    disc(ground, 0, 122, 8) +
    '</g>',

  speech: ({ ground, thread, softThread }) => {
    const front =
      'M-98-66H38A32 32 0 0 1 70-34V42A32 32 0 0 1 38 74H-38L-84 118V74H-98' +
      'A32 32 0 0 1-130 42V-34A32 32 0 0 1-98-66Z';
    const back =
      'M-4-116H100A30 30 0 0 1 130-86V-6A30 30 0 0 1 100 24V60L64 24H-4' +
      'A30 30 0 0 1-34-6V-86A30 30 0 0 1-4-116Z';
    return (
      shape(softThread, back) +
      shape(ground, front, SOFT + 2 * GAP) +
      shape(thread, front) +
      disc(ground, -76, 4, 14) +
      disc(ground, -30, 4, 14) +
      disc(ground, 16, 4, 14)
    );
  },

  leaf: ({ ground, thread, softThread }) =>
    line(thread, 'M-70 70L-122 122') +
    shape(thread, 'M116-118C10-126-106-84-108 14C-108 76-72 108-14 108C84 106 124-10 116-118Z') +
    shape(softThread, 'M116-118C124-10 84 106-14 108C-46 108-70 98-86 86Z') +
    line(ground, 'M-86 86L70-72M-32 32L-36-30M14-14L12-66M-32 32L32 34M14-14L66-12', FINE),

  star: ({ ground, thread }) =>
    shape(
      thread,
      'M0-110L34.7-39.7L112.2-28.5L56.1 26.2L69.4 103.5L0 67L-69.4 103.5L-56.1 26.2' +
        'L-112.2-28.5L-34.7-39.7Z',
      26,
    ) +
    // The dash is half of a half side: every corner holds a stitch.
    `<path fill="none" stroke="${ground}" stroke-width="7" stroke-dasharray="15 12.87" ` +
    'stroke-dashoffset="7.5" d="M0-76L24.7-26L79.9-18L39.9 21L49.4 76L0 50L-49.4 76L-39.9 21' +
    'L-79.9-18L-24.7-26Z"/>',
} satisfies Record<string, Pictogram>;

/** An open hand, its thumb to the left. */
function hand(colour: string): string {
  return (
    line(colour, 'M-33 0L-45-68M-11-8L-15-96M13-8L18-94M35 2L48-64M-30 60L-72 16', 24) +
    `<path fill="${colour}" d="M-45 0Q0-24 47 0L45 58C43 93 26 113 0 113` +
    'C-28 113-43 88-45 54Z"/>'
  );
}

function line(colour: string, path: string, width = LINE): string {
  return `<path fill="none" stroke="${colour}" stroke-width="${width}" d="${path}"/>`;
}

function shape(colour: string, path: string, swell = SOFT): string {
  return `<path fill="${colour}" stroke="${colour}" stroke-width="${swell}" d="${path}"/>`;
}

function disc(colour: string, x: number, y: number, radius: number): string {
  return `<circle fill="${colour}" cx="${x}" cy="${y}" r="${radius}"/>`;
}

function box(
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
  corner: number,
): string {
  return `<rect fill="${colour}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}"/>`;
}
