import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { isSafeHtml, markdownToHtml } from '../../src/web/safe-html.ts';
import { openBrowser } from '../browser/open-browser.ts';

const html = (markdown: string) => markdownToHtml(markdown).html;

describe('what is written', () => {
  test('is lists, emphasis, code and quotes; every heading is small', () => {
    expect(html('# Titre\n\n- un\n- **deux** `c<d`')).toBe(
      '<h4>Titre</h4><ul><li>un</li><li><strong>deux</strong> <code>c&lt;d</code></li></ul>',
    );
    expect(html('3. a\n4. b')).toBe('<ol start="3"><li>a</li><li>b</li></ol>');
    expect(html('> dit\n\n---\n\nfin  \nlà')).toBe(
      '<blockquote><p>dit</p></blockquote><hr><p>fin<br>là</p>',
    );
    expect(html('- [x] fait\n- [ ] à faire')).toBe('<ul><li>☑ fait</li><li>☐ à faire</li></ul>');
    expect(html('|a|b|\n|-|-|\n|1|2|')).toBe('<p>a · b</p><p>1 · 2</p>');
    expect(html('R&D, « l’été » &amp; 1 < 2')).toBe('<p>R&amp;D, « l’été » &amp; 1 &lt; 2</p>');
  });

  test('is a link only to web and mail addresses, which gain no credit (SECURITY T25)', () => {
    expect(html('[ici](https://a.test/?b=1&c="2")')).toBe(
      '<p><a href="https://a.test/?b=1&amp;c=%222%22" rel="nofollow noopener noreferrer ugc">ici</a></p>',
    );
    expect(html('[mail](mailto:a@b.test)')).toMatch('href="mailto:a@b.test"');
    for (const href of ['javascript:alert(1)', 'data:text/html,x', '//evil.test', '/ici', '#x']) {
      expect(html(`[a](${href})`)).toBe('<p>a</p>');
    }
    expect(html('[a](mailto:a@b.test?subject=x)')).toBe('<p>a</p>');
  });

  test('is no picture, and HTML as it was written (SECURITY row 49)', () => {
    expect(html('![un robot](http://tracker.test/z.png)')).toBe('<p>un robot</p>');
    expect(html('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html('a <img src=x onerror=alert(1)>')).toBe(
      '<p>a &lt;img src=x onerror=alert(1)&gt;</p>',
    );
  });

  test('hides no mark that turns the text, even by its number (SECURITY T25)', () => {
    expect(html('a&#x202e;b \u202e')).toBe('<p>ab</p>');
  });

  test('counts as safe because it was written here', () => {
    expect(isSafeHtml(markdownToHtml('a'))).toBe(true);
    expect(isSafeHtml({ html: '<b>' })).toBe(false);
  });

  test('is plain text where the text is built to choke a parser (SECURITY T46)', () => {
    const pieces = '>|[|*a |_|`|- |((|![|<|&|**a|\\|[](|1. |\n\n- |~'.split('|');
    for (const piece of pieces) {
      const made = html(piece.repeat(10_000 / piece.length));
      expect(made.length).toBeLessThan(200_000);
    }
  });
});

describe('in a real browser, whatever the Markdown', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(() => browser.close());

  const TAGS = 'P BR HR UL OL LI STRONG EM DEL CODE PRE BLOCKQUOTE H4 A'.split(' ');
  const NAMES = ['a.href', 'a.rel', 'ol.start'];

  /** Runs in the page: elements and attributes that it makes, beside those that are allowed. */
  const FIND = `(pages, tags, names) => pages.flatMap((text) => {
    const { body } = new DOMParser().parseFromString(text, 'text/html');
    return [...body.querySelectorAll('*')].flatMap((element) => [
      ...(tags.includes(element.tagName) ? [] : [element.outerHTML]),
      ...[...element.attributes].flatMap(({ name, value }) => {
        const known = names.includes(element.localName + '.' + name);
        const leads = name !== 'href' || /^(https?:|mailto:)/.test(value);
        return known && leads ? [] : [name + '=' + value];
      }),
    ]);
  })`;
  const strangers = (texts: readonly string[]): Promise<string[]> =>
    page.evaluate(`(${FIND})(${[texts, TAGS, NAMES].map((one) => JSON.stringify(one))})`);

  test('only the allowed elements and attributes are there (SECURITY T50)', async () => {
    const piece = fc.constantFrom(
      ...'<|>|[a](|)|![|]|`|*|**|_|~~|\n|\n\n|"|\'|&|&lt;|&#60;|\\|- |1. |# |> |    |a|| |-|'.split(
        '|',
      ),
      ...['|', '<script>', '</p>', '<img src=x onerror=alert(1)>', '<a href="javascript:x">'],
      ...['javascript:alert(1)', 'https://a.test/"><b>', '<!--', '-->', '<![CDATA[', '<style>'],
      ...['<https://a.test>', '[a]: javascript:x "t"', '```\n', '<svg/onload=x>', '\u0000', 'é'],
      ...['[a](https://x.test "t\' onclick=x")', '&quot;', 'www.a.test', 'a@b.test', '| - |\n'],
    );
    const texts = fc.sample(fc.array(piece, { maxLength: 40 }), { numRuns: 4000, seed: 25 });
    expect(await strangers(texts.map((parts) => html(parts.join(''))))).toEqual([]);
  });

  test('a stranger would be found', async () => {
    expect(await strangers(['<p onclick="x"><b>a</b></p><a href="javascript:x">'])).toHaveLength(3);
  });
});
