import { CLOTHS, THREADS } from '../domain/badge-colours.ts';

/** Colours are `#rrggbb`. Every value of a scheme may be printed in SVG as it is. */
export interface Scheme {
  /** The cloth. */
  ground: string;
  /** The thread of the emblem and of the stitches. */
  thread: string;
  /** The cloth in the shadow of its border. */
  shade: string;
  /** The overlocked border, and the turns of thread that show on it. */
  border: string;
  borderTurns: string;
  /** A weaker thread, for what stands behind in an emblem. */
  softThread: string;
}

const CLOTH_LIST = Object.values(CLOTHS);
const THREAD_LIST = Object.values(THREADS);

/**
 * The colours that belong to a seed, for ever: badges keep their look when the product grows,
 * so the order of both lists of colours is part of what is promised.
 */
export function schemeFor(seed: string): Scheme {
  const hash = hashOf(seed);
  const ground = CLOTH_LIST[hash % CLOTH_LIST.length] ?? CLOTHS.terracotta;
  const step = Math.floor(hash / CLOTH_LIST.length);
  const thread = THREAD_LIST[step % THREAD_LIST.length] ?? THREADS.cream;
  return schemeOf(ground, thread);
}

/** The colours that follow from a cloth and a thread, for ever. */
export function schemeOf(ground: string, thread: string): Scheme {
  return {
    ground,
    thread,
    shade: mix(ground, '#1a0f14', 0.12),
    border: mix(ground, '#1a0f14', 0.42),
    borderTurns: mix(ground, '#1a0f14', 0.28),
    softThread: mix(thread, ground, 0.3),
  };
}

/** FNV-1a over UTF-8, then a final mix: names that differ by one letter should not look alike. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** `from` moved towards `to` by `share` (0 to 1), channel by channel. */
export function mix(from: string, to: string, share: number): string {
  const channel = (at: number) => {
    const start = Number.parseInt(from.slice(at, at + 2), 16);
    const end = Number.parseInt(to.slice(at, at + 2), 16);
    return Math.round(start + (end - start) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
