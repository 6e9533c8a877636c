import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file in an archive; `path` with `/` between folders. */
interface ZippedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Pressed already: pressing them again only takes time. */
const PRESSED = /\.(png|jwt)$/;

/**
 * One archive of many files; everything else that waits has its turn between them.
 *
 * @param at the date that every file gets
 */
export async function zipFiles(
  files: Iterable<ZippedFile> | AsyncIterable<ZippedFile>,
  at: Date,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let failure: Error | undefined;
  const archive = new Zip((error, chunk) => {
    failure ??= error ?? undefined;
    if (chunk) chunks.push(chunk);
  });
  for await (const { path, bytes } of files) {
    const entry = PRESSED.test(path)
      ? new ZipPassThrough(path)
      : new ZipDeflate(path, { level: 6 });
    entry.mtime = at;
    archive.add(entry);
    entry.push(bytes, true);
    await new Promise((resolve) => setImmediate(resolve));
  }
  archive.end();
  if (failure) throw failure;
  return new Uint8Array(Buffer.concat(chunks));
}
