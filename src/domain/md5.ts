/** Of each step: how far it turns, and the sine it adds. @see RFC 1321, section 3.4 */
const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21] as const;
const SINES = Array.from({ length: 64 }, (_, at) =>
  Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32),
);

/**
 * MD5 of a text in UTF-8, as 32 hexadecimal digits. It protects nothing: it is here to read the
 * hashed addresses in badges of another age.
 *
 * @see RFC 1321
 */
export function md5Hex(text: string): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const words = paddedWords(new TextEncoder().encode(text));
  for (let at = 0; at < words.length; at += 16) addBlock(state, words.subarray(at, at + 16));
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  state.forEach((word, at) => {
    view.setUint32(4 * at, word, true);
  });
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The message, a single bit, zeros, and its length in bits: whole blocks of 16 words. */
function paddedWords(message: Uint8Array): Uint32Array {
  const bytes = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, message.length << 3, true);
  view.setUint32(bytes.length - 4, Math.floor(message.length / 2 ** 29), true);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

function addBlock(state: number[], block: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const sum = a + mixed(round, b, c, d) + (block[placeOf(round, step)] ?? 0) + (SINES[step] ?? 0);
    const turn = TURNS[4 * round + (step % 4)] ?? 0;
    const turned = (sum << turn) | ((sum >>> 0) >>> (32 - turn));
    [a, d, c, b] = [d, c, b, (b + turned) | 0];
  }
  [a, b, c, d].forEach((word, at) => {
    state[at] = ((state[at] ?? 0) + word) | 0;
  });
}

function mixed(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

/** Which word of the block a step takes. */
function placeOf(round: number, step: number): number {
  if (round === 0) return step;
  if (round === 1) return (5 * step + 1) % 16;
  return round === 2 ? (3 * step + 5) % 16 : (7 * step) % 16;
}
