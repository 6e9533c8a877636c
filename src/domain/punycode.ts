const BASE = 36;
const MAX_LENGTH = 63;
const FORM = /^[a-z0-9-]+$/;

/**
 * The label that stands in Punycode, given without its `xn--`; `undefined` for what is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3492#section-6.2
 */
export function fromPunycode(label: string): string | undefined {
  if (label.length > MAX_LENGTH || !FORM.test(label)) return undefined;
  const delimiter = label.lastIndexOf('-');
  const points = Array.from(label.slice(0, Math.max(0, delimiter)), (one) => one.charCodeAt(0));
  let at = delimiter + 1;
  let state = { code: 128, index: 0, bias: 72 };
  while (at < label.length) {
    const delta = readDelta(label, at, state.bias);
    if (delta === undefined) return undefined;
    const length = points.length + 1;
    const place = state.index + delta.value;
    const code = state.code + Math.floor(place / length);
    if (code > 0x10_ff_ff) return undefined;
    points.splice(place % length, 0, code);
    state = {
      code,
      index: (place % length) + 1,
      bias: adapt(delta.value, length, state.index === 0),
    };
    at = delta.end;
  }
  return String.fromCodePoint(...points);
}

/** A number of variable length, least significant digit first; `end` is where the next one begins. */
function readDelta(
  label: string,
  start: number,
  bias: number,
): { value: number; end: number } | undefined {
  let value = 0;
  let weight = 1;
  for (let at = start, place = BASE; at < label.length; at += 1, place += BASE) {
    const digit = digitOf(label.charCodeAt(at));
    const threshold = Math.min(Math.max(place - bias, 1), 26);
    value += digit * weight;
    if (digit === BASE || value > 0x7f_ff_ff_ff) return undefined;
    if (digit < threshold) return { value, end: at + 1 };
    weight *= BASE - threshold;
  }
  return undefined;
}

/** `a` to `z` are 0 to 25, `0` to `9` are 26 to 35. */
function digitOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : BASE;
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let bias = 0;
  while (rest > 455) {
    rest = Math.floor(rest / (BASE - 1));
    bias += BASE;
  }
  return bias + Math.floor((BASE * rest) / (rest + 38));
}
