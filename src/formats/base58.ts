const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ZERO = ALPHABET.charCodeAt(0);
const NOT_A_DIGIT = 0xff;
const VALUES = new Uint8Array(128).fill(NOT_A_DIGIT);
for (let value = 0; value < 58; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The work grows with the square of the length; the longest key we meet (RSA-4096) takes 750. */
const MAX_TEXT_LENGTH = 1024;

/** Five base58 digits at once: 58^5 times 2^16 stays an exact integer. */
const ENCODE_LIMB = 58 ** 5;
/** Three bytes at once: 2^24 times 58^4 stays an exact integer. */
const DECODE_LIMB = 2 ** 24;

/**
 * Bitcoin's base58, without checksum or multibase prefix. Meant for keys and signatures: time grows
 * with the square of the length.
 *
 * @see https://www.w3.org/TR/cid-1.0/#base58-btc
 */
export function toBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (bytes[zeros] === 0) zeros += 1;
  const limbs: number[] = [];
  let at = zeros;
  if ((bytes.length - zeros) % 2 === 1) multiplyAdd(limbs, 1, bytes[at++] ?? 0, ENCODE_LIMB);
  for (; at < bytes.length; at += 2) {
    multiplyAdd(limbs, 0x10000, ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0), ENCODE_LIMB);
  }
  const digits = limbs.reverse().map(fiveDigits).join('');
  let first = 0;
  while (digits.charCodeAt(first) === ZERO) first += 1;
  return '1'.repeat(zeros) + digits.slice(first);
}

/** `undefined` when a character is not in the alphabet or the text exceeds 1024 characters. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_TEXT_LENGTH) return undefined;
  let zeros = 0;
  while (text.charCodeAt(zeros) === ZERO) zeros += 1;
  const limbs: number[] = [];
  for (let at = zeros; at < text.length; at += 4) {
    const end = Math.min(at + 4, text.length);
    const value = readDigits(text, at, end);
    if (value === undefined) return undefined;
    multiplyAdd(limbs, 58 ** (end - at), value, DECODE_LIMB);
  }
  return formatNumber(limbs, zeros);
}

/** `limbs` is a number in base `base`, least significant limb first; it becomes `× factor + term`. */
function multiplyAdd(limbs: number[], factor: number, term: number, base: number): void {
  let carry = term;
  for (let index = 0; index < limbs.length; index += 1) {
    const value = (limbs[index] as number) * factor + carry;
    carry = Math.floor(value / base);
    limbs[index] = value - carry * base;
  }
  if (carry > 0) limbs.push(carry);
}

function fiveDigits(limb: number): string {
  let rest = limb;
  let digits = '';
  for (let count = 0; count < 5; count += 1) {
    digits = ALPHABET.charAt(rest % 58) + digits;
    rest = Math.floor(rest / 58);
  }
  return digits;
}

function readDigits(text: string, start: number, end: number): number | undefined {
  let total = 0;
  for (let at = start; at < end; at += 1) {
    const value = VALUES[text.charCodeAt(at)] ?? NOT_A_DIGIT;
    if (value === NOT_A_DIGIT) return undefined;
    total = total * 58 + value;
  }
  return total;
}

/** The bytes of a number in limbs of three bytes, after as many zero bytes as asked. */
function formatNumber(limbs: readonly number[], zeros: number): Uint8Array {
  const padded = new Uint8Array(zeros + limbs.length * 3);
  let at = padded.length;
  for (const limb of limbs) {
    padded[--at] = limb & 0xff;
    padded[--at] = (limb >> 8) & 0xff;
    padded[--at] = limb >> 16;
  }
  let first = zeros;
  while (padded[first] === 0) first += 1;
  return padded.slice(first - zeros);
}
