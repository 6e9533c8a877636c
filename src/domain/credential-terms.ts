import * as z from 'zod';

/** Absolute. */
export const Uri = z.string().regex(/^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/, 'must be an absolute URI');

const PlainDateTime = z.iso.datetime({ offset: true });

/**
 * ISO 8601 with seconds and an explicit zone; a day that exists. Midnight may be the end of a day, 24:00.
 *
 * @see https://www.w3.org/TR/xmlschema11-2/#dateTimeStamp
 */
export const DateTime = z
  .string()
  .refine((text) => PlainDateTime.safeParse(withoutEndOfDay(text)).success, {
    message: 'must be a date and time with seconds and a time zone',
  })
  .refine((text) => Number(text.slice(0, 4)) >= 1970 && !/[+-](1[5-9]|2\d):\d\d$/.test(text), {
    message: 'must be a date since 1970, in a time zone that exists',
  });

/** The same day at an hour that every reader of dates knows. */
function withoutEndOfDay(text: string): string {
  return text.replace(/T24(:00:00(?:\.0+)?(?:Z|[+-]))/, 'T00$1');
}

/** A type or several, one of which is one of these. */
export function typeWith(...names: string[]) {
  const required = (types: string | string[]) =>
    names.some((name) => (Array.isArray(types) ? types.includes(name) : types === name));
  return z
    .union([z.string(), z.array(z.string()).min(1)])
    .refine(required, { message: `must include ${names.join(' or ')}` });
}

/** What may stand once or several times. */
export const oneOrMany = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]);
