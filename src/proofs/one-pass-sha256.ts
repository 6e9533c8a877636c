// Nodes without id are told apart by the hashes of a few hundred bytes each. WebCrypto, all that a
// browser has, answers later and from another thread, which takes ten times as long as the hash itself;
// so a small SHA-256 of our own, the same in server and browser. Only labels depend on it, and a test
// compares it with the machine's.

/** The first 32 bits of the fractional parts of a root of each of the first primes. */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Int32Array.from(primes, (prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}

const ROUND_CONSTANTS = fractions(64, Math.cbrt);
const FIRST_STATE = fractions(8, Math.sqrt);

const encoder = new TextEncoder();
/** The words of one block, and those made of them. */
const words = new Int32Array(64);
const state = new Int32Array(8);
let buffer = new Uint8Array(4096);
let view = new DataView(buffer.buffer);

/**
 * SHA-256 of a text in UTF-8, in hexadecimal.
 *
 * @see https://doi.org/10.6028/NIST.FIPS.180-4
 */
export function sha256HexOfText(text: string): string {
  const length = fillBuffer(text);
  state.set(FIRST_STATE);
  for (let at = 0; at < length; at += 64) addBlock(at);
  let hex = '';
  for (const word of state) hex += (word >>> 0).toString(16).padStart(8, '0');
  return hex;
}

/**
 * The text, a bit, zeros, and the length of the text in bits: whole blocks of 64 bytes.
 *
 * @returns how many bytes they are
 */
function fillBuffer(text: string): number {
  // A UTF-16 unit takes three bytes at most.
  const most = text.length * 3 + 72;
  if (buffer.length < most) {
    buffer = new Uint8Array(most);
    view = new DataView(buffer.buffer);
  }
  const { written } = encoder.encodeInto(text, buffer);
  const length = (written + 72) & ~63;
  buffer.fill(0, written, length);
  buffer[written] = 0x80;
  view.setUint32(length - 4, written * 8);
  return length;
}

function addBlock(at: number): void {
  fillWords(at);
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let round = 0; round < 64; round += 1) {
    const turned = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const key = ((ROUND_CONSTANTS[round] as number) + (words[round] as number)) | 0;
    const one = (h + turned + chosen + key) | 0;
    const two =
      ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  add(0, a);
  add(1, b);
  add(2, c);
  add(3, d);
  add(4, e);
  add(5, f);
  add(6, g);
  add(7, h);
}

function add(index: number, value: number): void {
  state[index] = (state[index] as number) + value;
}

function fillWords(at: number): void {
  for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(at + index * 4);
  for (let index = 16; index < 64; index += 1) {
    const low = words[index - 15] as number;
    const high = words[index - 2] as number;
    const first = rotate(low, 7) ^ rotate(low, 18) ^ (low >>> 3);
    const second = rotate(high, 17) ^ rotate(high, 19) ^ (high >>> 10);
    const earlier = ((words[index - 16] as number) + (words[index - 7] as number)) | 0;
    words[index] = (earlier + first + second) | 0;
  }
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}
