import { describe, expect, test } from '@jest/globals';
import { drawBadge } from '../../src/images/badge-art.ts';
import { schemeFor } from '../../src/images/palette.ts';

const seeds = Array.from({ length: 2000 }, (_, at) => `seed ${at}`);

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('schemeFor', () => {
  test('every thread is readable on every cloth: 3:1 and more (WCAG 2.2, 1.4.11)', () => {
    const pairs = new Set<string>();
    for (const seed of seeds) {
      const { ground, thread, softThread } = schemeFor(seed);
      pairs.add(ground + thread);
      expect(contrast(ground, thread)).toBeGreaterThanOrEqual(3);
      expect(contrast(ground, softThread)).toBeGreaterThanOrEqual(3);
    }
    expect(pairs.size).toBe(28);
  });

  test('a seed keeps its colours from one release to the next', () => {
    expect(schemeFor('Raconter en images')).toMatchObject({ ground: '#2b4570', thread: '#d9e6c9' });
    expect(schemeFor('Maître de ses traces')).toMatchObject({
      ground: '#9c3b2e',
      thread: '#d9e6c9',
    });
  });

  test('all colours are plain hexadecimal and the drawing uses both of them', () => {
    for (const seed of ['', 'é', '🧵', 'a'.repeat(10_000)]) {
      const scheme = schemeFor(seed);
      for (const colour of Object.values(scheme)) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
      const svg = drawBadge({ seed, emblem: 'star', title: '' });
      expect(svg).toContain(`fill="${scheme.ground}"`);
      expect(svg).toContain(`fill="${scheme.thread}"`);
    }
  });
});
