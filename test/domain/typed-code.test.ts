import { describe, expect, test } from '@jest/globals';
import {
  CARD_CODE_SIGNS,
  CONTROL_KEY_SIGNS,
  codeOf,
  groupedCode,
  readCode,
} from '../../src/domain/typed-code.ts';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes of no order that are the same at every run. */
function bytesOf(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: 16 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >> 16;
  });
}

const LENGTHS = [CARD_CODE_SIGNS, CONTROL_KEY_SIGNS];
const samples = (signs: number) =>
  Array.from({ length: 40 }, (_, seed) => codeOf(bytesOf(seed + 1), signs));

describe.each(LENGTHS)('a code of %i signs', (signs) => {
  test('is read as it was written, and is of signs that are mistaken for no other', () => {
    for (const code of samples(signs)) {
      expect(code).toMatch(new RegExp(`^[${SIGNS}]{${signs}}$`));
      expect(readCode(code, signs)).toBe(code);
      expect(readCode(groupedCode(code), signs)).toBe(code);
    }
  });

  // Every one of 31 other signs at every place: a typo is told, so it is no guess (SECURITY row 118).
  test('one wrong sign is told, whichever and wherever', () => {
    for (const code of samples(signs)) {
      for (let at = 0; at < signs; at += 1) {
        for (const sign of SIGNS) {
          if (sign === code[at]) continue;
          const typo = code.slice(0, at) + sign + code.slice(at + 1);
          expect([typo, readCode(typo, signs)]).toEqual([typo, undefined]);
        }
      }
    }
  });

  test('two neighbours that changed places are told', () => {
    for (const code of samples(signs)) {
      for (let at = 0; at + 1 < signs; at += 1) {
        const [one = '', other = ''] = [code[at], code[at + 1]];
        if (one === other) continue;
        const typo = code.slice(0, at) + other + one + code.slice(at + 2);
        expect([typo, readCode(typo, signs)]).toEqual([typo, undefined]);
      }
    }
  });

  test('small letters, spaces, dashes of any kind, and letters that look like figures, are put right', () => {
    for (const code of samples(signs)) {
      const grouped = groupedCode(code);
      const asTyped = [
        code.toLowerCase(),
        ` ${grouped.replaceAll('-', ' \u2013 ')} `,
        grouped.replaceAll('-', '\u00a0'),
        grouped.replaceAll('-', '.'),
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
        code.replaceAll('0', 'O').replaceAll('1', 'I'),
      ];
      for (const typed of asTyped) expect([typed, readCode(typed, signs)]).toEqual([typed, code]);
    }
  });

  test.each(['', ' ', '-'.repeat(13), 'U'.repeat(13), '🦊'.repeat(8), 'x'.repeat(10_000), '\0'])(
    'what no code can be is none (%#)',
    (typed) => {
      expect(readCode(typed, signs)).toBeUndefined();
    },
  );

  test('too short, too long', () => {
    const [code = ''] = samples(signs);
    expect(readCode(code.slice(1), signs)).toBeUndefined();
    expect(readCode(`${code}0`, signs)).toBeUndefined();
  });
});

test('the groups are those of the paper', () => {
  expect(groupedCode('4F7K9QXM2B8RT')).toBe('4F7K-9QXM-2B8RT');
  expect(groupedCode('4F7K9QXM')).toBe('4F7K-9QXM');
});

test('too few bytes make no code', () => {
  expect(() => codeOf(new Uint8Array(11), CARD_CODE_SIGNS)).toThrow('Too few bytes');
});
