import * as z from 'zod';

export const SHAPES = ['shield', 'circle', 'hexagon', 'square', 'flower', 'pennant'] as const;
export type BadgeShape = (typeof SHAPES)[number];

const Colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What a badge's picture is drawn from: the same design gives the same picture, for ever. */
export const BadgeDesign = z.strictObject({
  shape: z.enum(SHAPES),
  /** The cloth. */
  ground: Colour,
  /** The thread. */
  thread: Colour,
  /** `ecusson:robot` for one of our emblems, or the name of an icon of the set: `camera`. */
  icon: z.string().regex(/^(ecusson:)?[a-z0-9-]{1,60}$/),
  /** A word or two across the badge; empty for none. */
  ribbon: z.string().trim().max(24),
});
export type BadgeDesign = z.infer<typeof BadgeDesign>;
