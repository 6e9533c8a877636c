import type { BadgeShape } from '../domain/badge-design.ts';
import { type Outline, round, shieldOutline } from './shield.ts';

/**
 * The outline of each shape, `inset` units inside its edge: two outlines of one shape are truly
 * parallel, so that border and stitches follow the edge.
 */
export const OUTLINES: Readonly<Record<BadgeShape, (inset: number) => Outline>> = {
  shield: shieldOutline,
  circle: circleOutline,
  hexagon: (inset) => roundedOutline(HEXAGON, inset),
  square: (inset) => roundedOutline(SQUARE, inset),
  flower: flowerOutline,
  pennant: (inset) => roundedOutline(PENNANT, inset),
};

const CENTRE = 300;
/** No corner becomes sharper than this. */
const SHARPEST = 10;

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** On its point, as high as the circle. */
const HEXAGON: readonly Corner[] = Array.from({ length: 6 }, (_, at) => {
  const angle = (Math.PI / 3) * at - Math.PI / 2;
  return {
    x: CENTRE + 274 * Math.cos(angle),
    y: CENTRE + 274 * Math.sin(angle),
    radius: 44,
  };
});

const SQUARE: readonly Corner[] = [
  { x: 72, y: 72, radius: 64 },
  { x: 528, y: 72, radius: 64 },
  { x: 528, y: 528, radius: 64 },
  { x: 72, y: 528, radius: 64 },
];

/** A banner that hangs: straight above, cut like a swallow's tail below. */
const PENNANT: readonly Corner[] = [
  { x: 84, y: 46, radius: 30 },
  { x: 516, y: 46, radius: 30 },
  { x: 516, y: 574, radius: 26 },
  { x: CENTRE, y: 486, radius: 12 },
  { x: 84, y: 574, radius: 26 },
];

function circleOutline(inset: number): Outline {
  const radius = 254 - inset;
  const arc = `A${radius} ${radius} 0 0 1`;
  const path =
    `M${CENTRE} ${CENTRE - radius}${arc} ${CENTRE} ${CENTRE + radius}` +
    `${arc} ${CENTRE} ${CENTRE - radius}Z`;
  return { path, length: 2 * Math.PI * radius };
}

const PETALS = 8;
const PETAL_DISTANCE = 168;
const PETAL_RADIUS = 94;
/** The hollow between two petals is round too. */
const HOLLOW_RADIUS = 20;

/** Eight petals: arcs around fixed centres that touch the arcs of the hollows between them. */
function flowerOutline(inset: number): Outline {
  const petal = PETAL_RADIUS - inset;
  const hollow = HOLLOW_RADIUS + inset;
  const half = Math.PI / PETALS;
  const reach = PETAL_RADIUS + HOLLOW_RADIUS;
  const side = PETAL_DISTANCE * Math.sin(half);
  const away = PETAL_DISTANCE * Math.cos(half) + Math.sqrt(reach ** 2 - side ** 2);
  /** From a petal's axis to where its arc touches the next hollow, seen from the petal's centre. */
  const turn = Math.atan2(away * Math.sin(half), away * Math.cos(half) - PETAL_DISTANCE);
  const touch = (axis: number, sign: number) =>
    point(
      CENTRE + PETAL_DISTANCE * Math.cos(axis) + petal * Math.cos(axis + sign * turn),
      CENTRE + PETAL_DISTANCE * Math.sin(axis) + petal * Math.sin(axis + sign * turn),
    );
  const petalArc = `A${round(petal)} ${round(petal)} 0 ${turn > Math.PI / 2 ? 1 : 0} 1 `;
  const hollowArc = `A${round(hollow)} ${round(hollow)} 0 0 0 `;
  const axes = Array.from({ length: PETALS }, (_, at) => 2 * half * at - Math.PI / 2);
  const petals = axes.map(
    (axis) => petalArc + touch(axis, 1) + hollowArc + touch(axis + 2 * half, -1),
  );
  return {
    path: `M${touch(-Math.PI / 2, -1)}${petals.join('')}Z`,
    length: 2 * PETALS * (petal * turn + hollow * Math.asin(side / reach)),
  };
}

/** A polygon with round corners, from the middle of its first side. Hollow corners grow rounder. */
function roundedOutline(corners: readonly Corner[], inset: number): Outline {
  const sides = corners.map((corner, at) => directionTo(corner, itemAt(corners, at + 1)));
  const turns = corners.map((corner, at) =>
    turnAt(corner, itemAt(sides, at - 1), itemAt(sides, at), inset),
  );
  const [first, second] = [itemAt(turns, 0), itemAt(turns, 1)];
  let path = `M${point((first.to.x + second.from.x) / 2, (first.to.y + second.from.y) / 2)}`;
  let length = 0;
  for (let at = 1; at <= corners.length; at++) {
    const { from, to, radius, angle } = itemAt(turns, at);
    const before = itemAt(turns, at - 1).to;
    path +=
      `L${point(from.x, from.y)}A${round(radius)} ${round(radius)} 0 0 ${angle > 0 ? 1 : 0} ` +
      point(to.x, to.y);
    length += Math.hypot(from.x - before.x, from.y - before.y) + radius * Math.abs(angle);
  }
  return { path: `${path}Z`, length };
}

type Place = Readonly<Record<'x' | 'y', number>>;

function directionTo(from: Place, to: Place): Place {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** The arc of a corner between the sides that come in and go out, moved inwards. */
function turnAt({ x, y, radius }: Corner, into: Place, out: Place, inset: number) {
  const dot = into.x * out.x + into.y * out.y;
  const angle = Math.atan2(into.x * out.y - into.y * out.x, dot);
  // Clockwise, the inside is to the right of the way.
  const shift = inset / (1 + dot);
  const tip = { x: x - (into.y + out.y) * shift, y: y + (into.x + out.x) * shift };
  const bend = angle > 0 ? Math.max(radius - inset, SHARPEST) : radius + inset;
  const back = bend * Math.tan(Math.abs(angle) / 2);
  return {
    from: { x: tip.x - into.x * back, y: tip.y - into.y * back },
    to: { x: tip.x + out.x * back, y: tip.y + out.y * back },
    radius: bend,
    angle,
  };
}

/** The item at an index that may run past either end. */
function itemAt<Item>(items: readonly Item[], at: number): Item {
  return items[(at + items.length) % items.length] as Item;
}

function point(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}
