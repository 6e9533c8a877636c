import { lexer, type Token, type Tokens } from 'marked';
import { onlySeen, plainText, safeHref } from './plain-text.ts';

/** HTML that was written here, tag by tag, and the only HTML that a template prints unescaped. */
export interface SafeHtml {
  readonly html: string;
}

const made = new WeakSet<object>();

/** More than a page of criteria needs; nested deeper or longer, Markdown is shown as plain text. */
const MAX_MARKDOWN = 10_000;
/** The parser tries each mark with each: a page of criteria has a few dozen. */
const MAX_MARKS = 400;
const MAX_DEPTH = 20;
const DEEP = /[>[\]*_~`(]{24,}|(?:[>*+-]\s*){24,}/;

/**
 * Markdown as HTML that can do nothing but read: no script, style, picture or form; links lead
 * to web and mail addresses alone, and lend them no credit. Only the tags below are ever written,
 * and every text between them is escaped, so that HTML inside the Markdown is shown as it is
 * written. Runs in the browser too.
 */
export function markdownToHtml(markdown: string): SafeHtml {
  const text = plainText(markdown, MAX_MARKDOWN);
  const isDeep = DEEP.test(text) || (text.match(/[*_~`[\]]/g)?.length ?? 0) > MAX_MARKS;
  const html = isDeep ? paragraph(text) : writeOr(text);
  const safe = Object.freeze({ html });
  made.add(safe);
  return safe;
}

/** Whether a value was made here: the only markup that a page takes as it is. */
export function isSafeHtml(value: unknown): value is SafeHtml {
  return typeof value === 'object' && value !== null && made.has(value);
}

/** Markdown that the parser gives up on is still shown. */
function writeOr(text: string): string {
  try {
    return writeAll(lexer(text, { gfm: true }), 0);
  } catch {
    return paragraph(text);
  }
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

type Write = (token: never, depth: number) => string;

/** Around what stands inside a token, or a text of it. */
const around =
  (tag: string): Write =>
  (token: Token, depth) =>
    `<${tag}>${inside(token, depth)}</${tag}>`;

/** By the name of the token: headings become one small size, so that they fit under the page's. */
const WRITERS: Readonly<Record<string, Write>> = {
  space: () => '',
  def: () => '',
  br: () => '<br>',
  hr: () => '<hr>',
  heading: around('h4'),
  paragraph: around('p'),
  blockquote: around('blockquote'),
  strong: around('strong'),
  em: around('em'),
  del: around('del'),
  codespan: around('code'),
  code: ({ text }: Tokens.Code) => `<pre><code>${escaped(text)}</code></pre>`,
  text: (token: Tokens.Text, depth) => inside(token, depth),
  checkbox: ({ checked }: { checked: boolean }) => (checked ? '☑ ' : '☐ '),
  // A picture would tell its host who is reading; its words stay.
  image: ({ text }: Tokens.Image) => escaped(text),
  link: writeLink,
  list: writeList,
  table: writeTable,
};

function writeAll(tokens: readonly Token[], depth: number): string {
  return tokens.map((token) => write(token, depth + 1)).join('');
}

function write(token: Token, depth: number): string {
  const known = Object.hasOwn(WRITERS, token.type) && depth <= MAX_DEPTH;
  return known
    ? (WRITERS[token.type] as (token: Token, depth: number) => string)(token, depth)
    : escaped(token.raw);
}

function inside(token: Token, depth: number): string {
  if ('tokens' in token && token.tokens) return writeAll(token.tokens, depth);
  return escaped('text' in token ? token.text : token.raw);
}

function writeLink(token: Tokens.Link, depth: number): string {
  const words = inside(token, depth);
  const href = safeHref(token.href) || mailHref(token.href);
  if (!href) return words;
  return `<a href="${escaped(href)}" rel="nofollow noopener noreferrer ugc">${words}</a>`;
}

function mailHref(href: string): string {
  return /^mailto:[\w.+-]{1,64}@[\w.-]{1,255}$/.test(href) ? href : '';
}

function writeList({ ordered, start, items }: Tokens.List, depth: number): string {
  const tag = ordered ? 'ol' : 'ul';
  const from = Number.isSafeInteger(start) && start !== 1 ? ` start="${start}"` : '';
  const lines = items.map((item) => `<li>${writeAll(item.tokens, depth)}</li>`);
  return `<${tag}${from}>${lines.join('')}</${tag}>`;
}

/** One line for each row: a table of strangers does not fit on a phone. */
function writeTable({ header, rows }: Tokens.Table, depth: number): string {
  const lines = [header, ...rows].map((cells) =>
    cells.map(({ tokens }) => writeAll(tokens, depth)).join(' · '),
  );
  return lines.map((line) => `<p>${line}</p>`).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/**
 * The few names that Markdown's own writers leave behind are read, and what the parser made of
 * numbers is looked at once more; then every sign is text.
 */
function escaped(text: string): string {
  return onlySeen(text)
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}
