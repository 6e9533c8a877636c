import { domainToASCII } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMixedScript } from '../../src/domain/mixed-script.ts';
import { fromPunycode } from '../../src/domain/punycode.ts';

describe('fromPunycode', () => {
  test('gives back whatever label was written in it', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abz09éßжяαω点看かな한국𐐀'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (label) => {
        const written = domainToASCII(label);
        if (!written.startsWith('xn--')) return;
        const back = fromPunycode(written.slice(4));
        expect(domainToASCII(String(back))).toBe(written);
      }),
      { seed: 47, numRuns: 2000 },
    );
  });

  test.each(['', 'A', 'é', 'a_', '-', '9999999999', `${'a'.repeat(64)}`, '99999b'])(
    'reads nothing into %j, without a fault',
    (label) => {
      expect([undefined, 'string']).toContain(
        fromPunycode(label) === undefined ? undefined : 'string',
      );
    },
  );

  test('never fails on labels that nobody wrote', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abcz0129-'), maxLength: 63 });
    fc.assert(
      fc.property(label, (text) => {
        expect(['string', 'undefined']).toContain(typeof fromPunycode(text));
      }),
      { seed: 47, numRuns: 5000 },
    );
  });
});

describe('row 47: alphabets that are mixed', () => {
  test.each([
    ['centre-sociаl.test', true],
    ['pаypаl.com', true],
    ['αpple.com', true],
    // A whole name in letters that look Latin, under an ending that is.
    ['аррӏе.com', true],
    ['почта.com', true],
    ['почта.рф', false],
    ['παράδειγμα.ελ', false],
    ['bücher.de', false],
    ['école.fr', false],
    ['日本語ひらがな.jp', false],
    ['한국.kr', false],
    ['点看.com', false],
    ['centre-social.fr', false],
    ['localhost:3000', false],
    ['', false],
  ])('%s: %j', (host, expected) => {
    const ascii = host.includes(':') ? host : domainToASCII(host);
    expect(isMixedScript(ascii)).toBe(expected);
  });

  test('a label that cannot be read is not taken for a plain one', () => {
    expect(isMixedScript('xn--99999b99999.fr')).toBe(true);
  });
});
