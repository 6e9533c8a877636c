import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utf8 } from '../../src/formats/bytes.ts';
import { badgeLinksOf } from '../../src/formats/page-links.ts';

const linksOf = (head: string) =>
  badgeLinksOf(utf8(`<!doctype html><html><head>${head}</head><body></body></html>`));
const TYPE = 'type="application/vc"';

describe('the badge that a page names in its head', () => {
  test.each([
    ['as it is mostly written', `<link rel="alternate" ${TYPE} href="/badge.json">`, '/badge.json'],
    ['in any order and any quotes', `<link href='b.json' ${TYPE} rel=alternate />`, 'b.json'],
    ['in capitals', '<LINK REL="Alternate" TYPE="APPLICATION/LD+JSON" HREF="b">', 'b'],
    ['as a token', '<link rel=alternate type=application/vc+jwt href=b.jwt>', 'b.jwt'],
    ['with a parameter', '<link rel=alternate type="application/json; v=1" href=b>', 'b'],
    ['among other words', `<link rel="alternate nofollow" ${TYPE} href=b>`, 'b'],
    ['over several lines', `<link\n rel="alternate"\n ${TYPE}\n href="b">`, 'b'],
    ['with an escaped address', `<link rel=alternate ${TYPE} href="b?x=1&amp;y=2">`, 'b?x=1&y=2'],
    ['with a > in an attribute', `<link title="a > b" rel=alternate ${TYPE} href=b>`, 'b'],
    ['unclosed', `<link rel=alternate ${TYPE} href="b"`, 'b'],
  ])('%s', (_, head, href) => {
    expect(linksOf(head)).toEqual([href]);
  });

  test('in the order of the page', () => {
    const link = (href: string) => `<link rel="alternate" ${TYPE} href="${href}">`;
    expect(linksOf(`${link('one')}<title>x</title>${link('two')}`)).toEqual(['one', 'two']);
  });

  test.each([
    ['a feed', '<link rel="alternate" type="application/rss+xml" href="feed">'],
    ['another language', '<link rel="alternate" hreflang="en" href="en">'],
    ['a style sheet', `<link rel="stylesheet" ${TYPE} href="b">`],
    ['nothing at all', `<link rel="alternate" ${TYPE}>`],
    ['a comment', `<!-- <link rel="alternate" ${TYPE} href="b"> -->`],
    ['a script', `<script>'<link rel="alternate" ${TYPE} href="b">'</script>`],
    ['an attribute that only ends so', `<link data-rel="alternate" ${TYPE} href="b">`],
    ['text of an attribute', `<link title='rel="alternate"' ${TYPE} href="b">`],
  ])('not %s', (_, head) => {
    expect(linksOf(head)).toEqual([]);
  });

  // What a visitor of the page wrote stands in the body: only its maker writes the head.
  test('not in the body', () => {
    const page = `<head></head><body><link rel="alternate" ${TYPE} href="b"></body>`;
    expect(badgeLinksOf(utf8(page))).toEqual([]);
  });

  test('any bytes give a list', () => {
    const pieces = fc.constantFrom('<link ', 'rel=', '"', "'", '>', 'alternate', '<!--', '=', ' a');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 80 }), (parts) => {
        for (const link of linksOf(parts.join(''))) expect(typeof link).toBe('string');
      }),
    );
  });

  test.each(['<link '.repeat(50_000), `<link ${'a'.repeat(250_000)}`, '<!--'.repeat(60_000)])(
    '%#: a page that means harm is read in no time to speak of',
    (page) => {
      expect(badgeLinksOf(utf8(page))).toEqual([]);
    },
  );
});
