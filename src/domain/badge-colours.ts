/**
 * Deep cloths and pale threads: any thread is readable on any cloth (3:1 and more), and the other
 * way round. Their order decides which ones a seed gets: see `schemeFor`.
 */
export const CLOTHS = {
  terracotta: '#9c3b2e',
  mulberry: '#7d2f4c',
  plum: '#4f3b70',
  dusk: '#2b4570',
  lagoon: '#1f5a5e',
  pine: '#33573a',
  chestnut: '#74481f',
} as const;

export const THREADS = {
  cream: '#fbf2df',
  straw: '#f6d083',
  peach: '#f8cdb2',
  sage: '#d9e6c9',
} as const;

export type BadgeColour = keyof typeof CLOTHS | keyof typeof THREADS;

const COLOURS: Readonly<Record<BadgeColour, string>> = { ...CLOTHS, ...THREADS };

interface ColourPair {
  /** `terracotta-cream` */
  readonly key: string;
  readonly names: readonly [ground: BadgeColour, thread: BadgeColour];
  readonly ground: string;
  readonly thread: string;
}

/** Pairs that go well together: every cloth, and two threads that serve as cloth. */
export const SUGGESTED_PAIRS: readonly ColourPair[] = (
  [
    ['terracotta', 'cream'],
    ['mulberry', 'peach'],
    ['plum', 'straw'],
    ['dusk', 'cream'],
    ['lagoon', 'straw'],
    ['pine', 'sage'],
    ['chestnut', 'straw'],
    ['terracotta', 'straw'],
    ['dusk', 'peach'],
    ['lagoon', 'cream'],
    ['straw', 'plum'],
    ['cream', 'terracotta'],
  ] as const
).map(([ground, thread]) => ({
  key: `${ground}-${thread}`,
  names: [ground, thread],
  ground: COLOURS[ground],
  thread: COLOURS[thread],
}));
