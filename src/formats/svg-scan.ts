import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { BadgeError } from '../domain/errors.ts';
import { utf8 } from './bytes.ts';

export const OB3_NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const OB2_NAMESPACE = 'http://openbadges.org';

const MAX_SVG_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 64;

const READ_AS_ASCII = /^(?:us-ascii|iso-8859-\d{1,2}|windows-125\d)$/i;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** `start` and `end` are offsets in the SVG's text, in UTF-16 units. */
interface Span {
  start: number;
  end: number;
}

export interface SvgBadge extends Span {
  version: 3 | 2;
  /** Empty when the attribute is absent. */
  verify: string;
  /** The character data outside CDATA sections. */
  text: string;
  /** The content of the CDATA sections, joined. */
  cdata: string;
}

export interface SvgScan {
  root: Span & { name: string; isSelfClosing: boolean; openBadgesPrefix: string | undefined };
  /** Elements that hold a credential, in the order of the document. */
  badges: SvgBadge[];
  encoding: string | undefined;
}

interface Progress {
  depth: number;
  root: SvgScan['root'] | undefined;
  badges: SvgBadge[];
  /** The badge whose element is open. */
  open: SvgBadge | undefined;
  encoding: string | undefined;
}

/**
 * Finds the root tag and the credentials of an SVG, by namespace and not by prefix. Nothing is
 * fetched or expanded: a document type that declares anything is refused.
 *
 * @throws {BadgeError} `image_too_large` (2 MiB), `xml_doctype_forbidden`, `svg_too_deep` (64),
 *   `svg_malformed`, `invalid_utf8` (another encoding is declared)
 */
export function scanSvg(svg: string): SvgScan {
  checkSvgSize(svg);
  const parser = new SaxesParser({ xmlns: true });
  const progress: Progress = {
    depth: 0,
    root: undefined,
    badges: [],
    open: undefined,
    encoding: undefined,
  };
  listen(parser, svg, progress);
  parser.write(svg).close();
  const { root, badges, encoding } = progress;
  if (root === undefined) throw malformed('There is no root element.');
  checkSvgEncoding(encoding, svg);
  return { root, badges, encoding };
}

/** @throws {BadgeError} `image_too_large` */
export function checkSvgSize(svg: string): void {
  if (svg.length > MAX_SVG_BYTES || utf8(svg).length > MAX_SVG_BYTES) {
    throw new BadgeError('image_too_large', `The SVG exceeds ${MAX_SVG_BYTES} bytes.`);
  }
}

/**
 * A text that we read as UTF-8 must mean the same to a reader that believes the declaration.
 *
 * @throws {BadgeError} `invalid_utf8`
 */
export function checkSvgEncoding(encoding: string | undefined, svg: string): void {
  if (encoding === undefined || /^utf-8$/i.test(encoding)) return;
  if (READ_AS_ASCII.test(encoding) && !BEYOND_ASCII.test(svg)) return;
  throw new BadgeError('invalid_utf8', 'The SVG declares an encoding other than UTF-8.');
}

export function malformed(message: string): BadgeError {
  return new BadgeError('svg_malformed', message);
}

function listen(parser: SaxesParser<{ xmlns: true }>, svg: string, progress: Progress): void {
  parser.on('error', () => {
    throw malformed(`Not well-formed at line ${parser.line}, column ${parser.column}.`);
  });
  parser.on('xmldecl', ({ encoding }) => {
    progress.encoding = encoding;
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[') || doctype.includes('<!')) {
      throw new BadgeError('xml_doctype_forbidden', 'The document type declares something.');
    }
  });
  parser.on('opentag', (tag) => {
    const end = parser.position;
    // "<" cannot stand in an attribute, so the nearest one opens the tag.
    openElement(progress, tag, { start: svg.lastIndexOf('<', end - 1), end });
  });
  parser.on('closetag', () => {
    progress.depth -= 1;
    // A badge holds no element, so the first end tag after its start is its own.
    if (progress.open) progress.open.end = parser.position;
    progress.open = undefined;
  });
  parser.on('text', (text) => {
    if (progress.open) progress.open.text += text;
  });
  parser.on('cdata', (cdata) => {
    if (progress.open) progress.open.cdata += cdata;
  });
}

function openElement(progress: Progress, tag: SaxesTagNS, span: Span): void {
  progress.depth += 1;
  if (progress.depth > MAX_DEPTH) {
    throw new BadgeError('svg_too_deep', `More than ${MAX_DEPTH} nested elements.`);
  }
  if (progress.open) throw malformed('A credential holds another element.');
  if (progress.root === undefined) {
    if (tag.local !== 'svg') throw malformed('The root element is not svg.');
    const { name, isSelfClosing, ns } = tag;
    progress.root = { ...span, name, isSelfClosing, openBadgesPrefix: ns['openbadges'] };
    return;
  }
  const version = versionOf(tag);
  if (version === undefined) return;
  const verify: SaxesAttributeNS | undefined = tag.attributes['verify'];
  progress.open = { ...span, version, verify: verify?.value ?? '', text: '', cdata: '' };
  progress.badges.push(progress.open);
}

function versionOf({ uri, local }: SaxesTagNS): 3 | 2 | undefined {
  if (uri === OB3_NAMESPACE && local === 'credential') return 3;
  if (uri === OB2_NAMESPACE && local === 'assertion') return 2;
  return undefined;
}
