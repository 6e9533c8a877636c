import { BadgeError } from '../domain/errors.ts';

/** Elements that a picture may draw, counting each time that one is drawn again. */
export const MAX_ELEMENTS = 5000;

export interface Shape {
  readonly name: string;
  readonly id: string | undefined;
  /** What rules of a style sheet call it: `path`, `.cls-1`. */
  readonly selectors: readonly string[];
  /** The elements that it draws again: by a `use`, a mask, a gradient. */
  readonly targets: readonly string[];
  readonly children: Shape[];
}

/** By selector, what rules of a style sheet draw again. */
export type Styled = Map<string, Set<string>>;

/**
 * A name that is drawn again and again multiplies what it holds.
 *
 * @throws {BadgeError} `svg_too_complex`
 */
export function refuseBomb(root: Shape, styled: Styled): void {
  // Which of several with one id is drawn depends on who draws: here all of them are.
  const byId = new Map<string, Shape[]>();
  const collect = (shape: Shape): void => {
    if (shape.id !== undefined) {
      const known = byId.get(shape.id);
      if (known) known.push(shape);
      else byId.set(shape.id, [shape]);
    }
    for (const child of shape.children) collect(child);
  };
  collect(root);
  const costs = new Map<Shape, number>();
  const costOf = (shape: Shape): number => {
    const known = costs.get(shape);
    if (known !== undefined) return known;
    // Met again before it is known, a shape draws itself.
    costs.set(shape, Number.POSITIVE_INFINITY);
    const byStyle = shape.selectors.flatMap((one) => [...(styled.get(one) ?? [])]);
    const drawn = [...shape.targets, ...byStyle].map((id) => byId.get(id) ?? []);
    let cost = 1;
    for (const parts of [shape.children, ...drawn]) {
      for (const part of parts) {
        cost += costOf(part);
        // Everything stands in the root, which costs no less.
        if (cost > MAX_ELEMENTS) throw tooComplex();
      }
    }
    costs.set(shape, cost);
    return cost;
  };
  costOf(root);
}

/** The names inside the picture that a value refers to. */
export function targetsIn(value: string): string[] {
  return [...value.matchAll(/(?:^|url\(\s*["']?)#([^"')\s]+)/g)].map(([, id = '']) => id);
}

export function tooComplex(): BadgeError {
  return new BadgeError('svg_too_complex', `More than ${MAX_ELEMENTS} elements to draw.`);
}
