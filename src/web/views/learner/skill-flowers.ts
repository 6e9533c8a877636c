import { CLOTHS, THREADS } from '../../../domain/badge-colours.ts';
import type { HeldFramework } from '../../../domain/skill-map.ts';

/** An embroidery of the skills of one framework, 360 units wide and high: `{{> hoop}}`. */
export interface Hoop {
  readonly flowers: readonly Flower[];
}

interface Flower {
  /** `translate(…)`: all else is drawn around the middle of the flower. */
  readonly place: string;
  readonly stem: string;
  readonly leaf: string;
  readonly heart: string;
  readonly petals: readonly Petal[];
}

interface Petal {
  readonly turn: string;
  readonly shape: string;
  readonly seam: string;
  readonly cloth: string;
  readonly code: { readonly x: string; readonly y: string; readonly text: string };
}

/** Where so many flowers stand, and how large they are: they fill the cloth, and none covers another. */
const BOUQUETS: ReadonlyArray<{
  readonly radius: number;
  readonly at: ReadonlyArray<readonly [x: number, y: number]>;
}> = [
  { radius: 104, at: [[180, 148]] },
  {
    radius: 70,
    at: [
      [108, 158],
      [250, 136],
    ],
  },
  {
    radius: 56,
    at: [
      [88, 178],
      [176, 98],
      [268, 170],
    ],
  },
  {
    radius: 48,
    at: [
      [74, 190],
      [128, 98],
      [232, 98],
      [286, 190],
    ],
  },
  {
    radius: 44,
    at: [
      [66, 202],
      [100, 110],
      [180, 62],
      [260, 110],
      [294, 202],
    ],
  },
];

/** Where the stems meet. */
const FOOT = { x: 180, y: 326 };
const COLOURS = Object.values(CLOTHS);

/**
 * A flower for each part of the framework that is there, a petal for each skill: whole flowers of
 * as many petals as there are skills, so that none looks as if something were torn out of it.
 */
export function hoopOf({ framework, areas }: HeldFramework): Hoop {
  const bouquet = BOUQUETS[Math.min(areas.length, BOUQUETS.length) - 1] ?? BOUQUETS[0];
  const order = [...new Set(framework.competences.map(({ area }) => area?.fr ?? ''))];
  const isWhole = order.length === 1;
  return {
    flowers: areas.slice(0, BOUQUETS.length).map(({ name, skills }, at) => {
      const [x, y] = bouquet?.at[at] ?? [180, 148];
      // The same part always has the same colour; a framework without parts has one for each skill.
      const own = order.indexOf(name?.fr ?? '');
      const petals = skills.map(({ competence }, index) => ({
        text: competence.code,
        cloth: isWhole ? framework.competences.indexOf(competence) : own,
        angle: (360 / skills.length) * index + (skills.length === 2 ? -90 : 0),
      }));
      const radius = bouquet?.radius ?? 0;
      return {
        place: `translate(${x} ${y})`,
        ...stemOf(x, y, radius),
        heart: fixed(radius * 0.2),
        petals: petals.map((petal) => petalOf(petal, skills.length, radius)),
      };
    }),
  };
}

export const HEART_COLOUR = THREADS.straw;
export const THREAD_COLOUR = THREADS.cream;
export const STEM_COLOUR = CLOTHS.pine;

/** From the middle of the flower to where all stems meet, with one leaf on its way. */
function stemOf(x: number, y: number, radius: number): Pick<Flower, 'stem' | 'leaf'> {
  const [dx, dy] = [FOOT.x - x, FOOT.y - y];
  const bend = [dx * 0.15, dy * 0.65] as const;
  const middle = [0.5 * bend[0] + 0.25 * dx, 0.5 * bend[1] + 0.25 * dy] as const;
  const out = Math.min(30, radius * 0.5) * (x < FOOT.x ? -1 : 1);
  const up = Math.abs(out);
  const leaf = `M${points(middle)}q${points([out * 0.2, -up * 0.75], [out, -up * 0.55])}q${points([-out * 0.2, up * 0.75], [-out, up * 0.55])}z`;
  return {
    stem: `M0 0Q${points(bend, [dx, dy])}`,
    // Where a flower covers the middle of its stem there is no place for one.
    leaf: middle[1] < radius ? '' : leaf,
  };
}

function petalOf(
  { text, cloth, angle }: { readonly text: string; readonly cloth: number; readonly angle: number },
  count: number,
  radius: number,
): Petal {
  const half = Math.PI / Math.max(count, 3);
  const wide = Math.min(radius * Math.tan(half) * 0.82, radius * 0.72);
  const turn = (angle * Math.PI) / 180;
  const middle = radius * 0.64;
  return {
    turn: `rotate(${fixed(angle)})`,
    shape: petalShape(radius, wide, 1),
    seam: petalShape(radius, wide, 0.8),
    cloth: clothAt(cloth),
    // Read upright, however the petal is turned.
    code: { x: fixed(middle * Math.sin(turn)), y: fixed(-middle * Math.cos(turn)), text },
  };
}

/** The eighth is not the first again, which it may stand beside. */
function clothAt(index: number): string {
  const at = index < COLOURS.length ? index : (index + 3) % COLOURS.length;
  return COLOURS[at] ?? '';
}

/** A petal that points up from the middle; `scale` draws the same inside itself. */
function petalShape(radius: number, wide: number, scale: number): string {
  const inset = (1 - scale) * radius * 0.5;
  const [foot, tip] = [-(radius * 0.12 + inset), -(radius - inset)];
  const [low, high] = [foot + (tip - foot) * 0.35, foot + (tip - foot) * 0.98];
  const w = wide * scale * 1.2;
  return `M${points([0, foot])}C${points([w, low], [w, high], [0, tip])}C${points([-w, high], [-w, low], [0, foot])}z`;
}

function points(...pairs: ReadonlyArray<readonly [x: number, y: number]>): string {
  return pairs.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join(' ');
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
