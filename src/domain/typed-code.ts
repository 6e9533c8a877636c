/** Without I, L, O and U: nothing that is mistaken for another. @see https://www.crockford.com/base32.html */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Signs of the code on a card and of the key of a share; the last of each is its check. */
export const CARD_CODE_SIGNS = 13;
export const CONTROL_KEY_SIGNS = 8;

/**
 * A code of `signs` signs out of random bytes, five bits a sign; the last sign is the check: a sign
 * that is wrong, and two neighbours that changed places, are always told.
 */
export function codeOf(bytes: Uint8Array, signs: number): string {
  const values = [...bytes.slice(0, signs - 1)].map((byte) => byte & 31);
  if (values.length < signs - 1) throw new Error('Too few bytes for a code.');
  return [...values, checkOf(values)].map((value) => SIGNS[value]).join('');
}

/**
 * What somebody typed, as `codeOf` wrote it: small letters, spaces, dashes, and O, I, L for the
 * figures they look like, are put right. `undefined` for a typo: it is told without a look at any
 * code that is kept.
 */
export function readCode(typed: string, signs: number): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}.·]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== signs) return undefined;
  const values = [...plain].map((sign) => SIGNS.indexOf(sign));
  if (values.includes(-1)) return undefined;
  return values.at(-1) === checkOf(values.slice(0, -1)) ? plain : undefined;
}

/** In groups, as it is printed: 4-4-5 for a card, 4-4 for a control key. */
export function groupedCode(code: string): string {
  const groups = code.length === CARD_CODE_SIGNS ? /^(.{4})(.{4})(.{5})$/ : /^(.{4})(.{4})$/;
  return code.replace(groups, (_, ...parts: string[]) =>
    parts.slice(0, code.length === CARD_CODE_SIGNS ? 3 : 2).join('-'),
  );
}

/** A weighted sum in the field of 32 elements, every weight another power of its generator. */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  let weight = 1;
  for (const value of values) {
    weight = times(weight, 2);
    sum ^= times(value, weight);
  }
  return sum;
}

/** Multiplication modulo x⁵ + x² + 1. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit += 1) if ((other >> bit) & 1) product ^= one << bit;
  for (let bit = 9; bit >= 5; bit -= 1) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}
