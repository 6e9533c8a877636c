import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from '../../src/proofs/canonize.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { onePassNQuads } from '../../src/proofs/one-pass.ts';
import { sha256HexOfText } from '../../src/proofs/one-pass-sha256.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { awardCsv, openCentre, openService } from '../harness.ts';
import { endorsement, fullBadge, proofOptions, statusList } from './full-samples.ts';
import { mutationsOf } from './mutations.ts';
import { badge } from './sample.ts';
import { listSharedJson, readSharedJson } from './shared.ts';

const SEED = 20_261_122;

/** What jsonld and rdf-canonize say as published, in a process of their own; `undefined`: refused. */
function stockTexts(documents: readonly JsonObject[]): (string | undefined)[] {
  const script = fileURLToPath(new URL('stock-canonize.js', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    input: JSON.stringify({ contexts: Object.fromEntries(PINNED_CONTEXTS), documents }),
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { nquads?: string }[]).map(({ nquads }) => nquads);
}

async function ourText(document: JsonObject): Promise<string | undefined> {
  try {
    return await canonicalNQuads(document);
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return undefined;
  }
}

/**
 * Every text of the one pass is that of the stock libraries, and none is of a document that they
 * refuse. Asked after the stock path, so that every context that can be known is known.
 */
async function compare(documents: readonly JsonObject[]) {
  const stock = stockTexts(documents);
  const count = { fast: 0, left: 0, refused: 0 };
  for (const [index, document] of documents.entries()) {
    const first = await ourText(document);
    const fast = onePassNQuads(document);
    const again = await ourText(document);
    if (fast !== undefined)
      expect({ document, text: fast }).toEqual({ document, text: stock[index] });
    if (first !== undefined) expect(first).toBe(stock[index]);
    expect(again).toBe(first);
    if (fast !== undefined) count.fast += 1;
    else count[stock[index] === undefined ? 'refused' : 'left'] += 1;
  }
  return count;
}

const withoutProof = ({ proof: _proof, ...unsigned }: JsonObject): JsonObject => unsigned;

/** Files of the shared vectors; some are no JSON, on purpose. */
function published(...folders: string[]): JsonObject[] {
  return folders
    .flatMap((folder) => listSharedJson(`vectors/${folder}`))
    .map(readOrNothing)
    .filter((document) => isJsonObject(document))
    .filter((document) => '@context' in document)
    .map(withoutProof);
}

function readOrNothing(path: string): JsonObject | undefined {
  try {
    return readSharedJson(path);
  } catch {
    return undefined;
  }
}

/** Whether the document takes the one pass, once its contexts are known. */
async function isFast(document: JsonObject): Promise<boolean> {
  await ourText(document);
  return onePassNQuads(document) !== undefined;
}

describe('the one pass never differs from the stock libraries', () => {
  test.each([
    ['badges', badge, 1500],
    ['badges with everything in them', fullBadge, 1500],
    ['status lists', statusList, 700],
    ['endorsements', endorsement, 700],
    ['options of proofs', proofOptions, 500],
  ])(
    'on random changes of %s (SECURITY 5)',
    async (_what, sample, numRuns) => {
      const documents = fc.sample(mutationsOf(sample()), { numRuns, seed: SEED });
      const { fast, left, refused } = await compare(documents);
      expect(fast).toBeGreaterThan(numRuns / 20);
      expect(refused).toBeGreaterThan(numRuns / 20);
      expect(left).toBeGreaterThan(0);
    },
    60_000,
  );

  test('on random changes of published credentials', async () => {
    const documents = published('1edtech-validator/ob30/', '1edtech-spec-impl-guide/').flatMap(
      (document, index) => fc.sample(mutationsOf(document), { numRuns: 12, seed: SEED + index }),
    );
    const { fast } = await compare(documents);
    expect(fast).toBeGreaterThanOrEqual(documents.length / 20);
  }, 60_000);

  test('on every credential of the shared vectors', async () => {
    const documents = published('');
    const { fast } = await compare(documents);
    expect(fast).toBeGreaterThanOrEqual(documents.length / 10);
  }, 60_000);
});

describe('the one pass is taken', () => {
  test.each([
    ['a badge', badge],
    ['a badge with everything', fullBadge],
    ['a status list', statusList],
    ['an endorsement', endorsement],
    ['the options of a proof', proofOptions],
  ])('by %s of ours', async (_what, sample) => {
    expect(await isFast(sample())).toBe(true);
  });

  test('by what the service itself issues, its status list included', async () => {
    const { service, stop } = await openService();
    try {
      const { profile, achievement } = await openCentre(service);
      const csv = 'Prénom;Nom\nAda;Lovelace\n';
      const [report] = await awardCsv(service, profile, achievement, csv);
      const { text } = await badgeOf(service, report?.award?.id ?? '');
      const issued = withoutProof(JSON.parse(text));
      const { statusListCredential: url } = issued['credentialStatus'] as JsonObject;
      const list = await service.statusList(String(url).split('/').at(-1) ?? '');
      expect(await isFast(issued)).toBe(true);
      expect(await isFast(withoutProof(JSON.parse(list)))).toBe(true);
    } finally {
      await stop();
    }
  });

  test('by every sample of the standard, but one with two addresses all alike', async () => {
    const left: JsonObject[] = [];
    for (const document of published('1edtech-validator/ob30/', '1edtech-spec-impl-guide/')) {
      const isAccepted = (await ourText(document)) !== undefined;
      const isPlain = !JSON.stringify(document).includes('"proof"');
      if (isAccepted && isPlain && !(await isFast(document))) left.push(document);
    }
    expect(left.map(({ name }) => name)).toEqual(
      left.length === 0 ? [] : ['ob3-credential-status-revoked.json'],
    );
  });
});

describe('the one pass leaves to jsonld', () => {
  const change = (members: object) => ({ ...badge(), ...members }) as JsonObject;
  test.each([
    ['a term that no context defines (checklist C2)', change({ grade: 'A+' })],
    ['an id under two names', change({ '@id': 'urn:x:1' })],
    ['a fraction', change({ evidence: [{ type: ['Evidence'], name: 1.5 }] })],
    ['a value with a language', change({ name: { '@value': 'Robot', '@language': 'fr' } })],
    ['null', change({ name: null })],
    ['an array in an array', change({ evidence: [[{ id: 'urn:x:1', name: 'x' }]] })],
    ['an address without scheme', change({ id: 'credentials/1' })],
    ['a label of its own for a node', change({ id: '_:b0' })],
    ['two nodes all alike', change({ evidence: [{ name: 'x' }, { name: 'x' }] })],
    ['a context inside', change({ evidence: [{ '@context': [], name: 'x' }] })],
    ['an object that says nothing', change({ evidence: [{}] })],
    ['an escaped character in an id', change({ id: 'urn:x:<1>' })],
  ])('%s', async (_what, document) => {
    expect(await isFast(badge())).toBe(true);
    expect(await isFast(document)).toBe(false);
  });
});

test('the hash of a text is that of the machine', () => {
  const machine = (text: string) => createHash('sha256').update(text).digest('hex');
  for (let length = 0; length < 300; length += 1) {
    const text = 'é'.repeat(length % 7) + 'x'.repeat(length);
    expect(sha256HexOfText(text)).toBe(machine(text));
  }
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 9000 }), { seed: SEED });
  for (const text of texts) expect(sha256HexOfText(text)).toBe(machine(text));
});
