export interface Variant {
  readonly name: string;
  /** One operation. */
  run(): Promise<unknown>;
}

const BLOCK_MS = 400;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 7;

/**
 * Operations per second of each variant: hot blocks in turn, so that the machine's moods touch all
 * of them alike, and the median block of each, once all of them are compiled as a server's code is
 * after its first minute.
 */
export async function measure(variants: readonly Variant[]): Promise<Map<string, number>> {
  const rates = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const { name, run } of variants) {
      const rate = await block(run);
      if (round >= WARM_UP_ROUNDS) rates.get(name)?.push(rate);
    }
  }
  return new Map([...rates].map(([name, list]) => [name, median(list)]));
}

async function block(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let count = 0;
  let spent = 0;
  while (spent < BLOCK_MS) {
    await run();
    count++;
    spent = performance.now() - start;
  }
  return (count * 1000) / spent;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
