import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainText, safeHref } from '../../src/web/plain-text.ts';
import { isSafeHtml, markdownToHtml } from '../../src/web/safe-html.ts';

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

describe('markdownToHtml', () => {
  test('has no script, no such link, no picture (SECURITY row 49)', () => {
    const { html } = markdownToHtml(
      [
        '<script>alert(1)</script>',
        '[x](javascript:alert(1))',
        '![y](http://tracker.test/z.png)',
        '<img src=x onerror=alert(1)>',
        '<a href="https://good.test" onclick="x" target="_blank">ok</a>',
        '<form action="https://evil.test"><input></form>',
        '<svg><style>*{x:y}</style></svg>',
      ].join('\n\n'),
    );
    expect(html).not.toMatch(/script|<img|tracker|onerror|onclick|<form|<input|<svg|<style|target/);
    expect(html).toContain('href="https://good.test"');
    expect(html).toContain('rel="nofollow noopener noreferrer ugc"');
  });

  test('keeps lists and emphasis, and makes every heading small', () => {
    const { html } = markdownToHtml('# Titre\n\n- un\n- **deux**');
    expect(html).toMatch('<h4>Titre</h4>');
    expect(html).toMatch('<li><strong>deux</strong></li>');
  });

  test('only its own answers count as safe', () => {
    expect(isSafeHtml(markdownToHtml('a'))).toBe(true);
    expect(isSafeHtml({ html: '<b>' })).toBe(false);
  });

  test('shows text built to choke a parser as it is (SECURITY T46)', () => {
    const hostile = [
      '>',
      '[',
      '*a ',
      '_',
      '`',
      '- ',
      '((',
      '![',
      '<',
      '&',
      '**a',
      '|',
      '\\',
      '[](',
    ].map((piece) => piece.repeat(10_000 / piece.length));
    for (const text of hostile) expect(isSafeHtml(markdownToHtml(text))).toBe(true);
  });

  test('no text makes it throw or lets a tag through', () => {
    const pieces = fc.constantFrom('<', '>', '[a](', ')', '![', '`', '*', '\n', '"', 'script', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(markdownToHtml(parts.join('')).html).not.toMatch(/<(script|img|iframe|style)/i);
      }),
    );
  });
});
