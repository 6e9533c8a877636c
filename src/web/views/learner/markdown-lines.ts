import { plainText } from '../../plain-text.ts';

/** Marks in front of a line: titles, quotes. */
const BEFORE = /^\s{0,3}(?:#{1,6}\s+|>\s?)/;
const POINT = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;
/** `**strong**`, `_stressed_`, `` `code` ``. */
const STRESS = /(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1/g;
const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;

/** Markdown as lines of plain text, for paper: points keep their dots, and the rest its words. */
export function markdownLines(markdown: string): string[] {
  return plainText(markdown)
    .split('\n')
    .map((line) => {
      const isPoint = POINT.test(line);
      const text = line
        .replace(isPoint ? POINT : BEFORE, '')
        .replace(LINK, '$1')
        .replace(STRESS, '$2')
        .trim();
      return text && isPoint ? `• ${text}` : text;
    })
    .filter(Boolean);
}
