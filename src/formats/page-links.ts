/** Media types of a badge that a page may point to, as it is put or signed. */
const BADGE_TYPES = new Set([
  'application/vc',
  'application/ld+json',
  'application/json',
  'application/vc+jwt',
  'application/jwt',
  'application/vc+ld+json',
]);
/** Of the page: a head is not longer. */
const MAX_BYTES = 256 * 1024;
const MAX_TAGS = 200;
const MAX_TAG_LENGTH = 4096;

const TEXT_ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&#38;': '&',
  '&#x26;': '&',
  '&quot;': '"',
};

/**
 * The addresses that an HTML page gives as other forms of itself in its head,
 * `<link rel="alternate" type="application/vc" href="…">`, in the order of the page, as they are
 * written there. A scanner and no parser: nothing is drawn, loaded or run.
 *
 * @see https://html.spec.whatwg.org/multipage/links.html#rel-alternate
 */
export function badgeLinksOf(page: Uint8Array): string[] {
  const html = new TextDecoder().decode(page.subarray(0, MAX_BYTES));
  const links: string[] = [];
  for (const tag of linkTagsOf(headOf(html))) {
    const attributes = attributesOf(tag);
    const isAlternate = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    const type = (attributes.get('type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
    const href = attributes.get('href')?.trim();
    if (href && isAlternate.includes('alternate') && BADGE_TYPES.has(type)) links.push(href);
  }
  return links;
}

/** What stands before the body, without comments, scripts and styles. */
function headOf(html: string): string {
  const end = html.search(/<(?:\/head|body)[\s>]/i);
  return (end < 0 ? html : html.slice(0, end)).replace(
    /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1|$)/gi,
    '',
  );
}

function linkTagsOf(head: string): string[] {
  const tags: string[] = [];
  let at = 0;
  while (tags.length < MAX_TAGS) {
    const start = head.slice(at).search(/<link[\s/]/i);
    if (start < 0) break;
    const tag = tagAt(head, at + start);
    tags.push(tag);
    at += start + Math.max(tag.length, 5);
  }
  return tags;
}

/** Up to the `>` that stands in no quotes. */
function tagAt(head: string, start: number): string {
  let quote = '';
  const limit = Math.min(head.length, start + MAX_TAG_LENGTH);
  for (let at = start; at < limit; at += 1) {
    const one = head[at] as string;
    if (quote !== '') quote = one === quote ? '' : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === '>') return head.slice(start, at);
  }
  return head.slice(start, limit);
}

/** Names in lower case; the first of a name counts. */
function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const pairs = tag
    .slice('<link'.length)
    .matchAll(/(?<![\w-])([a-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi);
  for (const [, name = '', double, single, bare] of pairs) {
    const key = name.toLowerCase();
    if (attributes.has(key)) continue;
    attributes.set(key, plain(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

function plain(text: string): string {
  return text.replace(
    /&(?:amp|quot|#38|#x26);/gi,
    (one) => TEXT_ENTITIES[one.toLowerCase()] ?? one,
  );
}
