import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadgeError } from '../domain/errors.ts';
import { cleanAttribute, cleanStyleSheet } from './clean-style.ts';
import {
  MAX_ELEMENTS,
  refuseBomb,
  type Shape,
  type Styled,
  targetsIn,
  tooComplex,
} from './svg-bomb.ts';

const MAX_DEPTH = 64;
const MAX_SIDE = 30_000;

/** Everything that draws and nothing that loads, runs, links, moves or lays out foreign markup. */
const ELEMENTS = new Set(
  `svg g defs symbol use path circle ellipse rect line polyline polygon text tspan title
   linearGradient radialGradient stop clipPath mask style`.split(/\s+/),
);

interface Progress {
  /** Elements that are open, outermost first; `undefined` for those that are left out. */
  readonly open: Array<Shape | undefined>;
  /** What style sheets have drawn again, by selector. */
  readonly styled: Styled;
  root: Shape | undefined;
  count: number;
  out: string;
}

/**
 * An SVG from outside written anew from what a picture needs: a list of elements and attributes.
 * Nothing else comes through: no script, event, link, embedded or foreign content, no reference
 * but to a name inside the picture. It is 600 units wide and high at most.
 *
 * @throws {BadgeError} `svg_malformed`, `svg_too_deep` (64), `svg_too_complex` (5,000 elements,
 *   counting each `use`), `xml_doctype_forbidden`, `image_too_large` (30,000 units)
 */
export function cleanSvg(svg: string): string {
  const parser = new SaxesParser();
  const progress: Progress = {
    open: [],
    styled: new Map(),
    root: undefined,
    count: 0,
    out: '',
  };
  parser.on('error', () => {
    throw malformed(`Not well-formed at line ${parser.line}, column ${parser.column}.`);
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[') || doctype.includes('<!')) {
      throw new BadgeError('xml_doctype_forbidden', 'The document type declares something.');
    }
  });
  parser.on('opentag', (tag) => openElement(progress, tag));
  parser.on('closetag', () => {
    const shape = progress.open.pop();
    if (shape) progress.out += `</${shape.name}>`;
  });
  const text = (content: string) => writeText(progress, content);
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(svg).close();
  if (!progress.root) throw malformed('There is no svg element.');
  refuseBomb(progress.root, progress.styled);
  return progress.out;
}

function openElement(progress: Progress, tag: SaxesTagPlain): void {
  const { open } = progress;
  if (open.length >= MAX_DEPTH) {
    throw new BadgeError('svg_too_deep', `More than ${MAX_DEPTH} nested elements.`);
  }
  if (++progress.count > MAX_ELEMENTS) throw tooComplex();
  const name = localName(tag.name);
  if (!progress.root && name !== 'svg') throw malformed('The root element is not svg.');
  // What stands in something that is left out is left out too.
  const isLeftOut = progress.root && !open.at(-1);
  if (isLeftOut || !ELEMENTS.has(name)) {
    open.push(undefined);
    return;
  }
  const attributes = cleanAttributes(tag.attributes);
  const targets = [...attributes.values()].flatMap(targetsIn);
  const classes = attributes.get('class')?.split(/\s+/).filter(Boolean) ?? [];
  // Whether case counts depends on who draws: here it does not.
  const selectors = [...new Set([name, ...classes.map((one) => `.${one}`)])].map(lowered);
  const shape: Shape = { name, id: attributes.get('id'), selectors, targets, children: [] };
  open.at(-1)?.children.push(shape);
  if (!progress.root) {
    progress.root = shape;
    frame(attributes);
  }
  open.push(shape);
  progress.out += `<${name}${[...attributes].map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('')}>`;
}

function cleanAttributes(given: Readonly<Record<string, string>>): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const key = name === 'xlink:href' ? 'href' : name;
    const clean = cleanAttribute(key, value);
    if (clean !== undefined) kept.set(key, clean);
  }
  return kept;
}

/** The picture's own size is only a proportion: it is drawn into 600 by 600. */
function frame(attributes: Map<string, string>): void {
  const [width, height] = [lengthOf(attributes.get('width')), lengthOf(attributes.get('height'))];
  const box = attributes
    .get('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth = width, boxHeight = height] = box ?? [0, 0];
  for (const side of [width, height, ...(box ?? []).map(Math.abs)]) {
    if (side !== undefined && !(side <= MAX_SIDE)) {
      throw new BadgeError(
        'image_too_large',
        `The picture is more than ${MAX_SIDE} units wide or high.`,
      );
    }
  }
  if (!(Number(boxWidth) > 0 && Number(boxHeight) > 0)) throw malformed('The picture has no size.');
  attributes.set('xmlns', 'http://www.w3.org/2000/svg');
  attributes.set('viewBox', (box ?? [0, 0, boxWidth, boxHeight]).join(' '));
  attributes.set('width', '600');
  attributes.set('height', '600');
  attributes.delete('x');
  attributes.delete('y');
}

/** A length in any unit as a number; none for a share of nothing. */
function lengthOf(text: string | undefined): number | undefined {
  if (text === undefined || text.includes('%')) return undefined;
  const length = Number.parseFloat(text);
  return Number.isNaN(length) ? undefined : length;
}

function writeText(progress: Progress, content: string): void {
  const shape = progress.open.at(-1);
  if (!shape) return;
  if (shape.name === 'style') writeStyleSheet(progress, content);
  else if (/^(text|tspan)$/.test(shape.name)) progress.out += escapeXml(content.slice(0, 500));
}

function writeStyleSheet(progress: Progress, content: string): void {
  const { styled } = progress;
  for (const { selectors, declarations } of cleanStyleSheet(content)) {
    progress.out += escapeXml(`${selectors}{${declarations}}`);
    const targets = targetsIn(declarations);
    for (const selector of targets.length > 0 ? selectors.split(',').map(lowered) : []) {
      const known = styled.get(selector) ?? new Set();
      for (const id of targets) known.add(id);
      styled.set(selector, known);
      progress.count += targets.length;
    }
    if (progress.count > MAX_ELEMENTS) throw tooComplex();
  }
}

function lowered(selector: string): string {
  return selector.trim().toLowerCase();
}

/** A link and a choice are only groups here. */
function localName(name: string): string {
  const local = name.startsWith('svg:') ? name.slice(4) : name;
  return local === 'a' || local === 'switch' ? 'g' : local;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function malformed(message: string): BadgeError {
  return new BadgeError('svg_malformed', message);
}
