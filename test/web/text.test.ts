import { describe, expect, test } from '@jest/globals';
import { plainText, safeHref } from '../../src/web/plain-text.ts';

describe('plainText', () => {
  test('removes what hides or turns text (SECURITY T25)', () => {
    expect(plainText('ab\u202Egnp.exe\u0000\u200B\u0007')).toBe('abgnp.exe');
    expect(plainText('e\u0301')).toBe('é');
    expect(plainText(`a${'\u0301'.repeat(100)}`).length).toBeLessThan(8);
    expect(plainText('\ud800x')).toBe('\ufffdx');
  });

  test('keeps what people write', () => {
    expect(plainText('Zoë 👩‍🔧, l’atelier\nà « Lyon »')).toBe('Zoë 👩‍🔧, l’atelier\nà « Lyon »');
  });

  test('is empty for what is no text', () => {
    for (const value of [undefined, null, 5, {}, ['a']]) expect(plainText(value)).toBe('');
  });
});

describe('safeHref', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    ' vbscript:x',
    'java\nscript:alert(1)',
    '//evil.test',
    `https://long.test/${'a'.repeat(3000)}`,
    5,
  ])('refuses %p (SECURITY T50)', (value) => expect(safeHref(value)).toBe(''));

  test('keeps web addresses', () => {
    expect(safeHref('https://centre.test/a?b="c"')).toBe('https://centre.test/a?b=%22c%22');
  });
});
