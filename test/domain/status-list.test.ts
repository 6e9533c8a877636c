import { describe, expect, test } from '@jest/globals';
import { STATUS_LIST_LENGTH, statusIndexOf } from '../../src/domain/status-list.ts';

const SHUFFLES: [string, number[]][] = [
  ['ordinary', [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834, 0x1082276b, 0xf3a27251, 1, 2]],
  ['all zero', [0, 0, 0, 0, 0, 0, 0, 0]],
  ['all ones', new Array(8).fill(0xffffffff)],
  ['one repeated key', new Array(8).fill(0x12345678)],
];

describe.each(SHUFFLES)('the status index under a shuffle that is %s', (_, shuffle) => {
  const indexes = Array.from({ length: STATUS_LIST_LENGTH }, (_, counter) =>
    statusIndexOf({ shuffle }, counter),
  );

  test('is a bijection over the whole list: no two badges share a bit', () => {
    const taken = new Uint8Array(STATUS_LIST_LENGTH);
    for (const index of indexes) taken[index] = 1;
    expect(taken.reduce((sum, bit) => sum + bit, 0)).toBe(STATUS_LIST_LENGTH);
  });

  test('is the same each time', () => {
    expect(statusIndexOf({ shuffle }, 4242)).toBe(indexes[4242]);
  });

  test('leaves few counters in place, and few neighbours together (herd privacy)', () => {
    const fixed = indexes.filter((index, counter) => index === counter).length;
    const close = indexes.filter((index, at) => Math.abs(index - (indexes[at - 1] ?? 1e9)) <= 8);
    // Of a random order, about 1 stays in place and about 16 pairs are this close.
    expect(fixed).toBeLessThan(50);
    expect(close.length).toBeLessThan(200);
  });
});

test('two shuffles give two orders', () => {
  const [[, one], [, other]] = SHUFFLES as [[string, number[]], [string, number[]]];
  const same = Array.from({ length: 1000 }, (_, counter) => counter).filter(
    (counter) =>
      statusIndexOf({ shuffle: one }, counter) === statusIndexOf({ shuffle: other }, counter),
  );
  expect(same.length).toBeLessThan(10);
});

test.each([-1, STATUS_LIST_LENGTH, 1.5, Number.NaN])('there is no index for %p', (counter) => {
  expect(() => statusIndexOf({ shuffle: [1, 2, 3, 4, 5, 6, 7, 8] }, counter)).toThrow(RangeError);
});
