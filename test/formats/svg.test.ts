import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeUtf8 } from '../../src/formats/bytes.ts';
import { parseStrictJson } from '../../src/formats/strict-json.ts';
import { bakeSvg, unbakeSvg } from '../../src/formats/svg.ts';
import { codeOf } from './refusal.ts';
import { readShared, testWithVectors } from './vectors.ts';

const MIB = 1024 * 1024;
const OB3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
const OB2 = 'xmlns:openbadges="http://openbadges.org"';
const JWS = 'eyJhbGciOiJSUzI1NiJ9.e30.AQID';

const open = '<svg xmlns="http://www.w3.org/2000/svg">';
const plain = `${open}<title>Écusson 😀</title><path d="M0 0"/></svg>`;
const withBadge = (inner: string, attributes = OB3) => `<svg ${attributes}>${inner}</svg>`;
const credential = (body: string, attributes = '') =>
  `<openbadges:credential${attributes}>${body}</openbadges:credential>`;

describe('a credential baked into an SVG', () => {
  test('comes back as equal JSON, whatever it holds', () => {
    const traps = fc.constantFrom(']]>', ']]]>', '\\]]>', '<![CDATA[', '&lt;', '\u2028', '\uffff');
    const text = fc
      .array(fc.oneof(traps, fc.string({ unit: 'binary' })))
      .map((all) => all.join(''));
    const json = fc.oneof(
      text.map((value) => JSON.stringify({ value })),
      fc.json(),
    );
    fc.assert(
      fc.property(json, (baked) => {
        const unbaked = unbakeSvg(bakeSvg(plain, baked));
        expect(JSON.parse(unbaked.text)).toEqual(JSON.parse(baked));
        expect(unbaked).toMatchObject({ version: 3, warnings: [] });
      }),
      { numRuns: 500 },
    );
  });

  test.each(['{"a":"é 😀 <b>&amp; ]] >"}', ' \n{\n\t"a" : [ ]\n}\n', '"]]&gt;"'])(
    '%j comes back byte for byte',
    (text) => {
      expect(unbakeSvg(bakeSvg(plain, text)).text).toBe(text);
    },
  );

  test('stands first in the root, in a CDATA section, the rest unchanged', () => {
    expect(bakeSvg(plain, '{"a":"]]>"}')).toBe(
      plain.replace(
        open,
        `<svg xmlns="http://www.w3.org/2000/svg" ${OB3}>` +
          '<openbadges:credential><![CDATA[{"a":"]]\\u003e"}]]></openbadges:credential>',
      ),
    );
  });

  test('as a JWS stands in an attribute, without a body', () => {
    const baked = bakeSvg(plain, JWS);
    expect(baked).toContain(`><openbadges:credential verify="${JWS}"/><title>`);
    expect(unbakeSvg(baked)).toEqual({ text: JWS, version: 3, warnings: [] });
  });

  test('replaces every credential of any version', () => {
    const old = `<openbadges:assertion ${OB2} verify="https://a.test/1"><![CDATA[{}]]></openbadges:assertion>`;
    const drawn = plain.replace('<title>', `${old}<title>`).replace('</svg>', `${old}</svg>`);
    const once = bakeSvg(drawn, JWS);
    expect(once).toBe(bakeSvg(plain, JWS));
    expect(bakeSvg(bakeSvg(once, '{"a":1}'), JWS)).toBe(once);
  });

  test.each([
    ['that is empty', '<svg/>', `<svg ${OB3}>@</svg>`],
    ['that has a prefix', '<s:svg xmlns:s="a:b" />', `<s:svg xmlns:s="a:b"  ${OB3}>@</s:svg>`],
    ['that declares the namespace', `<svg ${OB3}></svg>`, `<svg ${OB3}>@</svg>`],
    [
      'after a prolog',
      '\ufeff<?xml version="1.0"?>\r\n<!-- 😀<svg> -->\r\n<svg\r\n></svg>\r\n',
      '',
    ],
  ])('goes into a root %s', (_name, svg, expected) => {
    const baked = bakeSvg(svg, JWS);
    const element = `<openbadges:credential verify="${JWS}"/>`;
    const tag = expected || svg.replace('\r\n></svg>', `\r\n ${OB3}>@</svg>`);
    expect(baked).toBe(tag.replace('@', element));
    expect(unbakeSvg(baked).text).toBe(JWS);
  });

  test('declares its own namespace where the root binds the prefix to another', () => {
    const baked = bakeSvg(`<svg ${OB2}><g openbadges:a="b"/></svg>`, '{}');
    expect(baked).toBe(
      `<svg ${OB2}><openbadges:credential ${OB3}><![CDATA[{}]]></openbadges:credential><g openbadges:a="b"/></svg>`,
    );
    expect(unbakeSvg(baked).text).toBe('{}');
  });

  test('is readable in XML 1.1, which rewrites more line ends', () => {
    const text = JSON.stringify({ a: '\u0085\u2028\u0090' });
    const unbaked = unbakeSvg(bakeSvg(`<?xml version="1.1"?>${plain}`, text));
    expect(JSON.parse(unbaked.text)).toEqual(JSON.parse(text));
  });

  test('is refused where it could not be read back', async () => {
    const ascii = '<?xml version="1.0" encoding="ISO-8859-1"?><svg/>';
    expect(await codeOf(() => bakeSvg(ascii, '{"a":"é"}'))).toBe('invalid_utf8');
    expect(unbakeSvg(bakeSvg(ascii, '{}')).text).toBe('{}');
    expect(await codeOf(() => bakeSvg(plain, ' '.repeat(2 * MIB)))).toBe('image_too_large');
  });
});

