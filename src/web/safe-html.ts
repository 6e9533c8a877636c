import { marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { plainText } from './plain-text.ts';

/** HTML that came out of the sanitiser, and the only HTML that a template prints unescaped. */
export interface SafeHtml {
  readonly html: string;
}

const made = new WeakSet<object>();

/** More than a page of criteria needs; nested deeper or longer, Markdown is shown as plain text. */
const MAX_MARKDOWN = 10_000;
/** The parser tries each mark with each: a page of criteria has a few dozen. */
const MAX_MARKS = 400;
const DEEP = /[>[\]*_~`(]{24,}|(?:[>*+-]\s*){24,}/;

/** Headings become one small size, so that they fit under those of the page. */
const asHeading = () => ({ tagName: 'h4', attribs: {} });

/**
 * Markdown as HTML that can do nothing but read: no script, style, picture or form; links lead
 * to web and mail addresses alone, and lend them no credit.
 */
export function markdownToHtml(markdown: string): SafeHtml {
  const text = plainText(markdown, MAX_MARKDOWN);
  const isDeep = DEEP.test(text) || (text.match(/[*_~`[\]]/g)?.length ?? 0) > MAX_MARKS;
  return remember(isDeep ? paragraph(text) : sanitise(parseOr(text)));
}

export function isSafeHtml(value: unknown): value is SafeHtml {
  return typeof value === 'object' && value !== null && made.has(value);
}

function remember(html: string): SafeHtml {
  const safe = Object.freeze({ html });
  made.add(safe);
  return safe;
}

/** Markdown that the parser gives up on is still shown. */
function parseOr(text: string): string {
  try {
    return marked.parse(text, { async: false, gfm: true });
  } catch {
    return paragraph(text);
  }
}

function paragraph(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return `<p>${text.replace(/[&<>]/g, (sign) => escapes[sign] ?? '')}</p>`;
}

function sanitise(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: 'p br hr ul ol li strong em del code pre blockquote h4 a'.split(' '),
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['https', 'http', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 20,
    transformTags: {
      h1: asHeading,
      h2: asHeading,
      h3: asHeading,
      h5: asHeading,
      h6: asHeading,
      a: (tagName, { href }) => ({
        tagName,
        attribs: { ...(href ? { href } : {}), rel: 'nofollow noopener noreferrer ugc' },
      }),
    },
  });
}
