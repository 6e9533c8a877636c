import * as z from 'zod';
import { BadgeError } from '../../domain/errors.ts';
import type { Cursor } from '../../usecases/ports.ts';
import { cursorText, readCursor } from '../cursor.ts';
import type { WebDeps } from '../deps.ts';

/** What every list understands. */
export const LIST_QUERY = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
};

/** An id of ours, or one that names nothing. */
export const AnyId = z.string().regex(/^[\w-]{1,100}$/);

interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ListPage<Item> {
  readonly items: Item[];
  /** The address of the next page; absent on the last. */
  readonly next?: string;
}

/** Where a list goes on. @throws {BadgeError} `request_invalid` for what is no cursor of ours */
export function cursorOf({ cursor }: ListQuery): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const read = readCursor(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!read) throw new BadgeError('request_invalid', 'The cursor comes from no list of ours.');
  return read;
}

/** The first rows of what was read, and the address of those that follow. `rows` has one more than asked. */
export function listPage<Row, Item>(
  { origin }: Pick<WebDeps, 'origin'>,
  path: string,
  query: ListQuery & Readonly<Record<string, string | number | undefined>>,
  rows: readonly Row[],
  parts: { readonly item: (row: Row) => Item; readonly cursor: (row: Row) => Cursor },
): ListPage<Item> {
  const shown = rows.slice(0, query.limit);
  const items = shown.map(parts.item);
  const last = shown.at(-1);
  if (!last || rows.length <= query.limit) return { items };
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  url.searchParams.set('cursor', Buffer.from(cursorText(parts.cursor(last))).toString('base64url'));
  return { items, next: url.href };
}
