import { describe, expect, test } from '@jest/globals';
import { cleanSvg } from '../../src/images/clean-svg.ts';

const svg = (inside: string, attributes = 'viewBox="0 0 100 100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

/** The code of a refusal. */
function codeOf(text: string): unknown {
  try {
    return cleanSvg(text);
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('what can run, load or link goes (SECURITY T32, cases 91, 94, 99)', () => {
  test.each([
    '<script>alert(1)</script>',
    '<script xlink:href="http://evil.test/a.js"/>',
    '<foreignObject><iframe src="http://evil.test"/></foreignObject>',
    '<image href="/etc/hostname.png"/>',
    '<image xlink:href="file:///etc/hostname"/>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>',
    '<use href="http://evil.test/a.svg#x"/>',
    '<use xlink:href="data:image/svg+xml,x#y"/>',
    '<path d="M0 0" onclick="alert(1)"/>',
    '<path d="M0 0" style="fill:url(http://evil.test/)"/>',
    '<path d="M0 0" fill="url(http://evil.test/#a)"/>',
    '<path d="M0 0" fill="u\\rl(http://evil.test/)"/>',
    '<path d="M0 0" style="background:url(//evil.test)"/>',
    '<style>@import url(http://evil.test/a.css); .a{fill:url(http://evil.test/)}</style>',
    '<style>@font-face{font-family:x;src:url(http://evil.test/)}</style>',
    '<style><![CDATA[.a{fill:red}</style><script>alert(1)</script>]]></style>',
    '<animate attributeName="href" to="http://evil.test"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    '<filter id="f"><feImage href="http://evil.test"/></filter>',
    '<handler type="text/ecmascript">alert(1)</handler>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    '<?xml-stylesheet href="http://evil.test/a.css"?>',
    '<metadata><gps>48.85</gps></metadata>',
    '<!-- 48.85, 2.35 -->',
  ])('%s', (inside) => {
    const clean = cleanSvg(svg(inside));
    expect(clean).not.toMatch(
      /evil|script|alert|foreign|iframe|etc\/|data:|javascript|import|font-face|animate|48\.85/i,
    );
    expect(clean).toMatch(/^<svg [^>]*width="600" height="600">/);
  });
});

// SECURITY cases 96 to 100: a mask may only be given to the shapes that it was counted for.
describe('a style sheet ends each value where we read its end', () => {
  test.each([
    ['a comment that appears when others go', '.c{fill://**/*}.z{fill:*/**//red;mask:url(#m)}'],
    ['a comment that is never closed', '.c{fill:/*}.z{mask:url(#m)}'],
    ['a quote', '.c{font-family:"}.z{font-family:";mask:url(#m)}'],
    ['the other quote', ".c{font-family:'}.z{font-family:';mask:url(#m)}"],
    ['a bracket', '.c{fill:rgb(}.z{fill:);mask:url(#m)}'],
    ['a square bracket', '.c{fill:[}.z{fill:];mask:url(#m)}'],
  ])('%s', (_what, sheet) => {
    const clean = cleanSvg(svg(`<style>${sheet}</style><path class="c" d="M0 0"/>`));
    expect(clean).not.toMatch(/\/\*|\*\/|[[\]]|:["')]|rgb/);
    expect(clean).toMatch(/<style>(\.c\{\})?(\.z\{mask:url\(#m\)\})?<\/style>/);
    expect(
      cleanSvg(
        svg(`<path style="${sheet.slice(3, sheet.indexOf('}')).replaceAll('"', '&quot;')}"/>`),
      ),
    ).toContain('style=""');
  });
});

describe('what draws stays', () => {
  test('shapes, groups, gradients, clips and names inside the picture', () => {
    const inside =
      '<defs><linearGradient id="g" x1="0"><stop offset="1" stop-color="red"/></linearGradient>' +
      '<clipPath id="c"><rect width="5" height="5"/></clipPath><g id="twice"><path d="M0 0h9"/></g></defs>' +
      '<g clip-path="url(#c)" transform="scale(2)"><path fill="url(#g)" d="M0 0L9 9"/></g>' +
      '<use xlink:href="#twice"/><circle style="fill:#fff;opacity:0.5" r="3"/>';
    const clean = cleanSvg(svg(inside));
    for (const part of [
      'url(#c)',
      'url(#g)',
      'href="#twice"',
      'fill:#fff;opacity:0.5',
      'M0 0L9 9',
    ]) {
      expect(clean).toContain(part);
    }
  });

  test('a style sheet keeps the rules that paint classes and elements', () => {
    const sheet = '/* x */ .cls-1, path {fill:#123456;position:fixed} .cls-2{stroke:url(#g)}';
    const clean = cleanSvg(svg(`<style>${sheet}</style><path class="cls-1" d="M0 0"/>`));
    expect(clean).toContain('.cls-1, path{fill:#123456}');
    expect(clean).toContain('.cls-2{stroke:url(#g)}');
    expect(clean).not.toContain('position');
  });

  test('what is quoted or bracketed stays when it ends', () => {
    const sheet = `.a{font-family:'Open Sans',"L'Art";fill:rgb(1, 2, 3)}`;
    const clean = cleanSvg(svg(`<style>${sheet}</style><g transform="scale(2) rotate(9)"/>`));
    expect(clean).toContain('fill:rgb(1, 2, 3)');
    expect(clean).toContain('Open Sans');
    expect(clean).toContain('transform="scale(2) rotate(9)"');
  });

  test('a name that stands twice is no reason to refuse', () => {
    const clean = cleanSvg(svg('<g id="a"><path d="M0 0"/></g><g id="a"/><use href="#a"/>'));
    expect(clean).toContain('href="#a"');
  });

  test('its size is only a proportion', () => {
    const clean = cleanSvg(svg('<path d="M0 0"/>', 'width="20000px" height="10000"'));
    expect(clean).toContain('viewBox="0 0 20000 10000"');
    expect(clean).toContain('width="600" height="600"');
  });

  test('an old document type is skipped', () => {
    const type =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    expect(cleanSvg(type + svg('<path d="M0 0"/>'))).not.toContain('DOCTYPE');
  });
});

describe('what would never end, or is no picture, is refused', () => {
  const path = '<path d="M0 0"/>';
  const nested = Array.from(
    { length: 12 },
    (_, at) => `<g id="a${at + 1}">${`<use href="#a${at}"/>`.repeat(10)}</g>`,
  ).join('');
  const masks = Array.from(
    { length: 12 },
    (_, at) => `<mask id="a${at + 1}">${`<path mask="url(#a${at})"/>`.repeat(10)}</mask>`,
  ).join('');
  const masksOf = (by: (at: number) => string, rule: (at: number) => string) =>
    svg(
      `<style>${Array.from({ length: 24 }, (_, at) => rule(at)).join('')}</style><mask id="a0">${path}</mask>${Array.from(
        { length: 24 },
        (_, at) => `<mask id="a${at + 1}">${by(at).repeat(2)}</mask>`,
      ).join('')}`,
    );
  const laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">';

  test.each([
    ['depth', svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)), 'svg_too_deep'],
    ['many elements', svg(path.repeat(5001)), 'svg_too_complex'],
    ['uses of uses', svg(`<g id="a0">${path}</g>${nested}<use href="#a12"/>`), 'svg_too_complex'],
    ['masks of masks', svg(`<mask id="a0">${path}</mask>${masks}`), 'svg_too_complex'],
    [
      'masks of masks by class',
      masksOf(
        (at) => `<path class="x C${at}" d="M0 0"/>`,
        (at) => `.c${at}{mask:url(#a${at})}`,
      ),
      'svg_too_complex',
    ],
    [
      'masks of masks by element',
      masksOf(
        () => '<path d="M0 0"/>',
        (at) => `g, path{mask:url(#a${at})}`,
      ),
      'svg_too_complex',
    ],
    [
      'a sheet that comes last',
      svg(`<mask id="a"><rect class="b"/></mask><style>.b{clip-path:url('#a')}</style>`),
      'svg_too_complex',
    ],
    [
      'a sheet of names alone',
      svg(`<style>.a{${'mask:url(#a);'.repeat(5001)}}</style>${path}`),
      'svg_too_complex',
    ],
    [
      'masks of masks whose names stand again, empty, at the end',
      svg(
        `<mask id="a0">${path}</mask>${masks}${Array.from({ length: 13 }, (_, at) => `<mask id="a${at}"/>`).join('')}`,
      ),
      'svg_too_complex',
    ],
    [
      'masks of masks whose names stood before, empty',
      svg(
        `${Array.from({ length: 13 }, (_, at) => `<mask id="a${at}"/>`).join('')}<mask id="a0">${path}</mask>${masks}`,
      ),
      'svg_too_complex',
    ],
    ['a use of itself', svg('<g id="a"><use href="#a"/></g>'), 'svg_too_complex'],
    ['10^9 units', svg(path, 'viewBox="0 0 1e9 1e9"'), 'image_too_large'],
    ['10^9 wide', svg(path, 'width="1000000000" height="1"'), 'image_too_large'],
    ['no size', svg(path, ''), 'svg_malformed'],
    ['nothing wide', svg(path, 'viewBox="0 0 0 10"'), 'svg_malformed'],
    ['a broken tag', '<svg viewBox="0 0 1 1"><path></svg>', 'svg_malformed'],
    ['another root', '<html><svg viewBox="0 0 1 1"/></html>', 'svg_malformed'],
    ['an unknown entity', svg('<text>&nope;</text>'), 'svg_malformed'],
    ['entities', `<!DOCTYPE svg [${laughs}]>${svg('<text>&b;</text>')}`, 'xml_doctype_forbidden'],
    [
      'a file as entity',
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`,
      'xml_doctype_forbidden',
    ],
  ])('%s (SECURITY cases 96 to 100)', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
