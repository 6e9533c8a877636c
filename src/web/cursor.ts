import * as z from 'zod';
import type { Cursor } from '../usecases/ports.ts';

/** Empty where a list goes by id alone. */
const At = z.union([z.literal(''), z.iso.date(), z.iso.datetime()]);
const Id = z.string().regex(/^[\w.-]{1,120}$/);

/** The last row seen, as an address carries it: its day or moment, and its id. */
export function cursorText({ at, id }: Cursor): string {
  return `${at}~${id}`;
}

/** What `cursorText` wrote; `undefined` for anything else. */
export function readCursor(text: string): Cursor | undefined {
  const [, at, id] = /^([^~]{0,40})~([^~]{1,120})$/.exec(text) ?? [];
  return At.safeParse(at).success && Id.safeParse(id).success
    ? { at: at ?? '', id: id ?? '' }
    : undefined;
}

/** Where a list of a page goes on; anything else begins it again. */
export function cursorIn(query: Readonly<Record<string, unknown>>): { readonly before?: Cursor } {
  const { before: text } = query;
  const before = typeof text === 'string' ? readCursor(text) : undefined;
  return before?.at ? { before } : {};
}

/** The address of the page after `cursor`; empty when there is none. */
export function nextHref(path: string, cursor: Cursor | undefined): string {
  return cursor ? `${path}?before=${encodeURIComponent(cursorText(cursor))}` : '';
}
