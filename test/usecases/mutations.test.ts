import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FILE_FORMATS, type FileFormat } from '../../src/domain/award.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

let opened: TestService;
const files = new Map<FileFormat, Uint8Array>();

beforeAll(async () => {
  opened = await openService();
  const { service } = opened;
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nNoémie\n');
  const badge = await badgeOf(service, report?.award?.id ?? '');
  for (const format of FILE_FORMATS) {
    files.set(format, (await service.badgeFile(badge, format)).bytes);
  }
}, 30_000);
afterAll(() => opened.stop());

/** What comes of bytes: a report's verdict and credential, or the code of a refusal. */
async function answerTo(bytes: Uint8Array) {
  try {
    const { verdict, credential } = await opened.service.verifyBytes(bytes);
    return { verdict, credential: JSON.stringify(credential) };
  } catch (error) {
    // Anything else would be a fault, and a 5xx over HTTP.
    expect(error).toBeInstanceOf(BadgeError);
    return { verdict: (error as BadgeError).code, credential: '' };
  }
}

describe('a badge that was touched (SECURITY rows 129 and 130)', () => {
  test.each(FILE_FORMATS)(
    '%s: a flipped bit never changes what is verified, nor faults',
    async (format) => {
      const good = files.get(format) as Uint8Array;
      const { verdict, credential } = await answerTo(good);
      expect(verdict).toBe('verified');
      const place = fc.record({
        at: fc.nat(good.length - 1),
        bit: fc.nat(7),
      });
      await fc.assert(
        fc.asyncProperty(place, async ({ at, bit }) => {
          const touched = good.slice();
          touched[at] = (touched[at] ?? 0) ^ (1 << bit);
          const answer = await answerTo(touched);
          // A bit of the picture is not signed: then the credential is what it was, to the letter.
          if (answer.verdict === 'verified') expect(answer.credential).toBe(credential);
        }),
        { numRuns: 400, seed: 20_261_122 },
      );
    },
    60_000,
  );

  test.each(FILE_FORMATS)(
    '%s: cut short or followed by noise, it never faults',
    async (format) => {
      const good = files.get(format) as Uint8Array;
      await fc.assert(
        fc.asyncProperty(
          fc.nat(good.length),
          fc.uint8Array({ maxLength: 64 }),
          async (end, noise) => {
            await answerTo(new Uint8Array([...good.subarray(0, end), ...noise]));
          },
        ),
        { numRuns: 150, seed: 20_261_122 },
      );
    },
    60_000,
  );

  test('any change of any text in it is refused', async () => {
    const good = JSON.parse(new TextDecoder().decode(files.get('json')));
    const paths = textsOf(good);
    for (const path of paths) {
      const touched = structuredClone(good);
      setAt(touched, path, (text) => `${text}x`);
      const { verdict } = await answerTo(new TextEncoder().encode(JSON.stringify(touched)));
      expect([path.join('/'), verdict]).not.toEqual([path.join('/'), 'verified']);
    }
    expect(paths.length).toBeGreaterThan(40);
  }, 60_000);
});

type Path = readonly (string | number)[];

/** Where every text stands. */
function textsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, item]) => textsOf(item, [...path, key]));
}

function setAt(value: object, path: Path, change: (text: unknown) => unknown): void {
  const [key = '', ...rest] = path;
  const holder = value as Record<string | number, unknown>;
  if (rest.length > 0) setAt(holder[key] as object, rest, change);
  else holder[key] = change(holder[key]);
}
