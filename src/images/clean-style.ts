/** Attributes that say where and how large. */
const GEOMETRY = new Set(
  `d points x y x1 y1 x2 y2 cx cy r rx ry fx fy width height viewBox preserveAspectRatio transform
   dx dy offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits
   maskContentUnits pathLength`.split(/\s+/),
);

/** How a shape is painted: as an attribute, in `style` or in a style sheet. */
const PAINT = new Set(
  `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
   stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility
   stop-color stop-opacity clip-path clip-rule mask paint-order font-family font-size font-weight
   font-style text-anchor letter-spacing`.split(/\s+/),
);

/** A name inside the picture. */
const NAME = /^[\p{L}_][\p{L}\p{N}._-]{0,99}$/u;
const LOCAL_URL = /url\(\s*(["']?)#[\p{L}_][\p{L}\p{N}._-]{0,99}\1\s*\)/gu;
const QUOTED = /"[^"\r\n\f]*"|'[^'\r\n\f]*'/g;
const BRACKETED = /\([^()]*\)/g;
/** Classes and elements, one or several: `.cls-1, path`; nothing that begins with `@`. */
const RULE = /(?<=^|[};])\s*([.a-zA-Z][\w-]*(?:\s*,\s*[.a-zA-Z][\w-]*)*)\s*\{([^{}]*)\}/g;

/** The value of an attribute that may stay; nothing for what has to go. */
export function cleanAttribute(name: string, value: string): string | undefined {
  if (name === 'style') return cleanDeclarations(value);
  return mayStay(name, value) ? value : undefined;
}

function mayStay(name: string, value: string): boolean {
  if (name === 'href') return value.startsWith('#') && NAME.test(value.slice(1));
  if (name === 'id') return NAME.test(value);
  if (name === 'class') return /^[\w\s-]*$/.test(value);
  return (GEOMETRY.has(name) || PAINT.has(name)) && isPlain(value);
}

interface StyleRule {
  /** As they are written: `.cls-1, path`. */
  readonly selectors: string;
  readonly declarations: string;
}

/** The rules of a style sheet that name classes or elements and paint shapes. */
export function cleanStyleSheet(text: string): StyleRule[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(RULE)].map(([, selectors = '', declarations = '']) => ({
    selectors,
    declarations: cleanDeclarations(declarations),
  }));
}

function cleanDeclarations(text: string): string {
  return text
    .split(';')
    .map((declaration) => declaration.split(':'))
    .flatMap(([name = '', ...rest]) => {
      const property = name.trim().toLowerCase();
      const value = rest.join(':').trim();
      return PAINT.has(property) && isPlain(value) ? [`${property}:${value}`] : [];
    })
    .join(';');
}

/**
 * Names nothing outside: no address, no escape that could spell one. It ends where it seems to: a
 * comment, a quote or a bracket left open would take in the rules that follow.
 */
function isPlain(value: string): boolean {
  const rest = value.replace(LOCAL_URL, '');
  const bare = rest.replace(QUOTED, '').replace(BRACKETED, '');
  return !/url\(|[\\@{}<>:]|\/\*|\*\//i.test(rest) && !/["'()[\]]/.test(bare);
}
