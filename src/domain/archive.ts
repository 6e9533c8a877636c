import * as z from 'zod';

export const ARCHIVE_TYPE = 'EcussonArchive';

/**
 * How long the lists of an archive are believed without asking again: what it says may be this late.
 * Whoever reads one holds it to this, whatever it says itself.
 */
export const ARCHIVE_DAYS = 7;

/**
 * What an issuer hands out for those who verify without a network: its public documents as they were,
 * and a credential of its own that names each with its digest (`relatedResource`).
 */
export const Archive = z.strictObject({
  type: z.literal(ARCHIVE_TYPE),
  version: z.literal(1),
  /** The issuer's DID. */
  issuer: z.string().min(1).max(2048),
  /** ISO 8601. */
  made: z.string().max(40),
  documents: z
    .array(z.strictObject({ url: z.string().max(2048), text: z.string() }))
    .min(1)
    .max(300),
  /** A signed verifiable credential. */
  manifest: z.record(z.string(), z.unknown()),
});
export type Archive = z.infer<typeof Archive>;

/** Who a document is of, whatever scheme its address is written with. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { host, pathname, search } = new URL(url);
  return host + pathname + search;
}
