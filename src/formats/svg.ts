import { BadgeError } from '../domain/errors.ts';
import { looksLikeJws } from './jws.ts';
import {
  checkSvgEncoding,
  checkSvgSize,
  malformed,
  OB3_NAMESPACE,
  type SvgBadge,
  type SvgScan,
  scanSvg,
} from './svg-scan.ts';

/** What XML, 1.0 or 1.1, forbids or rewrites although JSON has it in strings. */
const UNSAFE_IN_XML = /[\u007f-\u009f\u2028\ufffe\uffff]/g;
const DECLARATION = ` xmlns:openbadges="${OB3_NAMESPACE}"`;

export interface UnbakedSvg {
  /** JSON, a compact JWS or, from Open Badges 2, the address of an assertion. */
  text: string;
  version: 3 | 2;
  warnings: string[];
}

/**
 * Writes a credential into an SVG as the first child of its root, in place of every credential
 * that it carries, of any version. The rest of the text stays as it is.
 *
 * A compact JWS comes back unchanged. So does JSON, unless a string in it holds `]]>` or a
 * character that XML forbids, or its lines end in CR: it then comes back as equal JSON.
 *
 * @param credential JSON or a compact JWS, already signed
 * @throws {BadgeError} `svg_malformed`, `xml_doctype_forbidden`, `svg_too_deep`, `invalid_utf8`,
 *   `image_too_large` (2 MiB, credential included)
 * @see https://www.imsglobal.org/spec/ob/v3p0/#svg
 */
export function bakeSvg(svg: string, credential: string): string {
  const scan = scanSvg(svg);
  const { root } = scan;
  // A root that binds the usual prefix to something else keeps it: the element declares its own.
  const isPrefixFree = root.openBadgesPrefix === undefined;
  const isPrefixOurs = root.openBadgesPrefix === OB3_NAMESPACE;
  const element = formatCredential(credential, isPrefixFree || isPrefixOurs ? '' : DECLARATION);
  const tagEnd = root.end - (root.isSelfClosing ? 2 : 1);
  const baked = [
    svg.slice(0, tagEnd),
    isPrefixFree ? DECLARATION : '',
    '>',
    element,
    root.isSelfClosing ? `</${root.name}>` : '',
    withoutBadges(svg, scan),
  ].join('');
  checkSvgSize(baked);
  checkSvgEncoding(scan.encoding, baked);
  return baked;
}

/**
 * Reads the one credential that an SVG carries, wherever it stands. Open Badges 2 is read too.
 * Warning: `body_ignored` (the element holds a JWS and a body; the JWS counts).
 *
 * @throws {BadgeError} `no_credential_in_image`, `multiple_credentials`, `svg_malformed`,
 *   `xml_doctype_forbidden`, `svg_too_deep`, `invalid_utf8`, `image_too_large` (2 MiB)
 * @see https://www.imsglobal.org/spec/ob/v3p0/#svg
 */
export function unbakeSvg(svg: string): UnbakedSvg {
  const [badge, ...others] = scanSvg(svg).badges;
  if (badge === undefined) throw noCredential();
  if (others.length > 0) {
    throw new BadgeError('multiple_credentials', 'More than one element holds a credential.');
  }
  const { version } = badge;
  const verify = badge.verify.trim();
  const body = bodyOf(badge);
  if (looksLikeJws(verify)) {
    return { text: verify, version, warnings: body === '' ? [] : ['body_ignored'] };
  }
  const text = body === '' ? verify : body;
  if (text === '') throw noCredential();
  return { text, version, warnings: [] };
}

function formatCredential(credential: string, declaration: string): string {
  const opening = `<openbadges:credential${declaration}`;
  if (looksLikeJws(credential)) return `${opening} verify="${credential}"/>`;
  const json = credential.replaceAll(']]>', ']]\\u003e').replace(UNSAFE_IN_XML, escapeInJson);
  return `${opening}><![CDATA[${json}]]></openbadges:credential>`;
}

function escapeInJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What follows the root's start tag. */
function withoutBadges(svg: string, { root, badges }: SvgScan): string {
  let at = root.end;
  let rest = '';
  for (const { start, end } of badges) {
    rest += svg.slice(at, start);
    at = end;
  }
  return rest + svg.slice(at);
}

/** White space around a CDATA section is layout; inside, it belongs to the credential. */
function bodyOf({ text, cdata }: SvgBadge): string {
  const outside = text.trim();
  if (outside !== '' && cdata.trim() !== '') {
    throw malformed('The credential stands partly in a CDATA section and partly outside.');
  }
  return cdata.trim() === '' ? outside : cdata;
}

function noCredential(): BadgeError {
  return new BadgeError('no_credential_in_image', 'No element holds a credential.');
}
