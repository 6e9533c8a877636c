import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromBase58, toBase58 } from '../../src/formats/base58.ts';
import { utf8 } from '../../src/formats/bytes.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

describe('base58', () => {
  // The values of draft-msporny-base58-03, section 5.
  test.each([
    ['Hello World!', '2NEpo7TZRRrLZSi2U'],
    [
      'The quick brown fox jumps over the lazy dog.',
      'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    ],
  ])('spells %j as published', (text, spelled) => {
    expect(toBase58(utf8(text))).toBe(spelled);
    expect(fromBase58(spelled)).toEqual(utf8(text));
  });

  test('keeps leading zero bytes', () => {
    const bytes = Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd);
    expect(toBase58(bytes)).toBe('11233QC4');
    expect(fromBase58('11233QC4')).toEqual(bytes);
    expect(toBase58(new Uint8Array())).toBe('');
    expect(fromBase58('')).toEqual(new Uint8Array());
    expect(fromBase58('11')).toEqual(new Uint8Array(2));
  });

  test('comes back as it went, bytes and text', () => {
    const withZeros = fc
      .tuple(fc.nat(4), fc.uint8Array({ maxLength: 200 }))
      .map(([zeros, bytes]) => Uint8Array.from([...new Uint8Array(zeros), ...bytes]));
    fc.assert(
      fc.property(withZeros, (bytes) => expect(fromBase58(toBase58(bytes))).toEqual(bytes)),
    );
    const spelled = fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 120 });
    fc.assert(
      fc.property(spelled, (text) => expect(toBase58(fromBase58(text) ?? utf8('?'))).toBe(text)),
    );
  });

  test('agrees with plain long division', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
        bytes[0] = 1;
        let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
        let expected = '';
        for (; rest > 0n; rest /= 58n) expected = ALPHABET.charAt(Number(rest % 58n)) + expected;
        expect(toBase58(bytes)).toBe(expected);
      }),
    );
  });

  test.each(['0', 'O', 'I', 'l', 'a b', 'a\n', 'é', '😀'])('refuses %j', (text) => {
    expect(fromBase58(text)).toBeUndefined();
  });

  test('refuses what would take quadratic time on an attacker’s key', () => {
    expect(fromBase58('z'.repeat(1024))).toHaveLength(750);
    expect(fromBase58('z'.repeat(1025))).toBeUndefined();
  });
});
