import type { Cursor } from '../usecases/ports.ts';

/** As `before` of a list's next page: the day or moment, and the id, of the last row seen. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}Z)?)~([\w-]{1,64})$/;

/** Where a list goes on; anything else begins it again. */
export function cursorIn(query: Readonly<Record<string, unknown>>): { readonly before?: Cursor } {
  const { before } = query;
  const [, at, id] = (typeof before === 'string' && CURSOR.exec(before)) || [];
  return at && id ? { before: { at, id } } : {};
}

/** The address of the page after `cursor`; empty when there is none. */
export function nextHref(path: string, cursor: Cursor | undefined): string {
  return cursor ? `${path}?before=${encodeURIComponent(`${cursor.at}~${cursor.id}`)}` : '';
}
