import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { COMPANIONS, PERMITTED, VIOLATIONS } from './cases.ts';
import { lintFiles } from './lint-files.ts';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** What each room of the house may import besides itself. `ports` is `usecases/ports.ts` alone. */
const MAY: Record<string, readonly string[]> = {
  domain: [],
  usecases: ['domain', 'ports'],
  formats: ['domain'],
  proofs: ['domain', 'formats'],
  vault: ['domain', 'formats', 'ports'],
  egress: ['domain', 'ports'],
  store: ['domain', 'ports', 'store/sqlite', 'store/mongo'],
  'store/sqlite': ['domain', 'ports', 'store'],
  'store/mongo': ['domain', 'ports', 'store'],
  images: ['domain', 'ports'],
  mail: ['domain', 'ports'],
  web: ['domain', 'ports', 'usecases'],
  browser: ['domain', 'ports', 'usecases', 'formats', 'proofs'],
};

/** Files of each room as others would import them, from `src/`. */
const TARGETS: Record<string, readonly string[]> = {
  ...Object.fromEntries(Object.keys(MAY).map((room) => [room, [`${room}/x.ts`, `${room}/y/x.ts`]])),
  usecases: ['usecases/awarding/issue-awards.ts', 'usecases/x.ts'],
  ports: ['usecases/ports.ts'],
  build: ['build/build.js'],
  test: ['../test/store/contract.ts'],
  outermost: [
    'main.ts',
    'cli.ts',
    'demo.ts',
    'serve.ts',
    'compose.ts',
    'config.ts',
    'root.ts',
    'compose/x.ts',
    'cli/x.ts',
    'demo/x.ts',
  ],
};

const ENTRY_POINTS = ['main.ts', 'cli.ts', 'demo.ts', 'serve.ts'];
const BROWSER_SAFE = ['domain', 'usecases', 'formats', 'proofs'];

/** Every file of a room, at three depths, importing every other place: one file an import. */
function allArrows(): { path: string; text: string; isAllowed: boolean }[] {
  return Object.entries(MAY).flatMap(([room, may]) =>
    ['', 'a/', 'a/b/'].flatMap((deeper, depth) => {
      const up = '../'.repeat(depth + room.split('/').length);
      return Object.entries(TARGETS).flatMap(([name, files]) =>
        files.map((file, index) => ({
          path: `src/${room}/${deeper}to-${name.replace('/', '-')}-${index}.ts`,
          text: `import '${up}${file}';`,
          isAllowed: name === room || may.includes(name),
        })),
      );
    }),
  );
}

describe('the linter keeps the arrows pointing inward', () => {
  let broken: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    const files = [...VIOLATIONS.map(([, path, text]) => [path, text] as const), ...COMPANIONS];
    expect(new Set(files.map(([path]) => path)).size).toBe(files.length);
    broken = await lintFiles(new Map(files));
  }, 60_000);

  test.each(VIOLATIONS)('%s refuses, in %s: %s', (rule, path) => {
    expect(broken.get(path)).toContain(rule);
  });

  test('and refuses nothing that is permitted', async () => {
    const verdicts = await lintFiles(new Map(PERMITTED));
    expect(Object.fromEntries(verdicts)).toEqual(
      Object.fromEntries(PERMITTED.map(([path]) => [path, []])),
    );
  }, 60_000);

  test('between any two rooms, at three depths', async () => {
    const arrows = allArrows();
    const verdicts = await lintFiles(new Map(arrows.map(({ path, text }) => [path, text])));
    const wrong = arrows.filter(
      ({ path, isAllowed }) => verdicts.get(path)?.includes('noRestrictedImports') === isAllowed,
    );
    expect(arrows.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('the house as it stands', () => {
  test('has no room and no top-level file that the rules do not know', () => {
    const rooms = [
      ...Object.keys(MAY),
      'build',
      'compose',
      'cli',
      'demo',
      'serve',
      ...ENTRY_POINTS,
    ];
    const known = new Set([...rooms, 'compose.ts', 'config.ts', 'root.ts']);
    expect(readdirSync(SRC).filter((name) => !known.has(name))).toEqual([]);
  });

  // The rules read specifiers written out: one that is computed, or that hides in a type, would
  // pass them. `new URL('./…')` names a built file beside the bundle.
  test('hides no import from the linter', () => {
    const hidden =
      /\bimport\((?!['"]|new URL\('\.\/)|(?<!(?:await|return|=>|\?\?=) )\bimport\('\.|\b(?:require|createRequire)\(/;
    expect(
      filesOf('.')
        .filter(({ code }) => hidden.test(code))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  test.each(BROWSER_SAFE)('%s runs in the browser: no Buffer, no process, no node:', (room) => {
    const bound = /(?<![.\w])(?:Buffer|process)\s*[.[]|['"]node:/;
    expect(
      filesOf(room)
        .filter(({ code }) => bound.test(code))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

/** The TypeScript of a folder of `src/` without its comments. */
function filesOf(folder: string): { name: string; code: string }[] {
  return readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const text = readFileSync(join(SRC, folder, name), 'utf8');
      return { name, code: text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '') };
    });
}
