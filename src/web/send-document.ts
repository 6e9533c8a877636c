import type { Response } from 'express';

/**
 * Answers with a document for machines, its media type to the letter: no `charset` is added,
 * which JSON types do not define. Express adds the ETag and answers 304.
 */
export function sendDocument(
  res: Response,
  document: string | Uint8Array | object,
  headers: { readonly type: string; readonly cache: string },
): void {
  // `no-cache` speaks to caches on the way: a client that shows its ETag still gets its 304.
  delete res.req.headers['cache-control'];
  const isBytes = document instanceof Uint8Array;
  const text = typeof document === 'string' || isBytes ? document : JSON.stringify(document);
  res.set('Cache-Control', headers.cache);
  res.setHeader('Content-Type', headers.type);
  res.send(Buffer.from(text as string));
}
