import { type PersonName, plainWord } from './learner.ts';
import type { Json } from './loose-json.ts';

/** Who somebody is to a centre; what they are called among friends is no name of theirs. */
export type FullName = Pick<PersonName, 'firstName' | 'lastName'>;

/** Where a badge speaks of itself, of who gives it, or to machines: nothing of it is about one person. */
const NOT_OF_ONE = new Set([
  '@context',
  'type',
  'issuer',
  'badge',
  'achievement',
  'proof',
  'image',
]);
/** Anything shorter is a word of many sentences. */
const LEAST = 3;

/**
 * Whether a first or a last name stands as words anywhere in what a badge says of its recipient:
 * a narrative, a piece of evidence, an address. Capitals, accents and hyphens make no difference.
 */
export function saysName(credential: Json, { firstName, lastName }: FullName): boolean {
  const [first, last] = [phraseOf(firstName), phraseOf(lastName)];
  const both = first && last ? [`${first} ${last}`, `${last} ${first}`] : [];
  const wanted = [...[first, last].filter(({ length }) => length >= LEAST), ...both];
  if (wanted.length === 0) return false;
  return textsIn(credential).some((text) => {
    const said = ` ${phraseOf(text)} `;
    return wanted.some((name) => said.includes(` ${name} `));
  });
}

/** Its words, folded, one space between them. */
function phraseOf(text: string): string {
  return plainWord(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('data:') ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (NOT_OF_ONE.has(key) ? [] : textsIn(part)));
}
