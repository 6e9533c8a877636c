import { readFile } from 'node:fs/promises';

/**
 * The bytes of a file that a package ships: a font, a drawing, a list. Never code, which is
 * imported by name.
 *
 * @param path as it would be imported: `lucide-static/icons/bike.svg`
 */
export async function readPackageFile(path: string): Promise<Buffer> {
  return readFile(new URL(import.meta.resolve(path)));
}