describe('what others baked', () => {
  testWithVectors('Open Badges 3 as JSON, the same as in the PNG', () => {
    const path = 'vectors/1edtech-validator/ob30/simple-json.svg';
    const { text, version } = unbakeSvg(decodeUtf8(readShared(path)));
    expect(version).toBe(3);
    expect(parseStrictJson(text)).toMatchObject({ issuer: { type: ['Profile'] } });
  });

  testWithVectors('Open Badges 3 as JWT', () => {
    for (const name of ['simple-jwt', 'simple-jwt_v1']) {
      const svg = decodeUtf8(readShared(`vectors/1edtech-validator/ob30/${name}.svg`));
      expect(svg).toContain(`verify="${unbakeSvg(svg).text}"`);
    }
  });

  testWithVectors('nothing, until we bake into it', async () => {
    const svg = decodeUtf8(readShared('vectors/mozilla-openbadges-backpack/unbaked.svg'));
    expect(await codeOf(() => unbakeSvg(svg))).toBe('no_credential_in_image');
    expect(unbakeSvg(bakeSvg(svg, '{"a":1}')).text).toBe('{"a":1}');
  });

  test.each([
    [
      'by namespace, not by prefix',
      '<svg xmlns:b="https://purl.imsglobal.org/ob/v3p0"><b:credential>{}</b:credential></svg>',
      '{}',
    ],
    [
      'with a bare document type',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.test/svg11.dtd">${withBadge(credential('{}'))}`,
      '{}',
    ],
    ['as escaped text', withBadge(credential('\n {"a":"&lt;&#233;"} \n')), '{"a":"<é"}'],
    ['as two CDATA sections', withBadge(credential('<![CDATA["]]]]><![CDATA[>"]]>')), '"]]>"'],
    ['below the root', withBadge(`<g>${credential('{}')}</g>`), '{}'],
    [
      'beside a comment that holds another',
      withBadge(`<!--${credential('[]')}-->${credential('<!-- -->{}')}`),
      '{}',
    ],
  ])('%s', (_name, svg, text) => {
    expect(unbakeSvg(svg)).toEqual({ text, version: 3, warnings: [] });
  });

  test.each([
    ['an address', ' verify="https://a.test/1"', '', 'https://a.test/1', []],
    ['an address and a body', ' verify="https://a.test/1"', '<![CDATA[{"a":1}]]>', '{"a":1}', []],
    ['a JWS', ` verify=" ${JWS}\n"`, '\n', JWS, []],
    ['a JWS and a body', ` verify="${JWS}"`, '{}', JWS, ['body_ignored']],
  ])('Open Badges 2: %s', (_name, attributes, body, text, warnings) => {
    const svg = withBadge(`<openbadges:assertion${attributes}>${body}</openbadges:assertion>`, OB2);
    expect(unbakeSvg(svg)).toEqual({ text, version: 2, warnings });
  });
});

const laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>';
const nestedSvg = (depth: number) => `${'<svg>'.repeat(depth)}${'</svg>'.repeat(depth)}`;

