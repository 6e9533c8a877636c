import type { Page } from '../../usecases/ports.ts';

/**
 * A full page of what is kept of the rows, while there is one: the caller takes a shorter one for
 * the last.
 *
 * @param read a page of rows by id
 * @param keep of some rows, those that are asked for
 */
export async function fullPage<Row extends { readonly id: string }, Kept>(
  { after, limit }: Page,
  read: (page: Page) => Promise<Row[]>,
  keep: (rows: readonly Row[]) => Promise<Kept[]>,
): Promise<Kept[]> {
  const kept: Kept[] = [];
  let last = after;
  for (;;) {
    const rows = await read({ limit, ...(last === undefined ? {} : { after: last }) });
    kept.push(...(await keep(rows)));
    if (rows.length < limit || kept.length >= limit) return kept.slice(0, limit);
    last = rows.at(-1)?.id;
  }
}
