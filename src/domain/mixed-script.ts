import { fromPunycode } from './punycode.ts';

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Thai',
  'Georgian',
  'Cherokee',
  'Ethiopic',
  'Coptic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
].map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** Scripts that one language writes together, Latin letters among them. */
const TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Hangul'],
  ['Latin', 'Han', 'Bopomofo'],
];

/** Of any script: digits, hyphens, marks that belong to the letter before. */
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/gu;

/**
 * Whether a host name, in its ASCII form, mixes alphabets that no language writes together: `раypal`
 * with two Cyrillic letters looks like `paypal`. A name that lies in another alphabet than its ending
 * counts too, as do labels that cannot be read.
 *
 * @see https://www.unicode.org/reports/tr39/#Mixed_Script_Detection
 */
export function isMixedScript(host: string): boolean {
  const labels = host.replace(/:\d+$/, '').split('.');
  if (!labels.some((label) => label.startsWith('xn--'))) return false;
  const read = labels.map((label) =>
    label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label,
  );
  if (read.includes(undefined)) return true;
  const letters = read.join('').replace(SHARED, '');
  const found = SCRIPTS.filter(({ pattern }) => pattern.test(letters));
  const rest = found.reduce(
    (text, { pattern }) => text.replace(new RegExp(pattern, 'gu'), ''),
    letters,
  );
  const names = found.map(({ name }) => name);
  if (rest !== '') return names.length > 0;
  return names.length > 1 && !TOGETHER.some((set) => names.every((name) => set.includes(name)));
}