describe('what is refused', () => {
  test.each([
    [
      'row 92',
      'no_credential_in_image',
      withBadge(credential('{}'), 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p1"'),
    ],
    ['row 92', 'no_credential_in_image', withBadge(credential('{}'), OB2)],
    ['row 92', 'no_credential_in_image', '<svg><credential verify="a"/></svg>'],
    ['row 93', 'multiple_credentials', withBadge(credential('{}') + credential('{}'))],
    [
      'row 93',
      'multiple_credentials',
      withBadge(`${credential('{}')}<a:assertion xmlns:a="http://openbadges.org"/>`),
    ],
    ['row 93', 'no_credential_in_image', withBadge(`<!--${credential('{}')}-->`)],
    ['row 93', 'svg_malformed', withBadge(credential('<![CDATA[{"a":"]]>"}]]>'))],
    ['OB 3.0 baking', 'no_credential_in_image', withBadge(credential(' <![CDATA[ ]]> '))],
    ['OB 3.0 baking', 'svg_malformed', withBadge(credential('{}<g/>'))],
    ['OB 3.0 baking', 'svg_malformed', withBadge(credential(credential('{}')))],
    ['OB 3.0 baking', 'svg_malformed', withBadge(credential('{"a":<![CDATA[1}]]>'))],
    ['row 95', 'invalid_utf8', '<?xml version="1.0" encoding="UTF-7"?><svg/>'],
    ['row 95', 'invalid_utf8', '<?xml version="1.0" encoding="UTF-16"?><svg/>'],
    ['row 95', 'invalid_utf8', '<?xml version="1.0" encoding="ISO-8859-1"?><svg>é</svg>'],
    ['row 96', 'xml_doctype_forbidden', laughs],
    [
      'row 97',
      'xml_doctype_forbidden',
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    ],
    ['row 97', 'xml_doctype_forbidden', '<!DOCTYPE svg SYSTEM "http://a.test/x.dtd" []><svg/>'],
    ['row 97', 'svg_malformed', '<!DOCTYPE svg SYSTEM "http://a.test/x.dtd"><svg>&x;</svg>'],
    ['row 97', 'svg_malformed', '<svg><!ENTITY x "y"></svg>'],
    ['row 98', 'image_too_large', `<svg>${'&#65;'.repeat(1_000_000)}</svg>`],
    ['row 100', 'svg_too_deep', nestedSvg(65)],
    ['row 100', 'svg_too_deep', '<svg>'.repeat(100_000)],
    ['DESIGN section 6', 'image_too_large', `<svg>${'é'.repeat(MIB)}</svg>`],
    ['XML 1.0', 'svg_malformed', ''],
    ['XML 1.0', 'svg_malformed', '<svg>'],
    ['XML 1.0', 'svg_malformed', '<svg></g></svg>'],
    ['XML 1.0', 'svg_malformed', '<svg/><svg/>'],
    ['XML 1.0', 'svg_malformed', '<svg a="<"/>'],
    ['XML 1.0', 'svg_malformed', '<svg>\u0001</svg>'],
    ['XML Namespaces', 'svg_malformed', '<svg><openbadges:credential verify="a"/></svg>'],
    ['SVG', 'svg_malformed', '<html><svg/></html>'],
  ])('SECURITY %s: %s', async (_rule, code, svg) => {
    expect(await codeOf(() => unbakeSvg(svg))).toBe(code);
  });

  test('an SVG nested 64 deep is still read', async () => {
    expect(await codeOf(() => unbakeSvg(nestedSvg(64)))).toBe('no_credential_in_image');
  });

  test('baking refuses what unbaking refuses', async () => {
    for (const svg of [laughs, '<svg>', '<html/>', nestedSvg(65)]) {
      const code = await codeOf(() => unbakeSvg(svg));
      expect(code).toBeDefined();
      expect(await codeOf(() => bakeSvg(svg, '{}'))).toBe(code);
    }
  });

  test('SECURITY row 130: no text makes it fail otherwise than by a refusal', async () => {
    const whole = `<?xml version="1.0"?><!DOCTYPE svg>${withBadge(credential('<![CDATA[{}]]>'))}`;
    const bits = ['<', '>', '/', '"', '&', ';', ']]>', '<!--', '<![CDATA[', '\r', '\0', '\ud83d'];
    const mutation = fc.tuple(fc.nat(whole.length), fc.nat(8), fc.constantFrom('', ...bits));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 4 }), async (mutations) => {
        let svg = whole;
        for (const [at, cut, text] of mutations)
          svg = svg.slice(0, at) + text + svg.slice(at + cut);
        await codeOf(() => unbakeSvg(svg));
        await codeOf(() => bakeSvg(svg, '{}'));
      }),
      { numRuns: 3000 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await codeOf(() => unbakeSvg(text));
        await codeOf(() => unbakeSvg(bakeSvg(plain, text)));
      }),
    );
  });
});
