import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from '../../src/proofs/canonize.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { countRememberedContexts } from '../../src/proofs/fast-contexts.ts';
import { mutationsOf } from './mutations.ts';
import { badge } from './sample.ts';
import { listSharedJson, readSharedJson } from './shared.ts';

type Outcome = { nquads: string } | { name: string; message: string; code?: string };

const MUTATIONS = 1500;

function runScript(name: string, input: unknown, ...args: string[]): string {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(stderr).toBe('');
  return stdout;
}

function stockOutcomes(documents: JsonObject[]): Outcome[] {
  const contexts = Object.fromEntries(PINNED_CONTEXTS);
  return JSON.parse(runScript('stock-canonize.js', { contexts, documents }));
}

/** `undefined` when the document is refused before it reaches jsonld. */
async function ourOutcome(document: JsonObject): Promise<Outcome | undefined> {
  try {
    return { nquads: await canonicalNQuads(document) };
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    if (error.cause === undefined) return undefined;
    const { name, message, details } = Object(error.cause);
    const code = details?.event?.code ?? details?.code;
    return code === undefined ? { name, message } : { name, message, code };
  }
}

async function compare(documents: JsonObject[]) {
  const stock = stockOutcomes(documents);
  const count = { accepted: 0, refused: 0, refusedBefore: 0 };
  for (const [index, document] of documents.entries()) {
    const ours = await ourOutcome(document);
    if (ours === undefined) count.refusedBefore += 1;
    else if ('nquads' in ours) count.accepted += 1;
    else count.refused += 1;
    if (ours) expect({ document, ...ours }).toEqual({ document, ...stock[index] });
  }
  return count;
}

describe('remembered contexts change no result', () => {
  test('of published credentials', async () => {
    const folders = ['ob30/', 'clr20/'].map((name) => `vectors/1edtech-validator/${name}`);
    const published = folders
      .flatMap(listSharedJson)
      .map(readSharedJson)
      .filter((document) => isJsonObject(document))
      .map(({ proof: _, ...unsigned }) => unsigned);
    const { accepted } = await compare([badge(), ...published]);
    expect(accepted).toBeGreaterThan(published.length === 0 ? 0 : 20);
  });

  test('of credentials with random changes', async () => {
    const documents = fc.sample(mutationsOf(badge()), MUTATIONS);
    const { accepted, refused } = await compare(documents);
    expect(accepted).toBeGreaterThan(MUTATIONS / 20);
    expect(refused).toBeGreaterThan(MUTATIONS / 20);
    expect(countRememberedContexts()).toBeLessThanOrEqual(400);
  }, 60_000);
});

describe('remembered contexts', () => {
  test('are used, and an honest badge needs few', async () => {
    await canonicalNQuads(badge());
    const first = countRememberedContexts();
    expect(first).toBeGreaterThan(5);
    await canonicalNQuads(badge());
    expect(countRememberedContexts()).toBe(first);
  });

  test('stay bounded when documents never repeat', async () => {
    const types = [...PINNED_CONTEXTS.values()].flatMap((context) =>
      Object.keys(Object(context['@context'])).filter((name) => /^[A-Z]/.test(name)),
    );
    const counts: number[] = [];
    for (let index = 0; index < 2000; index += 1) {
      const type = [1, 7, 49].map((step) => types[Math.floor(index / step) % types.length]);
      const document = { ...badge(), evidence: [{ type, creator: { type } }] } as JsonObject;
      await canonicalNQuads(document).catch(() => undefined);
      counts.push(countRememberedContexts());
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(400);
    expect(counts.some((count, index) => count < (counts[index - 1] ?? 0))).toBe(true);
    expect(await canonicalNQuads(badge())).toBe(
      (stockOutcomes([badge()])[0] as { nquads: string }).nquads,
    );
  });

  test.each(['node', 'browser'])(
    'work in a bundle for %s',
    async (platform) => {
      const { nquads, remembered } = JSON.parse(runScript('bundle-canonize.js', badge(), platform));
      expect(nquads).toBe(await canonicalNQuads(badge()));
      expect(remembered).toBeGreaterThan(5);
    },
    30_000,
  );
});
