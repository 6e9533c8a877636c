const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(DIGITS, (digit, value) => [digit, value]),
);
const BASE = DIGITS.length;

/**
 * Bytes in the 45 characters that a QR code holds most tightly: two bytes in three of them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9285
 */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high, low] = bytes.subarray(at, at + 2) as Uint8Array & { 0: number; 1?: number };
    text += low === undefined ? digitsOf(high, 2) : digitsOf(high * 256 + low, 3);
  }
  return text;
}

/**
 * Reads base45; `undefined` for a character outside of the alphabet, a lone character at the end,
 * and groups that stand for more than their bytes can hold.
 */
export function fromBase45(text: string): Uint8Array | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(2 * Math.floor(text.length / 3) + (rest === 2 ? 1 : 0));
  let end = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = numberOf(group);
    if (value === undefined || value >= (group.length === 3 ? 0x1_00_00 : 0x1_00)) return undefined;
    if (group.length === 3) bytes[end++] = value >> 8;
    bytes[end++] = value & 0xff;
  }
  return bytes;
}

function digitsOf(value: number, count: number): string {
  let rest = value;
  let digits = '';
  for (let place = 0; place < count; place += 1) {
    digits += DIGITS[rest % BASE];
    rest = Math.floor(rest / BASE);
  }
  return digits;
}

/** Little end first. */
function numberOf(group: string): number | undefined {
  let value = 0;
  let weight = 1;
  for (const digit of group) {
    const one = VALUES.get(digit);
    if (one === undefined) return undefined;
    value += one * weight;
    weight *= BASE;
  }
  return value;
}
