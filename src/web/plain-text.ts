/** Controls but for tab and line feed, and every mark that turns the reading direction. */
const UNSEEN = /(?![\t\n])[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** So many marks on one letter only serve to draw over what stands around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

const MAX_LENGTH = 10_000;

/**
 * A stranger's text as it may be shown: no hidden control, no mark that makes it read otherwise
 * than it is written. Empty when it is no text.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function plainText(value: unknown, maxLength = MAX_LENGTH): string {
  if (typeof value !== 'string') return '';
  return onlySeen(value.slice(0, maxLength)).trim();
}

/** A text without what hides or turns it, and with the spaces around it. */
export function onlySeen(text: string): string {
  return text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(PILED_MARKS, '$1')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** An address that may stand in a link: http or https; empty for anything else. */
export function safeHref(value: unknown): string {
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value)) return '';
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '';
}
